"""Mail scanners fetch, run scripts and submit forms. None of it spends the link."""

import base64
import concurrent.futures
import html
import json
import re
import threading

import pytest
from playwright.sync_api import expect

from support.customer import CONTINUE, begin, expect_mode, pass_bank, to_pay_page
from support.latchkey import Latchkey, link_in
from support.web import Form, ask

MINUTE, HOUR = 60, 3600


@pytest.fixture
def link(shop, stripe, mailbox, address):
    shop.open(stripe.charge(), address)
    return link_in(mailbox.one(address))


@pytest.fixture(scope="module")
def clocked(tmp_path_factory, mailbox, stripe):
    """A running service in whose database tests let time pass."""
    service = Latchkey(tmp_path_factory.mktemp("clocked"), mailbox, stripe).start()
    yield service
    service.stop()


@pytest.fixture
def opened(clocked, stripe, mailbox, address):
    """A recovery of that service, and the link of its mail."""
    recovery = clocked.open(stripe.charge(), address)
    return recovery["id"], link_in(mailbox.one(address))


def expect_usable(page, link):
    to_pay_page(page, link)
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def releases(service, recovery):
    return service.rows("SELECT count(*) FROM releases WHERE recovery_id = ?", recovery)[0][0]


# What scanners do


def heads(link, _):
    for _ in range(10):
        answer = ask("HEAD", link)
        assert (answer.status, answer.body, answer.cookies) == (200, b"", [])


def gets(link, _):
    for _ in range(10):
        answer = ask("GET", link)
        assert answer.status == 200
        assert not answer.cookies


def submits(link, _):
    """Fetches, and sends the form; then fetches where that leads."""
    for _ in range(5):
        session = Session(link)
        assert session.page.status == 200


def asks_for_the_secret(link, _):
    """Reads scripts so well that it calls what they would call."""
    session = Session(link)
    for _ in range(3):
        assert session.release().status == 200


def clicks_everything(link, make_page):
    """A whole browser: every link of ours, every button of both pages, again and again."""
    scanner = make_page(user_agent="Mozilla/5.0 (compatible; LinkScanner/1.0)")
    for _ in range(3):
        scanner.goto(link)
        visit_links(scanner)
        scanner.locator(CONTINUE).click()
        scanner.wait_for_url("**/pay/rec_*")
        visit_links(scanner)
        with scanner.expect_response(lambda response: "/secret?" in response.url) as secret:
            scanner.locator("#pay-button").click()
        assert secret.value.status == 200
        # Ours alone: the bank's box asks for something that no scanner has.
        scanner.locator(":is(header, main, footer, nav) :is(button, summary):visible").evaluate_all(
            "buttons => buttons.forEach(button => button.click())")


def visit_links(scanner):
    """Opens what the page links to on its own site, and comes back."""
    here = scanner.url
    origin = "/".join(here.split("/")[:3]) + "/"
    for target in scanner.locator("a[href]").evaluate_all("links => links.map(link => link.href)"):
        if target.startswith(origin) and target.split("#")[0] != here:
            scanner.goto(target)
            scanner.goto(here)


SCANNERS = [heads, gets, submits, asks_for_the_secret, clicks_everything]


class Session:
    """One browser's session: the form sent, the cookie kept, the page read."""

    def __init__(self, link):
        self.origin = "/".join(link.split("/")[:3])
        answer = Form(ask("GET", link).text).submit(link)
        assert answer.status == 303, answer.status
        self.url = self.origin + answer.headers["Location"]
        self.cookies = "; ".join(answer.cookies)
        self.page = ask("GET", self.url, headers={"Cookie": self.cookies})
        found = re.search('data-page="([^"]*)"', self.page.text)
        self.csrf = json.loads(html.unescape(found[1]))["csrf"]

    def release(self):
        return ask("POST", f"{self.url}/secret", {}, {
            "Cookie": self.cookies, "X-CSRF-Token": self.csrf, "Origin": self.origin, "Accept": "application/json"})


@pytest.mark.parametrize("earlier", [0, 5 * HOUR], ids=["just before", "hours before"])
@pytest.mark.parametrize("scanner", SCANNERS, ids=lambda scanner: scanner.__name__)
def test_the_customer_pays_after_a_scanner(clocked, opened, make_page, scanner, earlier):
    recovery, link = opened
    scanner(link, make_page)
    if earlier:
        clocked.let_pass(earlier)
    expect_usable(make_page(), link)
    clocked.until_state(recovery, "succeeded")


def test_a_scanner_that_looks_spends_nothing_and_one_that_clicks_spends_releases_alone(clocked, opened, make_page):
    recovery, link = opened
    for looks in (heads, gets, submits):
        looks(link, make_page)
    assert releases(clocked, recovery) == 0
    clicks_everything(link, make_page)
    assert 3 <= releases(clocked, recovery) <= 20
    state = clocked.recovery(recovery)["state"]
    assert state == "open", state


