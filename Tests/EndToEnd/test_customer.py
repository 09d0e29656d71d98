"""A customer comes back and finishes the payment: real mail, real browser, Stripe's stand-in."""

import re

from playwright.sync_api import expect

from support.child import until
from support.customer import (CONTINUE, begin, enter_card, expect_mode, fail_bank, pass_bank, to_pay_page)
from support.latchkey import link_in
from support.web import ask


def test_a_customer_confirms_with_their_bank_and_the_recovery_succeeds(shop, stripe, mailbox, page, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    assert (opened["state"], opened["step"], opened["amount"]) == ("open", "authenticate", 1099)

    to_pay_page(page, link_in(mailbox.one(address)))
    expect(page.locator("main")).to_contain_text("¥1,099")
    assert "/l/" not in page.url
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")

    recovery = shop.recovery(opened["id"])
    assert recovery["state"] == "succeeded"
    assert [entry["type"] for entry in recovery["timeline"]].count("recovery.succeeded") == 1
    assert stripe.intent(intent["id"])["status"] == "succeeded"


def test_after_success_every_other_link_of_the_recovery_is_dead(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.charge(), address)
    second = shop.link(opened["id"])
    mailed = link_in(mailbox.one(address))
    assert second != mailed
    to_pay_page(page, mailed)
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")

    page.goto(second)
    expect(page.locator(CONTINUE)).to_have_count(0)
    answer = ask("POST", second, b"", {"Content-Type": "application/x-www-form-urlencoded", "Origin": shop.url})
    assert answer.status in (200, 403, 409, 410)
    assert not answer.cookies


def test_a_customer_who_returns_to_a_paid_page_is_told_so_without_a_secret(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    to_pay_page(page, link)
    pay_url = page.url
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")

    page.goto(pay_url)
    expect_mode(page, "done")
    released = page.evaluate("""async url => (await fetch(url + '/secret', {method: 'POST'})).text()""", pay_url)
    assert "_secret_" not in released
    page.goto(link)
    expect(page.locator("#pay-button")).to_have_count(0)
    assert shop.recovery(opened["id"])["state"] == "succeeded"


def test_a_failed_bank_check_offers_another_card_which_pays(shop, stripe, mailbox, page, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    to_pay_page(page, link_in(mailbox.one(address)))
    begin(page)
    fail_bank(page)

    expect(page.get_by_placeholder("Card number")).to_be_visible()
    expect(page.locator("#error")).not_to_be_empty()
    expect(page.locator("main")).to_contain_text("¥1,099")
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    assert shop.recovery(opened["id"])["state"] == "succeeded"
    assert stripe.intent(intent["id"])["status"] == "succeeded"


def test_a_customer_may_take_another_card_without_asking_the_bank_first(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.charge(), address)
    to_pay_page(page, link_in(mailbox.one(address)))
    page.locator("#another-card").click()
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    assert shop.recovery(opened["id"])["state"] == "succeeded"


def test_a_declined_card_asks_for_another_and_a_second_decline_leaves_a_way_on(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.declined(), address)
    assert opened["step"] == "new_card"
    to_pay_page(page, link_in(mailbox.one(address)))
    expect(page.get_by_placeholder("Card number")).to_be_visible()
    enter_card(page, "4000000000000002")
    page.locator("#pay-button").click()
    expect(page.locator("#error")).to_contain_text(re.compile("declined", re.IGNORECASE))

    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    assert shop.recovery(opened["id"])["state"] == "succeeded"


def test_a_new_card_that_needs_the_bank_is_confirmed_in_the_same_visit(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.declined(), address)
    to_pay_page(page, link_in(mailbox.one(address)))
    enter_card(page, "4000000000003220")
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    assert shop.recovery(opened["id"])["state"] == "succeeded"


def test_a_browser_closed_right_after_authentication_is_settled_by_the_webhook(hooked, mailbox, page, address):
    intent = hooked.stripe.charge(email=None)
    opened = hooked.open(intent, address)
    to_pay_page(page, link_in(mailbox.one(address)))
    page.route("**/pay/rec_*/result", lambda route: route.abort())
    page.route("**/pay/rec_*/status", lambda route: route.abort())
    begin(page)
    with page.expect_response(re.compile("/_authenticate")):
        pass_bank(page)
    page.close()
    recovery = hooked.until_state(opened["id"], "succeeded")
    assert [entry["type"] for entry in recovery["timeline"]].count("recovery.succeeded") == 1


def test_a_second_device_may_use_the_same_link(shop, stripe, mailbox, make_page, address):
    shop.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    phone, laptop = make_page(), make_page()
    to_pay_page(phone, link)
    to_pay_page(laptop, link)
    assert phone.url == laptop.url
    begin(laptop)
    pass_bank(laptop)
    expect_mode(laptop, "done")
    phone.reload()
    expect_mode(phone, "done")


def test_a_double_click_and_a_reload_lead_to_the_same_page(shop, stripe, mailbox, page, address):
    shop.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    page.goto(link)
    page.locator(CONTINUE).dblclick()
    page.wait_for_url("**/pay/rec_*")
    page.reload()
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def test_the_pay_page_of_somebody_elses_browser_shows_nothing(shop, stripe, address):
    opened = shop.open(stripe.charge(), address)
    page = ask("GET", f"{shop.url}/pay/{opened['id']}")
    secret = ask("POST", f"{shop.url}/pay/{opened['id']}/secret", {}, {"Origin": shop.url})
    assert 400 <= page.status < 500 and "1,099" not in page.text
    assert 400 <= secret.status < 500 and "_secret_" not in secret.text


def test_the_secret_is_not_released_without_the_pages_own_csrf_token(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.charge(), address)
    to_pay_page(page, link_in(mailbox.one(address)))
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    answer = ask("POST", f"{shop.url}/pay/{opened['id']}/secret", {}, {"Cookie": cookies, "Origin": "https://evil.example"})
    assert 400 <= answer.status < 500
    assert "_secret_" not in answer.text


def test_a_payment_finished_elsewhere_is_shown_as_confirmed(shop, stripe, mailbox, page, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    to_pay_page(page, link_in(mailbox.one(address)))
    stripe.authenticate(intent)
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    assert shop.recovery(opened["id"])["state"] == "succeeded"


def test_the_wait_of_a_processing_payment_ends_by_itself(shop, stripe, mailbox, page, address):
    intent = stripe.charge()
    shop.open(intent, address)
    to_pay_page(page, link_in(mailbox.one(address)))
    stripe.overlay(intent["id"], status="processing", next_action=None)
    page.locator("#pay-button").click()
    expect_mode(page, "wait")
    stripe.overlay(intent["id"], status="succeeded", next_action=None)
    expect_mode(page, "done", timeout=60_000)


def test_a_canceled_recovery_says_so_and_keeps_a_way_on(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    assert shop.call("POST", f"/v1/recoveries/{opened['id']}/cancel", {}).status == 200
    response = page.goto(link)
    assert response.status == 410
    expect(page.locator(CONTINUE)).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Kissaten Books")


def test_a_payment_intent_canceled_at_stripe_exposes_nothing_though_no_webhook_came(
        shop, stripe, mailbox, page, address):
    intent = stripe.charge()
    opened = shop.open(intent, address)
    to_pay_page(page, link_in(mailbox.one(address)))
    stripe.cancel(intent["id"])
    page.locator("#pay-button").click()
    expect_mode(page, "gone")
    assert shop.recovery(opened["id"])["state"] == "canceled"


def test_when_stripe_is_away_the_customer_may_try_again(shop, stripe, mailbox, page, address):
    opened = shop.open(stripe.charge(), address)
    to_pay_page(page, link_in(mailbox.one(address)))
    stripe.overlay(opened["payment_intent"])
    stripe.fault(status=503, times=12)
    with page.expect_response(re.compile(r"/secret\?"), timeout=60_000) as response:
        page.locator("#pay-button").click()
    try:
        assert response.value.status == 503
        assert int(response.value.headers["retry-after"]) > 0
    finally:
        until(lambda: stripe_answers(stripe, opened["payment_intent"]), "Stripe is back")
    expect(page.locator("#pay-button")).to_be_enabled()
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def stripe_answers(stripe, intent):
    return ask("GET", f"{stripe.url}/v1/payment_intents/{intent}",
               headers={"Authorization": f"Bearer {stripe.secret_key}"}).status == 200


def test_too_many_releases_are_refused_for_a_while(shop, stripe, mailbox, page, address):
    shop.open(stripe.charge(), address)
    to_pay_page(page, link_in(mailbox.one(address)))
    with page.expect_request(re.compile(r"/secret\?")) as asked:
        begin(page)
    headers = {name: value for name, value in asked.value.all_headers().items() if not name.startswith(":")}
    headers.pop("content-length", None)
    body = (asked.value.post_data or "").encode()
    answers = [ask("POST", asked.value.url, body, headers) for _ in range(20)]
    assert [answer.status for answer in answers[:19]] == [200] * 19
    assert answers[19].status == 429
    assert int(answers[19].headers["Retry-After"]) > 0
