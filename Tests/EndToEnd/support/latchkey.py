"""The service itself: the real binary, in a folder of its own, with SQLite in it."""

import base64
import os
import re
import secrets
import sqlite3

from .child import BINARY, ROOT, Child, free_port, until
from .web import Answer, ask

LINK = re.compile(r"http://127\.0\.0\.1:\d+/l/[A-Za-z0-9_-]{46}(?![A-Za-z0-9_-])")


def plain_environment(folder):
    """Nothing of the machine's own configuration."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "HOME": str(folder), "TZ": "UTC"}


def link_in(mail):
    """The one link of a mail, as its text part has it."""
    found = set(LINK.findall(mail["text"]))
    assert len(found) == 1, f"{len(found)} links in the text part"
    return found.pop()


class Latchkey:
    def __init__(self, folder, mailbox, stripe, port=None, **settings):
        """`settings` are environment variables without their prefix; None leaves one out."""
        self.folder, self.mailbox, self.stripe = folder, mailbox, stripe
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = folder / "latchkey.sqlite"
        self.api_key = "lk_" + secrets.token_urlsafe(32)
        self.master_key = base64.b64encode(secrets.token_bytes(32)).decode()
        self.webhook_secret = "whsec_" + secrets.token_hex(24)
        self.settings = {**self.defaults(), **settings}
        self.child = None

    def defaults(self):
        return {
            "BASE_URL": self.url, "LISTEN": f"127.0.0.1:{self.port}", "DATABASE": f"sqlite:{self.database}",
            "MASTER_KEY": self.master_key, "SMTP_URL": f"smtp://127.0.0.1:{self.mailbox.smtp}",
            "MAIL_FROM": "Kissaten Books <pay@kissaten.example>", "MERCHANT_NAME": "Kissaten Books",
            "STRIPE_SECRET_KEY": self.stripe.secret_key, "STRIPE_PUBLISHABLE_KEY": self.stripe.publishable_key,
            "STRIPE_WEBHOOK_SECRET": self.webhook_secret, "STRIPE_API_BASE": self.stripe.url,
            "STRIPE_JS_URL": self.stripe.script, "API_KEY": self.api_key, "OPEN_AUTOMATICALLY": "true",
            "TEMPLATES": str(ROOT / "templates"), "PUBLIC": str(ROOT / "public"),
        }

    @property
    def environment(self):
        own = {f"LATCHKEY_{name}": value for name, value in self.settings.items() if value is not None}
        return {**plain_environment(self.folder), **own}

    @property
    def log(self):
        return self.child.log

    # Its life

    def start(self):
        self.child = Child([BINARY, "serve"], self.folder, self.environment)
        try:
            until(self.ready, "latchkey serve is ready")
        except AssertionError as fault:
            self.kill()
            raise AssertionError(f"{fault}\n{self.log[-4000:]}") from None
        return self

    def ready(self):
        assert self.child.running, "latchkey serve ended"
        try:
            return ask("GET", f"{self.url}/readyz", timeout=5).status == 200
        except OSError:
            return False

    def kill(self):
        self.child.kill()

    def stop(self):
        if self.child:
            self.child.stop()

    # Its API

    def call(self, method, path, body=None, key=None, **headers) -> Answer:
        sent = {"Authorization": f"Bearer {key or self.api_key}"}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        return ask(method, self.url + path, body, sent)

    def open(self, intent, email, expect=201, **fields):
        """Opens a recovery for an intent of `Stripe.charge`."""
        customer = {"email": email, "name": "Ada Lovelace", "locale": "en", **fields.pop("customer", {})}
        answer = self.call("POST", "/v1/recoveries", {
            "payment_intent": intent["id"], "customer": customer, "reminders": [], **fields})
        assert answer.status == expect, f"{answer.status} {answer.body!r}\n{self.log[-2000:]}"
        return answer.json

    def open_setup(self, intent, expect=201, **fields):
        """Opens a recovery for an intent of `Stripe.setup`, and mints a link to it."""
        answer = self.call("POST", "/v1/recoveries", {"setup_intent": intent["id"], "notify": False, **fields})
        assert answer.status == expect, f"{answer.status} {answer.body!r}\n{self.log[-2000:]}"
        return answer.json, self.link(answer.json["id"])

    def recovery(self, id):
        answer = self.call("GET", f"/v1/recoveries/{id}")
        assert answer.status == 200, answer.body
        return answer.json

    def recoveries(self):
        return self.call("GET", "/v1/recoveries?limit=100").json["data"]

    def until_state(self, id, state, timeout=30):
        until(lambda: self.recovery(id)["state"] == state, f"recovery is {state}", timeout, pause=0.1)
        return self.recovery(id)

    def link(self, id):
        answer = self.call("POST", f"/v1/recoveries/{id}/links", {})
        assert answer.status == 201, answer.body
        return answer.json["url"]

    def webhook(self, body, signature):
        headers = {"Content-Type": "application/json"}
        if signature is not None:
            headers["Stripe-Signature"] = signature
        return ask("POST", f"{self.url}/stripe/webhooks/default", body, headers)

    # Its database

    def rows(self, sql, *values):
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def tables(self):
        found = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in found if not name.startswith("sqlite_")]

    def let_pass(self, seconds):
        """Lets that much time pass, as far as the database can tell: the service is stopped, every instant in it moved
        back, and the service started again. Browsers' cookies do not age."""
        self.stop()
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            with connection:
                for table in self.tables():
                    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                    moved = ", ".join(f"{name} = {name} - :ms" for name in columns if name.endswith("_at"))
                    if moved:
                        connection.execute(f"UPDATE {table} SET {moved}", {"ms": round(seconds * 1000)})
        finally:
            connection.close()
        self.start()

    def stored_bytes(self):
        """Every byte on disk that belongs to the database, with its journal."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.glob(self.database.name + "*")))
