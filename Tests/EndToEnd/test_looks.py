"""How it looks, as far as that can be checked without an eye; `test_screens.py` has every screen."""

import pytest
from playwright.sync_api import expect

from support.customer import CONTINUE, begin, expect_mode, fail_bank, pass_bank, picture, to_pay_page
from support.latchkey import link_in

PEOPLE = {"en": {"name": "Ada Lovelace", "locale": "en"},
          "ja": {"name": "山田花子", "locale": "ja", "time_zone": "Asia/Tokyo"}}
WORDS = {"en": "Two second-hand novels", "ja": "古本二冊"}


def opened(shop, stripe, mailbox, address, language="en", intent=None):
    shop.open(intent or stripe.charge(), address, customer=PEOPLE[language], description=WORDS[language])
    return mailbox.one(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_of_the_main_job_is_pictured_on_a_japanese_phone(
        shop, stripe, mailbox, make_page, address, scheme):
    mail = opened(shop, stripe, mailbox, address, "ja")
    link = link_in(mail)
    page = make_page(color_scheme=scheme, locale="ja-JP")

    def take(screen):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{screen} is wider than the phone"
        picture(page, f"{screen}-ja-{scheme}")

    page.goto(f"{mailbox.url}/messages/{mail['id']}/html")
    take("mail")
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    take("link")
    to_pay_page(page, link)
    take("pay")
    begin(page)
    take("bank")
    pass_bank(page)
    expect_mode(page, "done")
    take("done")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_fit_a_narrow_phone_with_large_text(shop, stripe, mailbox, make_page, address, language):
    page = make_page(viewport={"width": 320, "height": 640})
    link = link_in(opened(shop, stripe, mailbox, address, language))
    page.goto(link)
    for step in ["link", "pay"]:
        if step == "pay":
            to_pay_page(page, link)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{step} page"
        assert page.locator("button:visible").first.bounding_box()["height"] >= 44


def test_the_whole_way_can_be_gone_with_the_keyboard(shop, stripe, mailbox, make_page, address):
    page = make_page(is_mobile=False, has_touch=False)
    page.goto(link_in(opened(shop, stripe, mailbox, address)))
    press_until_focused(page, CONTINUE)
    page.wait_for_url("**/pay/rec_*")
    expect(page.locator("#pay-button")).to_be_enabled()
    press_until_focused(page, "#pay-button")
    expect(page.get_by_role("button", name="Complete authentication")).to_be_focused()
    page.keyboard.press("Enter")
    expect_mode(page, "done")


def press_until_focused(page, selector):
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{selector} is out of the keyboard's reach")


def test_progress_and_outcome_are_announced(shop, stripe, mailbox, page, address):
    to_pay_page(page, link_in(opened(shop, stripe, mailbox, address)))
    status = page.locator("#status")
    assert status.get_attribute("aria-live") in ("polite", "assertive") or status.get_attribute("role") == "status"
    begin(page)
    expect(status).not_to_be_empty()
    fail_bank(page)
    expect(page.get_by_role("alert")).not_to_be_empty()


def test_our_own_share_of_the_pay_page_is_small(shop, stripe, mailbox, page, address):
    link = link_in(opened(shop, stripe, mailbox, address))
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())) if response.url.startswith(
        shop.url) and response.status == 200 else None)
    to_pay_page(page, link)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 2 * 30_000  # the link page and the pay page


def test_the_mailbox_of_the_demo_shows_the_mail(shop, stripe, mailbox, make_page, address):
    mail = opened(shop, stripe, mailbox, address)
    page = make_page(viewport={"width": 1200, "height": 800}, is_mobile=False, has_touch=False)
    page.goto(mailbox.url)
    page.get_by_role("button", name=address).click()
    expect(page.locator("#subject")).to_have_text(mail["subject"])
    expect(page.frame_locator("iframe").get_by_text("Kissaten Books").first).to_be_visible()
    picture(page, "mailbox")
