"""The back button, and pages that a browser kept: what is shown is what is true now, never a form left from before."""

import pytest
from playwright.sync_api import expect

from support.customer import CONTINUE, begin, enter_card, expect_mode, launch, pass_bank, to_pay_page


@pytest.fixture
def keeping(playwright):
    """A page of a browser that keeps whole pages for the back button, also those that are not to be stored."""
    browser = launch(playwright, "--enable-features=BackForwardCache,CacheControlNoStoreEnterBackForwardCache",
                     ignore_default_args=["--disable-back-forward-cache"])
    yield browser.new_page()
    browser.close()


@pytest.fixture
def paying(shop, stripe, address):
    """A recovery of a payment that the bank wants confirmed, and a link to it."""
    intent = stripe.charge()
    return intent, shop.link(shop.open(intent, address, notify=False)["id"])


def expect_no_form(page):
    expect(page.locator("#pay-form")).to_have_count(0)
    assert "_secret_" not in page.content()


def test_back_from_a_payment_that_is_made_leads_to_no_form(page, paying):
    to_pay_page(page, paying[1])
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    page.go_back()
    expect(page.get_by_role("heading", name="This payment is already confirmed")).to_be_visible()
    expect(page.locator(CONTINUE)).to_have_count(0)
    page.go_forward()
    expect_mode(page, "done")
    expect_no_form(page)


def test_back_to_a_payment_page_that_was_left_shows_what_happened_meanwhile(stripe, page, paying):
    intent, link = paying
    to_pay_page(page, link)
    page.goto("about:blank")
    pay_elsewhere(stripe, page, intent, link)
    page.go_back()
    expect_mode(page, "done")
    expect_no_form(page)


def test_back_to_a_payment_page_that_is_still_due_works(page, paying):
    to_pay_page(page, paying[1])
    page.goto("about:blank")
    page.go_back()
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def test_a_page_that_the_browser_kept_with_a_card_typed_in_is_read_anew(stripe, keeping, paying):
    intent, link = paying
    to_pay_page(keeping, link)
    keeping.locator("#another-card").click()
    enter_card(keeping, "4242424242424242")
    keeping.evaluate("addEventListener('pageshow', event => { sessionStorage.wasKept = event.persisted; })")
    keeping.goto(link)
    pay_elsewhere(stripe, keeping, intent, link)
    keeping.evaluate("history.back()")
    expect_mode(keeping, "done")
    assert keeping.evaluate("sessionStorage.wasKept") == "true"
    expect_no_form(keeping)


def pay_elsewhere(stripe, page, intent, link):
    other = page.context.browser.new_context().new_page()
    to_pay_page(other, link)
    stripe.authenticate(intent)
    other.locator("#pay-button").click()
    expect_mode(other, "done")
    other.context.close()


def test_a_form_that_was_kept_cannot_be_sent_before_it_is_read_anew(page, paying):
    to_pay_page(page, paying[1])
    page.wait_for_function("window.Stripe")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/secret?" in request.url else None)
    with page.expect_navigation():
        page.evaluate("""() => {
            dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
            document.getElementById("pay-form").requestSubmit();
        }""")
    expect(page.locator("#pay-button")).to_be_enabled()
    assert asked == []
    begin(page)
