"""Every language: its page and its mail fit a narrow phone, run in its direction, and can be chosen on the page."""

import json

import pytest
from playwright.sync_api import expect

from support.child import ROOT
from support.customer import CONTINUE
from support.latchkey import link_in

LOCALES = sorted(path.stem for path in (ROOT / "templates/locales").glob("*.json"))
NARROW = {"width": 320, "height": 640}
HEADINGS = {name: json.loads((ROOT / f"templates/locales/{name}.json").read_text())["page"]["link"]["heading"]
            for name in LOCALES}


def test_all_promised_languages_are_there():
    assert len(LOCALES) == 31


@pytest.fixture(scope="module")
def mails(shop, stripe, mailbox):
    """A mail in each language, of a payment with a long sum."""
    addresses = {locale: f"{locale.lower()}@locales.example" for locale in LOCALES}
    for locale, address in addresses.items():
        shop.open(stripe.charge(amount=12345678, currency="eur"), address, customer={"locale": locale},
                  description="Donaudampfschifffahrtsgesellschaftskapitänsmütze")
    return {locale: mailbox.one(address) for locale, address in addresses.items()}


def expect_fit(page, locale):
    """In its language, in its direction, and nothing to be scrolled sideways."""
    html = page.locator("html")
    expect(html).to_have_attribute("lang", locale)
    expect(html).to_have_attribute("dir", "rtl" if locale == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def open_card_form(page):
    page.locator("#another-card").click()
    expect(page.get_by_placeholder("Card number")).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_and_mail_of_every_language_fit_a_narrow_phone(mails, make_page, locale):
    page = make_page(viewport=NARROW, is_mobile=False)
    page.set_content(mails[locale]["html"])
    expect_fit(page, locale)
    page.goto(link_in(mails[locale]))
    expect(page.locator("h1")).to_have_text(HEADINGS[locale])
    page.locator(".languages summary").click()
    expect_fit(page, locale)
    page.locator(CONTINUE).click()
    expect(page.locator("#pay-button")).to_be_visible()
    open_card_form(page)
    expect_fit(page, locale)
    assert page.locator(".amount").evaluate(
        "amount => amount.clientHeight < 1.5 * parseFloat(getComputedStyle(amount).lineHeight)"), "the sum is broken"


def tab_to(page, selector):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is out of the keyboard's reach")


def test_a_language_chosen_with_the_keyboard_stays_chosen_on_the_payment_page(mails, make_page):
    page = make_page(is_mobile=False, has_touch=False)
    page.goto(link_in(mails["en"]))
    tab_to(page, ".languages summary")
    page.keyboard.press("Enter")
    tab_to(page, ".languages a[lang=ar]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(HEADINGS["ar"])
    tab_to(page, CONTINUE)
    page.keyboard.press("Enter")
    expect(page.locator("#pay-button")).to_be_visible()
    page.reload()
    expect_language(page, "ar")


def expect_language(page, locale):
    expect(page.locator("html")).to_have_attribute("lang", locale)
    expect(page.locator(".languages summary")).to_be_visible()


def test_a_language_chosen_on_the_payment_page_stays_until_the_payment_is_made(mails, page):
    page.goto(link_in(mails["fr"]))
    page.locator(CONTINUE).click()
    page.locator(".languages summary").click()
    page.locator(".languages a[lang=de]").click()
    expect_language(page, "de")
    page.locator("#pay-button").click()
    page.get_by_role("button", name="Complete authentication").click()
    expect(page.locator("body")).to_have_attribute("data-mode", "done")
    expect_language(page, "de")
