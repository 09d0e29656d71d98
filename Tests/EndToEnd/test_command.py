"""The command `latchkey`: it reads like documentation, and says what to mend."""

import base64
import re
import secrets
import socket
import subprocess

import pytest

from support.child import BINARY, ROOT, Child, free_port, until
from support.latchkey import link_in, plain_environment
from support.web import ask


@pytest.fixture
def run(tmp_path):
    """Runs the command to its end, in an empty folder and an environment of its own."""

    def command(*arguments, environment=None, timeout=60):
        return subprocess.run(
            [BINARY, *arguments], cwd=tmp_path, env={**plain_environment(tmp_path), **(environment or {})},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)

    return command


COMMANDS = ["serve", "doctor", "demo", "merchant", "key", "link", "outbox", "template", "migrate"]


def test_help_names_every_command(run):
    done = run("--help")
    assert done.returncode == 0
    assert [name for name in COMMANDS if not re.search(rf"^\s+{name}\b", done.stdout, re.MULTILINE)] == []


@pytest.mark.parametrize("command", [
    ["serve"], ["doctor"], ["demo"], ["merchant", "add"], ["merchant", "list"], ["key", "create"], ["key", "list"],
    ["key", "revoke"], ["key", "generate-master"], ["link", "inspect"], ["outbox", "list"], ["outbox", "retry"],
    ["template", "check"], ["migrate"]], ids=" ".join)
def test_every_command_explains_itself(run, command):
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "OVERVIEW" in done.stdout and len(done.stdout) > 120


def test_an_unknown_command_is_refused(run):
    assert run("sreve").returncode != 0


