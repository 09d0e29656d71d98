"""A customer saves a card: real browser, Stripe's stand-in."""

import re

import pytest
from playwright.sync_api import expect

from support.customer import begin, enter_card, expect_mode, fail_bank, pass_bank, to_pay_page


@pytest.fixture
def intent(stripe):
    return stripe.setup()


def confirmations(stripe, intent):
    return [asked for asked in stripe.requests() if asked["path"] == f"/v1/setup_intents/{intent['id']}/confirm"]


def expect_saved(shop, stripe, opened, intent, last4):
    """The recovery has ended well, and shows the card that Stripe saved for its customer."""
    recovery = shop.recovery(opened["id"])
    assert (recovery["state"], recovery["card"]["last4"]) == ("succeeded", last4)
    assert [entry["type"] for entry in recovery["timeline"]].count("recovery.succeeded") == 1
    card = stripe.call("GET", f"/v1/payment_methods/{recovery['card']['payment_method']}")
    assert card["customer"] == intent["customer"]


def test_a_customer_saves_a_card(shop, stripe, intent, page):
    opened, link = shop.open_setup(intent)
    assert (opened["setup_intent"], opened["payment_intent"], opened["amount"]) == (intent["id"], None, None)
    to_pay_page(page, link)
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    expect_saved(shop, stripe, opened, intent, "4242")


@pytest.mark.parametrize("card", ["4000000000003220", "4000002500003155"])
def test_a_card_that_needs_the_bank_is_saved_in_the_same_visit(shop, stripe, intent, page, card):
    opened, link = shop.open_setup(intent)
    to_pay_page(page, link)
    enter_card(page, card)
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    expect_saved(shop, stripe, opened, intent, card[-4:])


def test_a_failed_bank_check_leaves_a_way_on_with_another_card(shop, stripe, intent, page):
    opened, link = shop.open_setup(intent)
    to_pay_page(page, link)
    enter_card(page, "4000000000003220")
    begin(page)
    fail_bank(page)
    expect(page.locator("#error")).not_to_be_empty()
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    expect_saved(shop, stripe, opened, intent, "4242")


@pytest.mark.parametrize("card, needs_bank", [("4000000000000002", False), ("4000008260003178", True)])
def test_a_declined_card_is_followed_by_another_which_is_saved(shop, stripe, intent, page, card, needs_bank):
    opened, link = shop.open_setup(intent)
    to_pay_page(page, link)
    enter_card(page, card)
    page.locator("#pay-button").click()
    if needs_bank:
        pass_bank(page)
    expect(page.locator("#error")).to_contain_text(re.compile("declined", re.IGNORECASE))
    assert stripe.setup_intent(intent["id"])["status"] == "requires_payment_method"

    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    expect_saved(shop, stripe, opened, intent, "4242")


def test_a_double_click_confirms_once(shop, stripe, intent, page):
    _, link = shop.open_setup(intent)
    to_pay_page(page, link)
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").dblclick()
    expect_mode(page, "done")
    assert len(confirmations(stripe, intent)) == 1


def test_a_second_tab_that_was_slower_sees_that_the_card_is_saved(shop, stripe, intent, page):
    opened, link = shop.open_setup(intent)
    to_pay_page(page, link)
    other = page.context.new_page()
    to_pay_page(other, link)
    enter_card(page, "4000000000003220")
    begin(page)
    enter_card(other, "4242424242424242")
    other.locator("#pay-button").click()
    expect_mode(other, "done")
    pass_bank(page)
    expect_mode(page, "done")
    expect_saved(shop, stripe, opened, intent, "4242")


def test_a_confirmation_that_another_tab_was_first_with_counts_as_success(shop, stripe, intent, page):
    """Between the release of the secret and the confirmation the card is saved elsewhere."""
    opened, link = shop.open_setup(intent)
    to_pay_page(page, link)
    other = page.context.new_page()
    to_pay_page(other, link)
    enter_card(other, "4242424242424242")

    def save_elsewhere_first(route):
        answer = route.fetch()
        other.locator("#pay-button").click()
        expect_mode(other, "done")
        route.fulfill(response=answer)

    page.route("**/secret?*", save_elsewhere_first)
    enter_card(page, "4000000000003220")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    expect_saved(shop, stripe, opened, intent, "4242")
    assert len(confirmations(stripe, intent)) == 1


def test_a_browser_closed_after_saving_is_settled_by_the_webhook(hooked, page):
    intent = hooked.stripe.setup()
    opened, link = hooked.open_setup(intent)
    to_pay_page(page, link)
    page.route("**/pay/rec_*/result", lambda route: route.abort())
    enter_card(page, "4242424242424242")
    with page.expect_response(re.compile("/confirm")):
        page.locator("#pay-button").click()
    page.close()
    hooked.until_state(opened["id"], "succeeded")
    expect_saved(hooked, hooked.stripe, opened, intent, "4242")


def test_a_setup_intent_canceled_at_stripe_is_closed_though_no_webhook_came(shop, stripe, intent, page):
    opened, link = shop.open_setup(intent)
    to_pay_page(page, link)
    stripe.call("POST", f"/v1/setup_intents/{intent['id']}/cancel", {})
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "gone")
    assert shop.recovery(opened["id"])["state"] == "canceled"


def test_without_a_stripe_key_the_client_secret_is_enough(make_shop, stripe, intent, page):
    keyless = make_shop(STRIPE_SECRET_KEY=None, STRIPE_PUBLISHABLE_KEY=None).start()
    opened, link = keyless.open_setup(
        intent, client_secret=intent["client_secret"], publishable_key=stripe.publishable_key)
    assert opened["step"] == "new_card"
    to_pay_page(page, link)
    enter_card(page, "4000000000003220")
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    expect_saved(keyless, stripe, opened, intent, "3220")
    assert intent["client_secret"].encode() not in keyless.stored_bytes()
    assert intent["client_secret"] not in keyless.log