def test_a_scanner_locks_the_customer_out_for_the_hour_at_most_and_the_page_says_how_long(clocked, opened, make_page):
    recovery, link = opened
    session = Session(link)
    assert [session.release().status for _ in range(22)] == [200] * 20 + [429] * 2
    clocked.let_pass(20 * MINUTE)
    page = make_page()
    to_pay_page(page, link)
    page.locator("#pay-button").click()
    error = page.locator("#error")
    expect(error).to_be_visible()
    (minutes,) = re.findall(r"\d+", error.inner_text())
    assert 35 <= int(minutes) <= 40
    clocked.let_pass(int(minutes) * MINUTE)
    expect_usable(make_page(), link)
    clocked.until_state(recovery, "succeeded")


def test_of_64_sessions_at_once_20_get_the_secret_and_the_others_learn_when_to_return(clocked, opened):
    recovery, link = opened
    links = [link] + [clocked.link(recovery) for _ in range(7)]
    sessions = [Session(links[number % len(links)]) for number in range(64)]
    assert len({session.cookies for session in sessions}) == 64
    answers = at_once([session.release for session in sessions])
    released = [answer.json for answer in answers if answer.status == 200]
    refused = [answer for answer in answers if answer.status == 429]
    assert (len(released), len(refused)) == (20, 44)
    assert len({answer["client_secret"] for answer in released}) == 1
    for answer in refused:
        assert 3500 < int(answer.headers["Retry-After"]) <= 3600
        assert b"_secret_" not in answer.body
    assert releases(clocked, recovery) == 20
    clocked.let_pass(max(int(answer.headers["Retry-After"]) for answer in refused))
    again = at_once([Session(link).release for _ in range(24)])
    assert sorted(answer.status for answer in again) == [200] * 20 + [429] * 4
    ((rows,),) = clocked.rows(
        """SELECT max(window) FROM (SELECT count(*) OVER (ORDER BY happened_at RANGE BETWEEN 3599999 PRECEDING
           AND CURRENT ROW) AS window FROM releases WHERE recovery_id = ?)""", recovery)
    assert rows == 20


def at_once(calls):
    """Lets all calls begin at the same moment."""
    gate = threading.Barrier(len(calls))

    def one(call):
        gate.wait(30)
        return call()

    with concurrent.futures.ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(one, calls))


def test_the_link_page_shows_a_name_and_one_button_and_nothing_more(link):
    answer = ask("GET", link)
    form = Form(answer.text)
    assert (form.method, form.buttons, form.scripts) == ("post", 1, 0)
    assert "Kissaten Books" in answer.text
    assert "1,099" not in answer.text and "1099" not in answer.text
    assert "_secret_" not in answer.text and "pk_test" not in answer.text
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?:https?:)?//(?!127\.0\.0\.1)""", answer.text)


def test_the_link_page_works_without_scripts(link, make_page):
    page = make_page(java_script_enabled=False)
    page.goto(link)
    page.locator(CONTINUE).click()
    page.wait_for_url("**/pay/rec_*")
    expect(page.locator("noscript, main")).not_to_have_count(0)
    assert "Kissaten Books" in page.locator("body").inner_text()


def test_the_link_page_is_kept_by_nobody_and_told_to_nobody(link):
    headers = ask("GET", link).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]


def test_the_session_cookie_is_out_of_scripts_reach(link):
    answer = Form(ask("GET", link).text).submit(link)
    (cookie,) = answer.headers.get_all("Set-Cookie")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert "httponly" in attributes
    assert "samesite=lax" in attributes


def test_the_pay_page_lets_only_stripe_in(link, page, stripe):
    to_pay_page(page, link)
    response = page.reload()
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert stripe.url in policy
    assert "unsafe-eval" not in policy and "script-src 'self' 'unsafe-inline'" not in policy
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "strict-origin"
    assert response.headers["cross-origin-opener-policy"] == "same-origin-allow-popups"
    assert "cross-origin-embedder-policy" not in response.headers
    assert "_secret_" not in response.text()


def test_a_post_from_another_site_opens_no_session(link):
    page = ask("GET", link)
    form = Form(page.text)
    form.fields = {}
    answer = form.submit(link, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
    assert 400 <= answer.status < 500
    assert not answer.cookies


def tokens_that_are_not_this_one(token):
    raw = base64.urlsafe_b64decode(token + "==")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        yield base64.urlsafe_b64encode(bytes(flipped)).decode().rstrip("=")
    for length in range(1, len(token)):
        yield token[:length]
        yield token[-length:]
    spare = alphabet.index(token[-1]) & 0b110000
    for bits in range(16):
        if alphabet[spare | bits] != token[-1]:
            yield token[:-1] + alphabet[spare | bits]
    yield from (token + "==", token + "=", token + "A", token + "%3D", "A" + token, token.swapcase(),
                token[:10] + "%20" + token[10:], token[:10] + "+" + token[11:], token[:10] + "%2F" + token[11:],
                token[:-1] + "%00", token + "?", token * 30)


def test_every_forged_token_is_the_same_404(link):
    base, token = link.rsplit("/", 1)
    answers = {forged: ask("GET", f"{base}/{forged}") for forged in tokens_that_are_not_this_one(token)
               if forged != token + "?"}
    assert {forged: answer.status for forged, answer in answers.items() if answer.status != 404} == {}
    pages = {answer.body for forged, answer in answers.items() if "/" not in forged and len(forged) < 100}
    assert len(pages) == 1
    assert ask("GET", link).status == 200
