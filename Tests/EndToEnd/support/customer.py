"""What a customer does on the pages, and how the pages are looked at."""

import os

from playwright.sync_api import expect

from .child import ROOT

PICTURES = ROOT / ".test/screenshots"
CONTINUE = "#continue, [data-testid=continue]"


def launch(playwright, *more, **options):
    """Starts Chromium; `more` are switches of its own."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=os.environ.get("LATCHKEY_CHROMIUM", "/usr/bin/chromium"), args=[*sandbox, *more], **options)


def to_pay_page(page, link):
    """Opens the link and presses its one button."""
    page.goto(link)
    page.locator(CONTINUE).click()
    page.wait_for_url("**/pay/rec_*")
    expect(page.locator("#pay-button")).to_be_visible()


def begin(page):
    """Presses the second button, and waits for the bank's box."""
    page.locator("#pay-button").click()
    expect(page.get_by_role("button", name="Complete authentication")).to_be_visible()


def pass_bank(page):
    page.get_by_role("button", name="Complete authentication").click()


def fail_bank(page):
    page.get_by_role("button", name="Fail authentication").click()


def expect_mode(page, mode, timeout=20_000):
    expect(page.locator("body")).to_have_attribute("data-mode", mode, timeout=timeout)


def enter_card(page, number):
    """Fills in the fields that the stand-in's card element shows."""
    page.get_by_placeholder("Card number").fill(number)
    page.get_by_placeholder("MM").fill("12")
    page.get_by_placeholder("YY").fill("34")
    page.get_by_placeholder("CVC").fill("123")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, animations="disabled")