WRONG = {
    "BASE_URL": "not a url", "LISTEN": "127.0.0.1:http", "DATABASE": "mysql://localhost/x", "MASTER_KEY": "c2hvcnQ=",
    "SMTP_URL": "http://mail.example", "MAIL_FROM": "nobody", "STRIPE_SECRET_KEY": "pk_test_1",
    "STRIPE_PUBLISHABLE_KEY": "sk_test_1", "STRIPE_API_BASE": "ftp://stripe", "API_KEY": "lk_short",
    "TEMPLATES": "/nowhere", "STRIPE_JS_TRAIN": "basill",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_names_its_key_and_an_example(make_shop, name):
    service = make_shop(**{name: WRONG[name]})
    done = subprocess.run([BINARY, "serve"], cwd=service.folder, env=service.environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=30)
    said = done.stdout + done.stderr
    assert done.returncode not in (0, None) and done.returncode > 0, said
    assert f"LATCHKEY_{name}" in said
    assert re.search(r"example|such as|for instance|e\.g\.|must be|like", said, re.IGNORECASE)
    if name in ("MASTER_KEY", "API_KEY", "STRIPE_SECRET_KEY"):
        assert WRONG[name] not in said
    assert "Fatal error" not in said


def test_without_a_master_key_it_does_not_start(make_shop):
    service = make_shop(MASTER_KEY=None)
    done = subprocess.run([BINARY, "serve"], cwd=service.folder, env=service.environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=30)
    assert done.returncode > 0
    assert "LATCHKEY_MASTER_KEY" in done.stdout + done.stderr
    assert "generate-master" in done.stdout + done.stderr


def test_a_taken_port_is_a_sentence(make_shop):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        service = make_shop(LISTEN=f"127.0.0.1:{taken.getsockname()[1]}")
        done = subprocess.run([BINARY, "serve"], cwd=service.folder, env=service.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)
    said = done.stdout + done.stderr
    assert done.returncode > 0
    assert str(taken_port(service)) in said and "LATCHKEY_LISTEN" in said


def taken_port(service):
    return service.settings["LISTEN"].rsplit(":", 1)[1]


def test_a_generated_master_key_is_32_bytes_and_never_the_same(run):
    keys = {run("key", "generate-master").stdout.strip() for _ in range(3)}
    assert len(keys) == 3
    for key in keys:
        assert len(base64.b64decode(key, validate=True)) == 32


def test_a_master_key_may_lie_in_a_file(make_shop, stripe, mailbox, address):
    service = make_shop(MASTER_KEY=None)
    file = service.folder / "master.key"
    file.write_text(base64.b64encode(secrets.token_bytes(32)).decode() + "\n")
    file.chmod(0o600)
    service.settings["MASTER_KEY_FILE"] = str(file)
    service.start()
    service.open(stripe.charge(), address)
    assert ask("GET", link_in(mailbox.one(address))).status == 200


def test_a_link_can_be_inspected(shop, stripe, mailbox, run, address):
    shop.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    token = link.rsplit("/", 1)[1]
    for named in [token, link]:
        done = run("link", "inspect", named, environment=shop.environment)
        assert done.returncode == 0, done.stderr
        assert "genuine" in done.stdout
        assert token not in done.stdout + done.stderr


def test_a_forged_link_is_told_from_a_good_one(shop, run):
    done = run("link", "inspect", "A" * 46, environment=shop.environment)
    assert done.returncode > 0
    assert "forged" in done.stdout or "cannot be checked" in done.stdout


def test_the_outbox_can_be_listed(shop, stripe, mailbox, run, address):
    opened = shop.open(stripe.charge(), address)
    mailbox.one(address)
    done = run("outbox", "list", environment=shop.environment)
    assert done.returncode == 0, done.stderr
    assert opened["notifications"][0]["id"] in done.stdout


def test_a_dead_notification_can_be_sent_again(make_shop, own_mailbox, stripe, run, address):
    service = make_shop(mailbox=own_mailbox).start()
    own_mailbox.fault(at="rcpt", reply="550 5.1.1 No such user here", times=1)
    opened = service.open(stripe.charge(), address)
    until(lambda: service.recovery(opened["id"])["notifications"][0]["state"] == "dead", "the notification is dead")
    done = run("outbox", "retry", opened["notifications"][0]["id"], environment=service.environment)
    assert done.returncode == 0, done.stderr
    assert len(own_mailbox.wait(address, timeout=90)) == 1


def test_the_shipped_templates_are_good(run):
    done = run("template", "check", environment={"LATCHKEY_TEMPLATES": str(ROOT / "templates")})
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_template_is_named(run, tmp_path):
    import shutil

    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    victim = next(path for path in sorted((tmp_path / "templates" / "mail").rglob("*")) if path.is_file())
    victim.write_text(victim.read_text() + "{{#unclosed}}")
    done = run("template", "check", environment={"LATCHKEY_TEMPLATES": str(tmp_path / "templates")})
    assert done.returncode > 0
    assert victim.name.split(".")[0] in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_a_folder_that_holds_no_templates_is_a_wrong_setting_and_is_not_searched(make_shop, command):
    service = make_shop()
    folder = service.folder / "elsewhere"
    (folder / "mail").mkdir(parents=True)
    (folder / "deep").mkdir()
    (folder / "deep" / "other.mustache").write_text("{{#unclosed}}")
    service.settings["TEMPLATES"] = str(folder)
    done = subprocess.run([BINARY, command], cwd=service.folder, env=service.environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=30)
    said = done.stdout + done.stderr
    assert done.returncode == 78, said
    assert "LATCHKEY_TEMPLATES" in said and "pages, locales" in said and "other.mustache" not in said


def test_the_doctor_finds_a_healthy_service_healthy(shop, run):
    done = run("doctor", environment=shop.environment)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name, value, word", [
    ("SMTP_URL", "smtp://127.0.0.1:1", "SMTP"), ("STRIPE_SECRET_KEY", "sk_", "STRIPE"),
    ("STRIPE_API_BASE", "http://127.0.0.1:1", "Stripe"), ("TEMPLATES", "/nowhere", "TEMPLATES")])
def test_the_doctor_says_what_to_mend(make_shop, run, name, value, word):
    service = make_shop(**{name: value})
    done = run("doctor", environment=service.environment, timeout=120)
    assert done.returncode > 0
    assert word in done.stdout + done.stderr


def test_a_migration_may_be_repeated(make_shop, run):
    service = make_shop()
    for _ in range(2):
        done = run("migrate", environment=service.environment)
        assert done.returncode == 0, done.stderr
    assert service.tables() != []


