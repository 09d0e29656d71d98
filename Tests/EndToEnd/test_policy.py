"""The content security policy of production, in Chromium: Stripe's script from Stripe's address, its hosts played on this machine."""

import json
import urllib.parse

import pytest
from playwright.sync_api import expect

from support.child import until
from support.customer import CONTINUE, begin, enter_card, expect_mode, fail_bank, pass_bank
from support.latchkey import link_in
from support.stripe_hosts import SCRIPT, StripeHosts
from support.web import ask

REPORTED = "content security policy stopped something"
STRIPE_HOSTS = {"js.stripe.com", "m.js.stripe.com", "api.stripe.com", "hooks.stripe.com"}


class Watch:
    """Everything that a page asks for, and everything that its policy stops."""

    def __init__(self, page):
        self.requests, self.violations, self.console = [], [], []
        page.context.expose_function("noteViolation", lambda text: self.violations.append(json.loads(text)))
        page.context.add_init_script("""
            addEventListener("securitypolicyviolation", ({effectiveDirective, blockedURI}) =>
                noteViolation(JSON.stringify([effectiveDirective, blockedURI])));""")
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)

    @property
    def hosts(self):
        return {urllib.parse.urlsplit(url).netloc for url in self.requests if url.startswith("http")}


@pytest.fixture(scope="module")
def production(tmp_path_factory, mailbox, stripe):
    """A service that loads Stripe.js from where it loads it by default."""
    from support.latchkey import Latchkey
    service = Latchkey(tmp_path_factory.mktemp("production"), mailbox, stripe, STRIPE_JS_URL=None).start()
    yield service
    service.stop()


def test_a_payment_succeeds_under_the_policy_of_production_and_nothing_is_stopped(
        production, stripe, mailbox, page, address):
    opened = production.open(stripe.charge(), address)
    hosts, watch = StripeHosts(stripe).answer(page), Watch(page)
    page.goto(link_in(mailbox.one(address)), wait_until="networkidle")
    assert watch.hosts == {f"127.0.0.1:{production.port}"}
    assert hosts.asked == []

    page.locator(CONTINUE).click()
    page.wait_for_url("**/pay/rec_*")
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    assert production.recovery(opened["id"])["state"] == "succeeded"
    assert hosts.hosts == STRIPE_HOSTS
    assert SCRIPT in hosts.asked
    assert watch.hosts == {f"127.0.0.1:{production.port}"} | STRIPE_HOSTS
    assert (watch.violations, watch.console) == ([], [])
    assert not [url for url in watch.requests if url.endswith("/csp")]
    assert REPORTED not in production.log


def test_another_card_can_be_given_under_it_too(production, stripe, mailbox, page, address):
    opened = production.open(stripe.charge(), address)
    StripeHosts(stripe).answer(page)
    watch = Watch(page)
    page.goto(link_in(mailbox.one(address)))
    page.locator(CONTINUE).click()
    page.wait_for_url("**/pay/rec_*")
    begin(page)
    fail_bank(page)
    enter_card(page, "4242424242424242")
    page.locator("#pay-button").click()
    expect_mode(page, "done")
    assert production.recovery(opened["id"])["state"] == "succeeded"
    assert (watch.violations, watch.console) == ([], [])
    assert REPORTED not in production.log


@pytest.mark.parametrize("source, directive", [
    ("https://evil.example/x.js", "script-src-elem"), ("https://js.stripe.com.evil.example/x.js", "script-src-elem"),
    ("https://stripe.com/x.js", "script-src-elem"), ("data:text/javascript,1", "script-src-elem")])
def test_a_script_from_elsewhere_is_stopped(production, stripe, mailbox, chromium, address, source, directive):
    production.open(stripe.charge(), address)
    context = chromium.new_context(locale="en-US")
    try:
        page = context.new_page()
        StripeHosts(stripe).answer(page)
        watch = Watch(page)
        page.goto(link_in(mailbox.one(address)))
        page.locator(CONTINUE).click()
        page.wait_for_url("**/pay/rec_*")
        expect(page.locator("#pay-button")).to_be_visible()
        page.evaluate("""source => new Promise(resolve => {
            const script = document.createElement("script");
            script.src = source;
            script.addEventListener("error", resolve);
            script.addEventListener("load", resolve);
            document.head.append(script);
        })""", source)
        until(lambda: page.evaluate("1") and watch.violations, "the violation is told of")
        assert [violation[0] for violation in watch.violations] == [directive]
    finally:
        context.close()
