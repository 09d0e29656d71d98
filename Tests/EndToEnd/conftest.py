"""The fixtures: each peer is started once, each test has recipients and PaymentIntents of its own."""

import os
import secrets

import pytest
from playwright.sync_api import sync_playwright

from support.child import BINARY, free_port
from support.customer import launch
from support.latchkey import Latchkey
from support.peers import Mailbox, Stripe

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}


def pytest_sessionstart(session):
    if not session.config.option.collectonly and not os.access(BINARY, os.X_OK):
        pytest.exit(f"{BINARY} is missing: run `make test`, or name the binary in LATCHKEY_BIN.", returncode=3)


@pytest.fixture(scope="session")
def mailbox():
    peer = Mailbox()
    yield peer
    peer.stop()


@pytest.fixture(scope="session")
def stripe():
    """Stripe, which sends no events: what settles then is settled by asking."""
    peer = Stripe()
    yield peer
    peer.stop()


@pytest.fixture(scope="session")
def shop(tmp_path_factory, mailbox, stripe):
    """A running service that most tests share."""
    service = Latchkey(tmp_path_factory.mktemp("shop"), mailbox, stripe).start()
    yield service
    service.stop()


@pytest.fixture(scope="session")
def hooked(tmp_path_factory, mailbox):
    """A running service to which Stripe sends its events."""
    port, secret = free_port(), "whsec_" + secrets.token_hex(24)
    peer = Stripe("--webhook", f"http://127.0.0.1:{port}/stripe/webhooks/default", secret)
    service = Latchkey(tmp_path_factory.mktemp("hooked"), mailbox, peer, port, STRIPE_WEBHOOK_SECRET=secret).start()
    yield service
    service.stop()
    peer.stop()


@pytest.fixture
def own_mailbox():
    """A mail server of the test's own, which it may break."""
    peer = Mailbox()
    yield peer
    peer.stop()


@pytest.fixture
def make_shop(tmp_path, stripe, mailbox):
    """Makes services of the test's own, which it may kill. They are not started yet."""
    made = []

    def make(mailbox=mailbox, stripe=stripe, **settings):
        folder = tmp_path / f"shop{len(made)}"
        folder.mkdir()
        made.append(Latchkey(folder, mailbox, stripe, **settings))
        return made[-1]

    yield make
    for service in made:
        service.stop()


@pytest.fixture
def address():
    """A recipient that no other test uses."""
    return f"ada.{secrets.token_hex(6)}@customer.example"


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def make_page(chromium):
    """Opens pages of phones, each in a browser profile of its own. What a page's script complains of fails the test."""
    contexts, complaints = [], []

    def make(**options):
        context = chromium.new_context(**{**PHONE, "locale": "en-US", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if is_refusal(message) else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints


def is_refusal(message):
    return message.type == "error" and "Content Security Policy" in message.text


@pytest.fixture
def page(make_page):
    return make_page()
