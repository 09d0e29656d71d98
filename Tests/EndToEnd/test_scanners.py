"""Mail scanners fetch, run scripts and submit forms. None of it spends the link."""

import base64
import re

import pytest
from playwright.sync_api import expect

from support.customer import CONTINUE, begin, expect_mode, pass_bank, to_pay_page
from support.latchkey import link_in
from support.web import Form, ask


@pytest.fixture
def link(shop, stripe, mailbox, address):
    shop.open(stripe.charge(), address)
    return link_in(mailbox.one(address))


def expect_usable(page, link):
    to_pay_page(page, link)
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def test_a_scanner_that_only_looks_does_not_spend_the_link(link, page):
    for method in ["HEAD", "GET"] * 10:
        answer = ask(method, link)
        assert answer.status == 200
        assert not answer.cookies
    expect_usable(page, link)


def test_a_scanner_that_submits_the_form_does_not_spend_the_link(link, page):
    for _ in range(5):
        answer = Form(ask("GET", link).text).submit(link)
        assert answer.status == 303
        cookies = "; ".join(answer.cookies)
        pay = ask("GET", re.sub("/l/.*", answer.headers["Location"], link), headers={"Cookie": cookies})
        assert pay.status == 200
    expect_usable(page, link)


def test_a_scanner_that_runs_scripts_and_presses_every_button_does_not_spend_the_link(link, make_page):
    scanner = make_page(user_agent="Mozilla/5.0 (compatible; LinkScanner/1.0)")
    scanner.goto(link)
    scanner.locator(CONTINUE).click()
    scanner.wait_for_url("**/pay/rec_*")
    for _ in range(3):
        for button in scanner.locator("main button:visible").all():
            button.evaluate("button => button.click()")
        scanner.reload()
    expect_usable(make_page(), link)


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
