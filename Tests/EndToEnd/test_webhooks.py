"""Stripe's events: signed or refused, and harmless in any number and order."""

import concurrent.futures
import time

import pytest

from support.latchkey import link_in
from support.signing import event, signature


def types(recovery):
    return [entry["type"] for entry in recovery["timeline"]]


def signed(shop, type, intent, **options):
    body = event(type, intent)
    return shop.webhook(body, signature(body, shop.webhook_secret, **options))


FORGERIES = {
    "no signature": lambda body, secret: None,
    "an empty one": lambda body, secret: "",
    "another secret": lambda body, secret: signature(body, "whsec_" + "0" * 48),
    "another body": lambda body, secret: signature(body + b" ", secret),
    "too old": lambda body, secret: signature(body, secret, at=int(time.time()) - 310),
    "from the future": lambda body, secret: signature(body, secret, at=int(time.time()) + 310),
    "the old scheme alone": lambda body, secret: signature(body, secret, scheme="v0"),
    "cut short": lambda body, secret: signature(body, secret)[:-2],
    "no time": lambda body, secret: signature(body, secret).split(",")[1],
    "time not a number": lambda body, secret: "t=now," + signature(body, secret).split(",")[1],
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_event_is_refused_and_changes_nothing(shop, stripe, address, forgery):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    stripe.authenticate(intent)
    body = event("payment_intent.succeeded", stripe.intent(intent["id"]))
    answer = shop.webhook(body, FORGERIES[forgery](body, shop.webhook_secret))
    assert answer.status in (400, 401, 403)
    assert shop.recovery(opened["id"])["state"] == "open"


def test_one_right_signature_among_wrong_ones_is_enough(shop, stripe, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    stripe.authenticate(intent)
    body = event("payment_intent.succeeded", intent)
    right = signature(body, shop.webhook_secret)
    assert shop.webhook(body, right.replace(",v1=", ",v1=" + "0" * 64 + ",v1=")).status == 200
    assert shop.recovery(opened["id"])["state"] == "succeeded"


def test_the_events_own_copy_is_only_a_hint(shop, stripe, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    assert signed(shop, "payment_intent.succeeded", {**intent, "status": "succeeded"}).status == 200
    assert shop.recovery(opened["id"])["state"] == "open"


def test_duplicates_and_any_order_are_harmless(shop, stripe, mailbox, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    mailbox.one(address)
    stripe.authenticate(intent)
    for type in ["payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.succeeded",
                 "payment_intent.requires_action", "payment_intent.processing", "payment_intent.canceled"]:
        assert signed(shop, type, intent).status == 200
    recovery = shop.recovery(opened["id"])
    assert recovery["state"] == "succeeded"
    assert types(recovery).count("recovery.succeeded") == 1
    assert len(mailbox.mails(address)) == 1


def test_events_that_do_not_concern_us_are_taken_and_ignored(shop, stripe):
    before = len(shop.recoveries())
    assert signed(shop, "charge.refunded", {"object": "charge", "id": "ch_1"}).status == 200
    assert signed(shop, "payment_intent.payment_failed", {"object": "payment_intent", "id": "pi_unknown"}).status in (
        200, 404)
    assert len(shop.recoveries()) == before


def test_an_unknown_merchant_gets_no_events(shop, stripe):
    from support.web import ask

    body = event("payment_intent.succeeded", stripe.charge())
    answer = ask("POST", f"{shop.url}/stripe/webhooks/nobody", body,
                 {"Stripe-Signature": signature(body, shop.webhook_secret)})
    assert answer.status in (400, 404)


def test_a_cancellation_at_stripe_ends_the_recovery(shop, stripe, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    stripe.cancel(intent["id"])
    assert signed(shop, "payment_intent.canceled", intent).status == 200
    assert shop.recovery(opened["id"])["state"] == "canceled"


def test_processing_holds_the_recovery_and_a_decline_opens_it_again(shop, stripe, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    stripe.overlay(intent["id"], status="processing", next_action=None)
    signed(shop, "payment_intent.processing", intent)
    assert shop.recovery(opened["id"])["state"] == "processing"
    stripe.overlay(intent["id"])
    signed(shop, "payment_intent.requires_action", intent)
    assert shop.recovery(opened["id"])["state"] == "open"


def test_sixty_four_settles_at_once_are_one_event(shop, stripe, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    stripe.authenticate(intent)
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: signed(shop, "payment_intent.succeeded", intent), range(64)))
    assert {answer.status for answer in answers} == {200}
    recovery = shop.recovery(opened["id"])
    assert recovery["state"] == "succeeded"
    assert types(recovery).count("recovery.succeeded") == 1
    kept = [type for (type,) in shop.rows("SELECT type FROM events WHERE recovery_id = ?", opened["id"])]
    assert kept == ["recovery.succeeded"]


def test_when_stripe_cannot_be_asked_the_event_is_to_be_sent_again(make_shop, address):
    from support.peers import Stripe

    peer = Stripe()
    service = make_shop(stripe=peer).start()
    intent = peer.charge()
    service.open(intent, address)
    peer.stop()
    answer = signed(service, "payment_intent.succeeded", intent)
    assert answer.status in (500, 502, 503)


def test_a_payment_that_the_bank_stops_opens_a_recovery_by_itself(hooked, mailbox, address):
    intent = hooked.stripe.charge(email=address)
    mail = mailbox.one(address)
    (recovery,) = [one for one in hooked.recoveries() if one["payment_intent"] == intent["id"]]
    assert recovery["step"] == "authenticate"
    assert link_in(mail).startswith(hooked.url)


def test_a_declined_payment_opens_a_recovery_that_asks_for_another_card(hooked, mailbox, address):
    intent = hooked.stripe.declined(email=address)
    mail = mailbox.one(address)
    (recovery,) = [one for one in hooked.recoveries() if one["payment_intent"] == intent["id"]]
    assert recovery["step"] == "new_card"
    assert "card" in mail["subject"].lower()


def test_without_leave_an_event_opens_nothing(make_shop, stripe, mailbox, address):
    service = make_shop(OPEN_AUTOMATICALLY="false").start()
    intent = stripe.charge(email=address)
    assert signed(service, "payment_intent.requires_action", intent).status == 200
    assert service.recoveries() == []


def test_an_event_for_a_customer_without_an_address_opens_nothing(shop, stripe):
    intent = stripe.charge()
    assert signed(shop, "payment_intent.requires_action", intent).status == 200
    assert [one for one in shop.recoveries() if one["payment_intent"] == intent["id"]] == []


def test_stripes_own_library_accepts_what_we_sign_in_these_tests():
    import stripe as library

    body = event("payment_intent.succeeded", {"object": "payment_intent", "id": "pi_1"})
    parsed = library.Webhook.construct_event(body, signature(body, "whsec_x"), "whsec_x")
    assert parsed["type"] == "payment_intent.succeeded"
