"""What may go wrong on the payment page, and the way on: Stripe.js kept away, no network, no session, the bank's own page."""

import json
import re
import urllib.parse

import pytest
from playwright.sync_api import expect

from support.customer import CONTINUE, begin, enter_card, expect_mode, fail_bank, pass_bank, to_pay_page

TIMES_OUT = 15_000
GONE_WRONG = re.compile("could not be loaded")


@pytest.fixture
def paying(shop, stripe, address):
    """A recovery of a payment that the bank wants confirmed, and a link to it."""
    opened = shop.open(stripe.charge(), address, notify=False)
    return opened, shop.link(opened["id"])


def finish(page):
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def mark(page):
    page.evaluate("window.neverReloaded = true")


def expect_never_reloaded(page):
    assert page.evaluate("window.neverReloaded") is True


def focus(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def test_stripe_js_that_was_blocked_works_without_a_reload_once_it_is_back(stripe, page, paying):
    page.route(stripe.script, lambda route: route.abort())
    to_pay_page(page, paying[1])
    mark(page)
    expect(page.locator("#error")).to_contain_text(GONE_WRONG)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#error")).to_be_focused()
    page.unroute(stripe.script)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#error")).to_be_hidden()
    expect_never_reloaded(page)
    finish(page)


def test_stripe_js_that_does_not_start_is_started_again_on_request(stripe, page, paying):
    def fail_once(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + """
            ;(() => { const start = Stripe; let tries = 0;
              Stripe = (...rest) => { if (!tries++) throw new Error("not today"); return start(...rest); };
              window.Stripe = Stripe; })();""")

    page.route(stripe.script, fail_once)
    to_pay_page(page, paying[1])
    expect(page.locator("#error")).to_contain_text(GONE_WRONG)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#error")).to_be_hidden()
    finish(page)


def test_stripe_js_that_comes_too_late_is_given_up_and_used_when_it_is_there(stripe, page, paying):
    held = []
    page.clock.install()
    page.route(stripe.script, lambda route: held.append(route))
    page.goto(paying[1])
    with page.expect_request(stripe.script):
        page.locator(CONTINUE).click()
    mark(page)
    page.clock.fast_forward(TIMES_OUT)
    expect(page.locator("#error")).to_contain_text(GONE_WRONG)
    held[0].continue_()
    page.unroute(stripe.script)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#error")).to_be_hidden()
    expect_never_reloaded(page)
    finish(page)


def test_a_browser_that_keeps_our_script_away_is_told_what_to_do(page, paying):
    page.route("**/assets/pay.*.js", lambda route: route.abort())
    to_pay_page(page, paying[1])
    expect(page.locator(".no-script")).to_be_hidden()
    expect(page.locator(".no-script")).to_be_visible(timeout=20_000)
    expect(page.locator(".no-script")).to_contain_text("Kissaten Books")


def test_where_our_script_runs_nothing_is_said_of_scripts(page, paying):
    to_pay_page(page, paying[1])
    expect(page.locator(":root[data-script]")).to_have_count(1)
    assert page.locator(".no-script").evaluate("element => getComputedStyle(element).display") == "none"


def test_without_a_network_the_customer_is_told_and_tries_again(page, paying):
    to_pay_page(page, paying[1])
    page.wait_for_function("window.Stripe")
    mark(page)
    page.context.set_offline(True)
    page.locator("#pay-button").click()
    expect(page.locator("#error")).to_contain_text("The connection was interrupted")
    expect(page.locator("#error")).to_be_focused()
    page.context.set_offline(False)
    expect_never_reloaded(page)
    finish(page)


def test_when_our_server_stays_away_after_the_banks_check_a_new_press_shows_the_truth(shop, page, paying):
    to_pay_page(page, paying[1])
    page.route("**/result", lambda route: route.abort())
    begin(page)
    pass_bank(page)
    expect(page.locator("#error")).to_contain_text("you are charged only once", timeout=30_000)
    page.unroute("**/result")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    assert shop.recovery(paying[0]["id"])["state"] == "succeeded"


def test_a_session_that_ended_meanwhile_says_how_to_go_on(page, paying):
    to_pay_page(page, paying[1])
    page.context.clear_cookies()
    page.locator("#pay-button").click()
    expect(page.locator("h1")).to_contain_text(re.compile("open your link again", re.IGNORECASE))


def test_a_reload_after_a_failed_bank_check_shows_the_reason_and_the_card_form(page, paying):
    to_pay_page(page, paying[1])
    begin(page)
    with page.expect_response(re.compile("/result$")) as looked:
        fail_bank(page)
    expect(page.locator("#error")).to_contain_text("check was not completed")
    looked.value.finished()
    page.reload()
    expect_mode(page, "new_card")
    expect(page.locator("#lead")).to_contain_text("check was not completed")
    expect(page.get_by_placeholder("Card number")).to_be_visible()


def test_a_bank_check_that_failed_in_another_tab_is_told_with_its_reason(page, paying):
    to_pay_page(page, paying[1])
    other = page.context.new_page()
    to_pay_page(other, paying[1])
    begin(other)
    with other.expect_response(re.compile("/result$")):
        fail_bank(other)
    page.locator("#pay-button").click()
    expect_mode(page, "new_card")
    expect(page.locator("#lead")).to_contain_text("check was not completed")
    expect(page.locator("#lead")).to_be_focused()


@pytest.mark.parametrize("status", [401, 403, 409])
def test_a_refusal_that_a_fresh_page_does_not_settle_is_told(page, paying, status):
    refused = {"status": status, "content_type": "application/problem+json", "body": "{}"}
    page.route("**/secret?*", lambda route: route.fulfill(**refused))
    to_pay_page(page, paying[1])
    mark(page)
    page.locator("#pay-button").click()
    expect(page.locator("#lead")).to_be_focused()
    assert not page.evaluate("window.neverReloaded"), "the server's page was not asked for"
    mark(page)
    for _ in range(2):
        page.locator("#pay-button").click()
        expect(page.locator("#error")).to_contain_text("did not work on our side")
        expect(page.locator("#error")).to_be_focused()
    expect_never_reloaded(page)
    page.unroute("**/secret?*")
    finish(page)


def test_a_wait_that_ends_with_another_card_says_so(stripe, page, paying):
    intent = stripe.intent(paying[0]["payment_intent"])
    to_pay_page(page, paying[1])
    stripe.overlay(intent["id"], status="processing", next_action=None)
    page.locator("#pay-button").click()
    expect_mode(page, "wait")
    stripe.overlay(intent["id"], status="requires_payment_method", next_action=None)
    expect_mode(page, "new_card", timeout=60_000)
    expect(page.locator("#lead")).to_be_focused()
    page.reload()
    expect(page.get_by_placeholder("Card number")).to_be_visible()
    assert focus(page) == "BODY"


@pytest.mark.parametrize("codes, words", [
    ({"code": "card_declined", "decline_code": "card_velocity_exceeded"}, "balance or limit"),
    ({"code": "expired_card"}, "expiry date"),
    ({"code": "incorrect_cvc", "decline_code": "fraudulent"}, "gave no further reason"),
    ({"code": "stolen_card", "decline_code": "insufficient_funds"}, "gave no further reason"),
    ({"code": "card_declined", "decline_code": "invalid_amount"}, "cannot be used here"),
    ({"code": "card_declined", "decline_code": "mobile_device_authentication_required"}, "check was not completed"),
    ({"code": "card_declined", "decline_code": "moon_phase"}, "gave no further reason"),
])
def test_a_decline_is_told_in_the_words_that_the_server_has_for_it(stripe, page, paying, codes, words):
    error = {"type": "card_error", **codes, "payment_intent": {"status": "requires_payment_method"}}

    def decline(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + f"""
            ;(() => {{ const start = Stripe; Stripe = (...rest) => Object.assign(start(...rest),
              {{handleCardPayment: async () => ({{error: {json.dumps(error)}}})}}); window.Stripe = Stripe; }})();""")

    page.route(stripe.script, decline)
    to_pay_page(page, paying[1])
    page.locator("#pay-button").click()
    expect(page.locator("#error")).to_contain_text(words)


def test_where_the_browser_lacks_a_language_no_other_one_is_mixed_in(page, paying):
    page.add_init_script("Intl.NumberFormat.supportedLocalesOf = () => []")
    slow = {"status": 429, "content_type": "application/problem+json", "body": '{"retry_after": 290}'}
    page.route("**/secret?*", lambda route: route.fulfill(**slow))
    to_pay_page(page, paying[1])
    page.locator("#pay-button").click()
    expect(page.locator("#error")).to_contain_text("Time to wait: 5 min.")


def test_double_presses_ask_for_one_secret(page, paying):
    to_pay_page(page, paying[1])
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/secret?" in request.url else None)
    page.wait_for_function("window.Stripe")
    page.locator("#pay-button").evaluate("button => { for (let n = 0; n < 5; n++) button.form.requestSubmit(); }")
    expect(page.get_by_role("button", name="Complete authentication")).to_be_visible()
    page.locator("#pay-button").evaluate("button => button.form.requestSubmit()")
    pass_bank(page)
    expect_mode(page, "done")
    assert len(asked) == 1


def test_the_focus_follows_every_change(page, paying):
    to_pay_page(page, paying[1])
    begin(page)
    fail_bank(page)
    expect(page.get_by_placeholder("Card number")).to_be_focused()
    assert page.locator("#error").get_attribute("role") == "alert"
    page.locator("#pay-button").click()
    expect(page.locator("#error")).to_contain_text("fill in")
    expect(page.get_by_placeholder("Card number")).to_be_focused()
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    assert focus(page) == "H1"


def test_the_way_back_from_the_banks_own_page_shows_the_truth_and_hides_the_secret(shop, stripe, page, paying):
    opened, link = paying
    intent = stripe.intent(opened["payment_intent"])
    to_pay_page(page, link)
    address = page.url
    stripe.authenticate(intent)
    page.goto(f"{address}?" + urllib.parse.urlencode({
        "payment_intent": intent["id"], "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": "succeeded", "lang": "ja"}))
    assert page.url == f"{address}?lang=ja"
    expect_mode(page, "done")
    assert shop.recovery(opened["id"])["state"] == "succeeded"
    assert intent["client_secret"] not in shop.log
