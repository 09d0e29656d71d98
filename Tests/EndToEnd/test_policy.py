"""The content security policy of production, in Chromium: https, Stripe's script from Stripe's address, its hosts played here."""

import json
import os
import urllib.parse

import pytest
from playwright.sync_api import expect

from support.child import until
from support.customer import CONTINUE, begin, enter_card, expect_mode, fail_bank, pass_bank
from support.latchkey import Latchkey
from support.stripe_hosts import SCRIPT, StripeHosts
from support.tls_proxy import HOST, TLSProxy

REPORTED = "content security policy stopped something"
STRIPE_HOSTS = {"js.stripe.com", "m.js.stripe.com", "api.stripe.com", "hooks.stripe.com"}


class Visitor:
    """A customer's browser; everything that its page asks for, and everything that the policy stops."""

    def __init__(self, browser, stripe):
        self.context = browser.new_context(locale="en-US", viewport={"width": 390, "height": 844})
        self.requests, self.violations, self.console = [], [], []
        self.context.expose_function("noteViolation", lambda text: self.violations.append(json.loads(text)))
        self.context.add_init_script("""
            addEventListener("securitypolicyviolation", ({effectiveDirective, blockedURI}) =>
                noteViolation(JSON.stringify([effectiveDirective, blockedURI])));""")
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.stripe = StripeHosts(stripe).answer(self.page)

    @property
    def hosts(self):
        return {urllib.parse.urlsplit(url).hostname for url in self.requests if url.startswith("http")}

    def press(self):
        self.page.locator(CONTINUE).click()
        self.page.wait_for_url("**/pay/rec_*")
        expect(self.page.locator("#pay-button")).to_be_visible()

    def load_picture(self, source):
        self.page.evaluate("source => { new Image().src = source; }", source)

    def load_script(self, source):
        """What an injected script would try."""
        self.page.evaluate("""source => new Promise(resolve => {
            const script = document.createElement("script");
            script.src = source;
            script.addEventListener("error", resolve);
            script.addEventListener("load", resolve);
            document.head.append(script);
        })""", source)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    made = TLSProxy(tmp_path_factory.mktemp("proxy"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def production(tmp_path_factory, mailbox, stripe, proxy):
    """A service on https that loads Stripe.js from where it loads it by default."""
    service = Latchkey(tmp_path_factory.mktemp("production"), mailbox, stripe, BASE_URL=proxy.url, STRIPE_JS_URL=None)
    proxy.forward(service.port)
    yield service.start()
    service.stop()


@pytest.fixture(scope="module")
def secure_chromium(chromium, proxy):
    """Sends reports after a second, not after a minute."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = chromium.browser_type.launch(
        executable_path=os.environ.get("LATCHKEY_CHROMIUM", "/usr/bin/chromium"),
        args=options + proxy.browser_options + ["--short-reporting-delay"])
    yield browser
    browser.close()


@pytest.fixture
def visitor(secure_chromium, stripe):
    made = Visitor(secure_chromium, stripe)
    yield made
    made.context.close()


def reports(service):
    return [line for line in service.log.splitlines() if REPORTED in line]


def assert_nothing_else_was_reported(service, visitor, before):
    """Reports come late but in order: one that the test causes itself shows that no other is on its way."""
    assert (visitor.violations, visitor.console) == ([], [])
    visitor.load_picture("https://last.evil.example/")
    until(lambda: visitor.page.evaluate("true") and len(reports(service)) > before, "the last report is in the log",
          timeout=60, pause=0.2)
    added = reports(service)[before:]
    assert len(added) == 1 and "last.evil.example" in added[0]


def test_a_payment_succeeds_under_the_policy_of_production_and_nothing_is_stopped(
        production, stripe, visitor, address):
    before = len(reports(production))
    opened = production.open(stripe.charge(), address)
    visitor.page.goto(production.link(opened["id"]), wait_until="networkidle")
    assert visitor.hosts == {HOST}
    assert visitor.stripe.asked == []

    visitor.press()
    begin(visitor.page)
    pass_bank(visitor.page)
    expect_mode(visitor.page, "done")
    assert production.recovery(opened["id"])["state"] == "succeeded"
    assert SCRIPT in visitor.stripe.asked
    assert visitor.stripe.hosts == STRIPE_HOSTS
    assert visitor.hosts == {HOST} | STRIPE_HOSTS
    cookie, = visitor.context.cookies()
    assert cookie["name"] == f"__Host-latchkey-{opened['id']}" and cookie["secure"] and cookie["httpOnly"]
    assert_nothing_else_was_reported(production, visitor, before)


def test_another_card_can_be_given_under_it_too(production, stripe, visitor, address):
    before = len(reports(production))
    opened = production.open(stripe.charge(), address)
    visitor.page.goto(production.link(opened["id"]))
    visitor.press()
    begin(visitor.page)
    fail_bank(visitor.page)
    enter_card(visitor.page, "4242424242424242")
    visitor.page.locator("#pay-button").click()
    expect_mode(visitor.page, "done")
    assert production.recovery(opened["id"])["state"] == "succeeded"
    assert_nothing_else_was_reported(production, visitor, before)


@pytest.mark.parametrize("source", [
    "https://js.stripe.com.evil.example/x.js", "https://stripe.com/x.js", "data:text/javascript,1"])
def test_a_script_from_elsewhere_is_stopped(production, stripe, visitor, address, source):
    opened = production.open(stripe.charge(), address)
    visitor.page.goto(production.link(opened["id"]))
    visitor.press()
    visitor.load_script(source)
    until(lambda: visitor.page.evaluate("true") and visitor.violations, "the page tells of the violation")
    assert [directive for directive, _ in visitor.violations] == ["script-src-elem"]


def test_what_was_stopped_is_reported_by_directive_and_host_alone(production, stripe, visitor, address):
    opened = production.open(stripe.charge(), address)
    link = production.link(opened["id"])
    token = link.rsplit("/", 1)[1]
    visitor.page.goto(link)
    visitor.load_picture(f"https://pictures.evil.example/{token}")
    line = until(lambda: next((line for line in reports(production) if "pictures.evil.example" in line), None),
                 "the report is in the log", timeout=60, pause=0.2)
    assert "img-src" in line
    assert token not in production.log
