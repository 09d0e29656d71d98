"""What is promised with the 201 is delivered, whatever happens to the process."""

import email
import email.policy
import base64

import pytest

from support.child import until
from support.latchkey import link_in
from support.peers import Mailbox
from support.web import ask


def sent(service, id):
    return all(one["state"] == "sent" for one in service.recovery(id)["notifications"])


def message_id(mail):
    message = email.message_from_bytes(base64.b64decode(mail["raw"]), policy=email.policy.SMTP)
    return message["Message-ID"]


@pytest.mark.parametrize("place", ["connect", "dot"])
def test_a_kill_between_201_and_delivery_loses_nothing_and_doubles_nothing(
        make_shop, own_mailbox, stripe, address, place):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.hold(at=place)
    opened = service.open(stripe.charge(), address)
    own_mailbox.until_held()
    service.kill()
    own_mailbox.heal()
    assert own_mailbox.mails(address) == []

    service.start()
    assert len(own_mailbox.wait(address, timeout=120)) == 1
    until(lambda: sent(service, opened["id"]), "the notification is sent")
    later = service.open(stripe.charge(), "later@customer.example")
    until(lambda: sent(service, later["id"]), "a later mail is sent")
    assert len(own_mailbox.mails(address)) == 1


def test_a_kill_before_the_mail_server_is_reached_loses_nothing(make_shop, own_mailbox, stripe, address):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.fault(at="connect", drop=True, times=0)
    service.open(stripe.charge(), address)
    service.kill()
    own_mailbox.heal()
    service.start()
    assert len(own_mailbox.wait(address, timeout=150)) == 1


def test_sigterm_lets_the_mail_in_flight_finish(make_shop, own_mailbox, stripe, address):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.hold()
    opened = service.open(stripe.charge(), address)
    own_mailbox.until_held()
    service.child.terminate()
    own_mailbox.heal()
    assert service.child.wait(30) == 0
    assert len(own_mailbox.wait(address)) == 1

    service.start()
    (notification,) = service.recovery(opened["id"])["notifications"]
    assert (notification["state"], notification["attempts"]) == ("sent", 1)


def test_sigterm_ends_soon_though_the_mail_server_is_mute_and_the_mail_is_not_lost(
        make_shop, own_mailbox, stripe, address):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.hold()
    service.open(stripe.charge(), address)
    own_mailbox.until_held()
    service.child.terminate()
    assert service.child.wait(60) == 0
    own_mailbox.heal()
    service.start()
    mails = own_mailbox.wait(address, timeout=150)
    assert len({message_id(mail) for mail in mails}) == 1


def test_a_mail_that_is_deferred_keeps_its_message_id(make_shop, own_mailbox, stripe, address):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.fault(at="dot", reply="451 4.3.0 Please try later", times=1)
    opened = service.open(stripe.charge(), address)
    assert len(own_mailbox.wait(address, timeout=120)) == 1
    until(lambda: sent(service, opened["id"]), "the notification is sent")
    (notification,) = service.recovery(opened["id"])["notifications"]
    assert notification["attempts"] == 2


def test_an_unknown_recipient_is_not_tried_again(make_shop, own_mailbox, stripe, address):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.fault(at="rcpt", reply="550 5.1.1 No such user here", times=1)
    opened = service.open(stripe.charge(), address)
    state = lambda: service.recovery(opened["id"])["notifications"][0]["state"]
    until(lambda: state() == "dead", "the notification is dead")
    assert own_mailbox.mails(address) == []
    assert service.recovery(opened["id"])["state"] == "open"


def test_a_recovery_that_settles_before_its_mail_goes_out_sends_none(make_shop, own_mailbox, stripe, address):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.fault(at="dot", reply="451 4.3.0 Please try later", times=1)
    opened = service.open(stripe.charge(), address)
    until(lambda: service.recovery(opened["id"])["notifications"][0]["attempts"] == 1, "a first attempt was made")
    assert service.call("POST", f"/v1/recoveries/{opened['id']}/cancel", {}).status == 200
    (notification,) = service.recovery(opened["id"])["notifications"]
    assert notification["state"] == "canceled"
    assert own_mailbox.mails(address) == []


def test_a_reminder_carries_a_fresh_link_that_works(shop, stripe, mailbox, address):
    opened = shop.open(stripe.charge(), address)
    first = link_in(mailbox.one(address))
    assert shop.call("POST", f"/v1/recoveries/{opened['id']}/remind", {}).status in (200, 201, 202)
    second = link_in(mailbox.wait(address, 2)[1])
    assert first != second
    assert ask("GET", first).status == ask("GET", second).status == 200


def test_a_recovery_that_asks_for_no_notice_sends_none(shop, stripe, mailbox, address):
    opened = shop.open(stripe.charge(), address, notify=False)
    other = "other." + address
    shop.open(stripe.charge(), other)
    mailbox.one(other)
    assert opened["notifications"] == []
    assert mailbox.mails(address) == []


def test_sixteen_recoveries_at_once_are_sixteen_mails(shop, stripe, mailbox, address):
    addresses = [f"{number}.{address}" for number in range(16)]
    for one in addresses:
        shop.open(stripe.charge(), one)
    for one in addresses:
        mailbox.one(one)


def test_mail_goes_out_by_starttls_to_a_certificate_of_ones_own_authority(make_shop, stripe, address):
    strict = Mailbox("--tls", "starttls", "--auth", "latchkey:secret")
    try:
        url = f"smtp://latchkey:secret@localhost:{strict.smtp}?tls=starttls&ca={strict.facts['certificate']}"
        make_shop(mailbox=strict, SMTP_URL=url).start().open(stripe.charge(), address)
        assert strict.one(address)["tls"]
    finally:
        strict.stop()


def test_mail_does_not_go_out_to_a_certificate_of_nobody(make_shop, stripe, address):
    strict = Mailbox("--tls", "starttls")
    try:
        service = make_shop(mailbox=strict, SMTP_URL=f"smtp://localhost:{strict.smtp}?tls=starttls").start()
        opened = service.open(stripe.charge(), address)
        until(lambda: service.recovery(opened["id"])["notifications"][0]["attempts"] > 0
              or "certificate" in service.log.lower(), "a first attempt was made")
        assert strict.mails(address) == []
    finally:
        strict.stop()


def test_mail_goes_out_with_a_login(make_shop, stripe, address):
    strict = Mailbox("--auth", "latchkey:correct horse@battery")
    try:
        url = f"smtp://latchkey:correct%20horse%40battery@127.0.0.1:{strict.smtp}"
        service = make_shop(mailbox=strict, SMTP_URL=url).start()
        service.open(stripe.charge(), address)
        assert strict.one(address)["user"] == "latchkey"
        assert "battery" not in service.log
    finally:
        strict.stop()


def test_a_wrong_password_blames_no_customer_and_is_said_in_the_log_without_it(make_shop, stripe, address):
    strict = Mailbox("--auth", "latchkey:right")
    try:
        service = make_shop(mailbox=strict, SMTP_URL=f"smtp://latchkey:wr0ng@127.0.0.1:{strict.smtp}").start()
        opened = service.open(stripe.charge(), address)
        until(lambda: "535" in service.log, "the refusal stands in the log")
        assert service.recovery(opened["id"])["notifications"][0]["state"] == "queued"
        assert "wr0ng" not in service.log
    finally:
        strict.stop()
