"""Every screen, light and dark, left-to-right and right-to-left: open to everybody, and pictured for the docs."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from support.customer import CONTINUE, picture
from support.latchkey import Latchkey
from support.screens import MAILS, SCREENS, SHOP, Tour

LANGUAGES = ["en", "ar"]
SCHEMES = ["light", "dark"]
PHONE = {"width": 390, "height": 480}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What is not known to belong to a merchant names none.
NOBODYS = ["link-not-found", "pay-session-over"]
LOGO = """<!doctype html><body style="margin: 0"><svg width="284" height="60" viewBox="0 0 284 60">
<g fill="none" stroke="#0b6e4f" stroke-width="5" stroke-linejoin="round"><path d="M5 10c10-3 17-2 25 4v40c-8-5-15-6-25-4z"/>
<path d="M55 10c-10-3-17-2-25 4v40c8-5 15-6 25-4z"/></g>
<text x="72" y="40" font-family="DejaVu Serif, serif" font-size="27" fill="#1c2b26">Kissaten Books</text></svg>"""


@pytest.fixture(scope="module")
def logo(chromium, tmp_path_factory):
    """A merchant's logo as many have it: dark ink on nothing."""
    page = chromium.new_page(viewport={"width": 300, "height": 60})
    page.set_content(LOGO)
    path = tmp_path_factory.mktemp("brand") / "logo.png"
    page.locator("svg").screenshot(path=path, omit_background=True)
    page.close()
    return path


@pytest.fixture(scope="module")
def dressed(tmp_path_factory, mailbox, stripe, logo):
    """A shop with a brand, whose links are each for one device."""
    service = Latchkey(
        tmp_path_factory.mktemp("dressed"), mailbox, stripe, MERCHANT_COLOR="#0b6e4f", MERCHANT_LOGO=str(logo),
        MERCHANT_SUPPORT_EMAIL="help@kissaten.example", RETURN_ORIGINS=SHOP, SINGLE_DEVICE="true").start()
    yield service
    service.stop()


@pytest.fixture(scope="module")
def expired(dressed):
    """A link in each language whose time is over."""
    links = {language: Tour(dressed, None, language, "").open(expires_in=300)[1] for language in LANGUAGES}
    dressed.let_pass(400)
    return links


@pytest.fixture
def tour(dressed, expired, make_page, language):
    """Somebody whose browser speaks their language, too."""
    return Tour(dressed, make_page(viewport=PHONE, is_mobile=False, locale=language), language, expired[language])


def violations(page, rules):
    results = Axe().run(page, options={"runOnly": rules}).response
    return [f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in results["violations"] for node in one["nodes"]]


def look_at(page, name, language, rules):
    """Takes pictures in both schemes, and answers what shuts somebody out."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than the phone"
        picture(page, f"{name}-{language}-{scheme}")
        found += [f"{scheme}: {one}" for one in violations(page, rules)]
    return found


def expect_order(page, name):
    """A title that says whose page it is, one heading and one main part: what a screen reader's user finds the way by."""
    assert ("Kissaten Books" in page.title()) == (name not in NOBODYS), page.title()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main h1")).to_have_count(1)
    expect(page.locator("footer")).to_have_count(1)


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_shuts_anybody_out(tour, language, name):
    SCREENS[name](tour)
    expect(tour.page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect_order(tour.page, name)
    assert look_at(tour.page, name, language, [*RULES, "best-practice"]) == []


@pytest.mark.parametrize("name", MAILS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_shuts_anybody_out(tour, language, name):
    MAILS[name](tour)
    assert look_at(tour.page, name, language, RULES) == []