def test_a_key_is_shown_once_works_and_can_be_revoked(make_shop, run):
    service = make_shop().start()
    made = run("key", "create", environment=service.environment)
    assert made.returncode == 0, made.stderr
    (key,) = set(re.findall(r"lk_[A-Za-z0-9_-]{32,}", made.stdout))
    assert service.call("GET", "/v1/recoveries", key=key).status == 200
    listed = run("key", "list", environment=service.environment)
    assert listed.returncode == 0 and key not in listed.stdout
    (id,) = set(re.findall(r"\bkey_[A-Za-z0-9_-]+", made.stderr))
    assert run("key", "revoke", id, environment=service.environment).returncode == 0
    until(lambda: service.call("GET", "/v1/recoveries", key=key).status == 401, "the key is revoked", timeout=30)


def test_merchants_can_be_listed(make_shop, run):
    service = make_shop().start()
    done = run("merchant", "list", environment=service.environment)
    assert done.returncode == 0, done.stderr
    assert "default" in done.stdout and "Kissaten Books" in done.stdout


@pytest.mark.parametrize("locale, support, word", [
    ("xx", "https://help.example", "nb, nl"), ("zh-TW", "https://help.example", "zh-Hans"),
    ("pt-BR", "http://help.example", "https"), ("en", "ftp://help.example", "https")])
def test_a_merchant_that_customers_could_not_read_or_ask_is_not_added(make_shop, run, locale, support, word):
    service = make_shop()
    done = run("merchant", "add", "bakery", "--name", "The Bakery", "--locale", locale, "--support-url", support,
               environment=service.environment)
    assert done.returncode > 0
    assert word in done.stderr
    assert "bakery" not in run("merchant", "list", environment=service.environment).stdout


@pytest.mark.parametrize("locale, support", [("pt-BR", "https://help.example"), ("no", "http://127.0.0.1:8000")])
def test_a_merchant_may_speak_any_language_there_are_words_for(make_shop, run, locale, support):
    service = make_shop()
    done = run("merchant", "add", "bakery", "--name", "The Bakery", "--locale", locale, "--support-url", support,
               environment=service.environment)
    assert done.returncode == 0, done.stderr
    assert "The Bakery" in run("merchant", "list", environment=service.environment).stdout


# The demo


@pytest.fixture
def demo():
    """`latchkey demo` in a folder laid out like the checkout after `make run`, with the tests' own Python."""
    started = []

    def start(folder, port):
        (folder / ".demo").mkdir()
        (folder / ".demo/venv").symlink_to(ROOT / ".test/venv")
        (folder / "Tests").symlink_to(ROOT / "Tests")
        started.append(Child([BINARY, "demo", "--listen", f"127.0.0.1:{port}"], folder, plain_environment(folder)))
        return started[-1]

    yield start
    for child in started:
        child.stop()


def test_the_demo_shows_a_mailbox_and_a_link_and_ends_with_control_c(demo, tmp_path, page):
    from support.customer import begin, expect_mode, pass_bank, to_pay_page

    child = demo(tmp_path, free_port())
    link = until(lambda: re.search(r"http://\S+/l/[A-Za-z0-9_-]{46}", child.log) or not child.running,
                 "the demo prints its link", timeout=60)
    assert child.running, child.log
    links = set(re.findall(r"http://127\.0\.0\.1:\d+\S*", child.log))
    mailbox = next(url for url in links if "/l/" not in url and is_mailbox(url))
    assert len(ask("GET", mailbox.rstrip("/") + "/messages/wait?count=1&timeout=30").json["data"]) >= 1
    to_pay_page(page, link.group())
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    child.interrupt()
    assert child.wait(30) in (0, 130, -2)
    assert len(child.log.splitlines()) < 40
    with pytest.raises(OSError):
        ask("GET", mailbox)


def is_mailbox(url):
    try:
        return b"Mailbox" in ask("GET", url).body
    except OSError:
        return False


def test_a_demo_whose_port_is_taken_says_what_to_do(demo, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        child = demo(tmp_path, port)
        assert child.wait(60) > 0
    assert str(port) in child.log
