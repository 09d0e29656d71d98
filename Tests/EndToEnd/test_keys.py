"""Master keys are changed without a dead link, and a wrong one is noticed before it does harm."""

import base64
import hmac
import json
import secrets
import subprocess

import pytest

from support.child import BINARY, until
from support.customer import begin, expect_mode, pass_bank, to_pay_page
from support.latchkey import link_in
from support.web import ask


@pytest.fixture
def filed(make_shop):
    """A service with its master key in a file; not started yet."""
    def make(**settings):
        service = make_shop(MASTER_KEY=None, **settings)
        service.key_file = service.folder / "master.key"
        service.key_file.write_text(f"# the shop's\n{new_key()}\n")
        service.key_file.chmod(0o600)
        service.settings["MASTER_KEY_FILE"] = str(service.key_file)
        return service

    return make


def new_key(other_than=None):
    """A key; not of that id, if one is named."""
    while True:
        raw = secrets.token_bytes(32)
        if hmac.digest(raw, b"latchkey key id v1", "sha256")[0] != other_than:
            return base64.b64encode(raw).decode()


def command(service, *arguments, expect=0):
    done = subprocess.run([BINARY, *arguments], cwd=service.folder, env=service.environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == expect, done.stdout + done.stderr
    return done


def status(service):
    """What `key status` says of each key, by its standing."""
    keys = json.loads(command(service, "key", "status", "--json").stdout)
    return {key["standing"]: key for key in keys}


def key_of(link):
    return base64.urlsafe_b64decode(link.rsplit("/", 1)[1] + "==")[1]


def restart(service):
    service.stop()
    service.start()


def pay(page, link):
    to_pay_page(page, link)
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")


def test_a_rotated_key_lets_old_links_pay_and_signs_new_ones(filed, stripe, mailbox, page, address):
    service = filed().start()
    opened = service.open(stripe.charge(), address)
    old = link_in(mailbox.one(address))
    text = service.key_file.read_text()
    command(service, "key", "rotate")
    assert service.key_file.stat().st_mode & 0o777 == 0o600
    assert service.key_file.read_text().startswith("# the shop's\n")
    assert text.splitlines()[1] == service.key_file.read_text().splitlines()[2]
    restart(service)
    keys = status(service)
    assert keys["previous"]["key"] == key_of(old)
    assert keys["previous"]["links"] == 1
    assert key_of(service.link(opened["id"])) == keys["current"]["key"] != key_of(old)
    assert "previous" in command(service, "link", "inspect", old).stdout
    pay(page, old)
    assert service.until_state(opened["id"], "succeeded")
    assert status(service)["previous"]["links"] == 0


def test_a_key_that_live_links_need_is_retired_by_force_alone(filed, stripe, mailbox, page, address):
    service = filed().start()
    opened = service.open(stripe.charge(), address)
    old = link_in(mailbox.one(address))
    command(service, "key", "rotate")
    restart(service)
    refused = command(service, "key", "retire", str(key_of(old)), expect=1)
    assert "up to 1 live links" in refused.stderr and "--force" in refused.stderr
    assert ask("GET", old).status == 200
    forced = command(service, "key", "retire", str(key_of(old)), "--force")
    assert "up to 1 live links" in forced.stderr and "/remind" in forced.stderr
    restart(service)
    assert ask("GET", old).status == 404
    page.goto(old)
    said = page.locator("main").inner_text()
    assert "This link does not work" in said and "open the link in your message again" in said
    pay(page, service.link(opened["id"]))


def test_a_key_that_nothing_needs_is_retired_without_a_word(filed, stripe, address):
    service = filed().start()
    service.stop()
    first = status(service)["current"]["key"]
    command(service, "key", "rotate")
    assert command(service, "key", "retire", str(first)).stderr == ""
    assert status(service)["retired"]["key"] == first
    command(service, "key", "retire", str(status(service)["current"]["key"]), expect=1)


def test_a_sealed_client_secret_outlives_its_key(filed, stripe, mailbox, page, address):
    service = filed(STRIPE_SECRET_KEY=None, STRIPE_PUBLISHABLE_KEY=None).start()
    intent = stripe.charge()
    opened = service.open(
        intent, address, client_secret=intent["client_secret"], amount=1099, currency="jpy",
        publishable_key=stripe.publishable_key)
    old = key_of(link_in(mailbox.one(address)))
    assert sealing_key(service, opened) == old
    command(service, "key", "rotate")
    restart(service)
    until(lambda: sealing_key(service, opened) == status(service)["current"]["key"], "the secret is sealed anew")
    command(service, "key", "retire", str(old), "--force")
    restart(service)
    pay(page, service.link(opened["id"]))


def sealing_key(service, opened):
    ((sealed,),) = service.rows("SELECT sealed_secret FROM recoveries WHERE id = ?", opened["id"])
    return sealed[1]


def test_a_merchants_stripe_secrets_are_sealed_anew_by_command_too(filed):
    service = filed()
    (service.folder / "sk").write_text("sk_test_bakery123456\n")
    (service.folder / "whsec").write_text("whsec_one1234567890\nwhsec_two1234567890\n")
    command(service, "merchant", "add", "bakery", "--name", "Bakery", "--publishable-key", "pk_test_bakery123456",
            "--secret-key-file", "sk", "--webhook-secret-file", "whsec")
    command(service, "key", "rotate")
    keys = status(service)
    assert keys["previous"]["merchant_secrets"] == 3
    old = str(keys["previous"]["key"])
    refused = command(service, "key", "retire", old, expect=1)
    assert "3 Stripe secrets of merchant bakery" in refused.stderr and "key reseal" in refused.stderr
    assert command(service, "key", "reseal").stdout.split()[-1] == "3"
    assert command(service, "key", "reseal").stdout.split()[-1] == "0"
    command(service, "key", "retire", old)
    assert status(service)["current"]["merchant_secrets"] == 3


def test_several_machines_learn_a_key_before_it_signs(filed, stripe, mailbox, address):
    service = filed().start()
    command(service, "key", "rotate", "--prepare")
    restart(service)
    service.open(stripe.charge(), address)
    first = key_of(link_in(mailbox.one(address)))
    keys = status(service)
    assert keys["current"]["key"] == first
    assert "signed_since" not in keys["previous"]
    command(service, "key", "rotate", "--to", str(keys["previous"]["key"]))
    restart(service)
    assert status(service)["current"]["key"] == keys["previous"]["key"]
    assert status(service)["previous"]["links"] == 1


def test_without_a_file_the_command_says_what_to_set(make_shop, stripe, mailbox, page, address):
    service = make_shop().start()
    service.open(stripe.charge(), address)
    old = link_in(mailbox.one(address))
    done = command(service, "key", "rotate")
    assert len(base64.b64decode(done.stdout.strip(), validate=True)) == 32
    assert "LATCHKEY_MASTER_KEY_PREVIOUS" in done.stderr
    assert service.master_key not in done.stdout + done.stderr
    service.settings.update(MASTER_KEY=done.stdout.strip(), MASTER_KEY_PREVIOUS=service.master_key)
    restart(service)
    retired = command(service, "key", "retire", str(key_of(old)), "--force").stdout.strip()
    assert retired == f"LATCHKEY_MASTER_KEY_RETIRED={key_of(old)}"
    pay(page, old)


def test_another_key_on_an_old_database_does_not_start(make_shop, stripe, mailbox, address):
    service = make_shop().start()
    service.open(stripe.charge(), address)
    old = key_of(link_in(mailbox.one(address)))
    service.stop()
    service.settings["MASTER_KEY"] = wrong = new_key(other_than=old)
    said = command(service, "serve", expect=78).stderr
    assert "LATCHKEY_MASTER_KEY" in said and f"key {old}" in said and "up to 1 live links" in said
    assert wrong not in said and service.master_key not in said
    assert f"key {old}" in command(service, "doctor", expect=1).stdout
    service.settings["MASTER_KEY_RETIRED"] = str(old)
    service.start()


def test_another_key_on_a_database_that_nothing_depends_on_starts(make_shop):
    service = make_shop().start()
    service.stop()
    service.settings["MASTER_KEY"] = new_key()
    service.start()
