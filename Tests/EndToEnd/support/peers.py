"""The outside world: Stripe and a mail server, as the scripts beside the Swift tests play them."""

import json
import subprocess
import sys
import urllib.parse

from .child import ROOT
from .web import ask

SCRIPTS = ROOT / "Tests/Peers/python"


class Peer:
    def __init__(self, script, *options):
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPTS / script), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        assert line, f"{script} ended before it was ready"
        self.facts = json.loads(line)
        self.url = self.facts["url"]

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class Mailbox(Peer):
    def __init__(self, *options):
        super().__init__("mailbox.py", *options)
        self.smtp = self.facts["smtp"]

    def mails(self, to):
        """What came for one recipient, oldest first."""
        return self.wait(to, count=0)

    def wait(self, to, count=1, timeout=60):
        query = urllib.parse.urlencode({"to": to, "count": count, "timeout": timeout})
        return ask("GET", f"{self.url}/messages/wait?{query}", timeout=timeout + 10).json["data"]

    def one(self, to, timeout=60):
        """The one mail for a recipient."""
        mails = self.wait(to, 1, timeout)
        assert len(mails) == 1, f"{len(mails)} mails for {to}"
        return mails[0]

    def fault(self, **fault):
        assert ask("POST", f"{self.url}/faults", fault).status == 200

    def hold(self, at="dot"):
        self.fault(at=at, hold=True, times=0)

    def until_held(self, count=1, timeout=60):
        held = ask("GET", f"{self.url}/faults?held={count}&timeout={timeout}", timeout=timeout + 10).json["held"]
        assert held >= count, f"{held} clients are held, not {count}"

    def heal(self):
        assert ask("DELETE", f"{self.url}/faults").status == 200


class Stripe(Peer):
    secret_key = "sk_test_4eC39HqLyjWDarjtT1zdp7dc"
    publishable_key = "pk_test_TYooMQauvdEDq54NiTphI7jx"

    def __init__(self, *options):
        super().__init__("stripe_stand_in.py", *options)
        self.script = self.facts["js"]

    def call(self, method, path, fields=None, expect=200):
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        answer = ask(method, self.url + path, body, {
            "Authorization": f"Bearer {self.secret_key}", "Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status == expect, f"{method} {path}: {answer.status} {answer.body[:300]!r}"
        return answer.json

    def saved_card(self, card="4000000000003063", email=None, name="Ada Lovelace"):
        """A customer and their saved card."""
        customer = self.call("POST", "/v1/customers", {"name": name, **({"email": email} if email else {})})["id"]
        method = self.call("POST", "/v1/payment_methods", {
            "type": "card", "card[number]": card, "card[exp_month]": 12, "card[exp_year]": 2034,
            "card[cvc]": "123"})["id"]
        self.call("POST", f"/v1/payment_methods/{method}/attach", {"customer": customer})
        return customer, method

    def charge(self, card="4000000000003063", amount=1099, currency="jpy", email=None):
        """An off-session payment, which stands at `requires_action` for a card that asks for 3-D Secure."""
        customer, method = self.saved_card(card, email)
        return self.call("POST", "/v1/payment_intents", {
            "amount": amount, "currency": currency, "customer": customer, "payment_method": method,
            "confirm": "true", "off_session": "true"})

    def declined(self, amount=1099, currency="jpy", email=None):
        """An off-session payment that the bank declined."""
        customer, method = self.saved_card("4000000000000341", email)
        intent = self.call("POST", "/v1/payment_intents", {
            "amount": amount, "currency": currency, "customer": customer, "payment_method": method})
        self.call("POST", f"/v1/payment_intents/{intent['id']}/confirm", {}, expect=402)
        return self.intent(intent["id"])

    def setup(self):
        """A SetupIntent of a customer who has given no card yet."""
        customer = self.call("POST", "/v1/customers", {"name": "Ada Lovelace"})["id"]
        return self.call("POST", "/v1/setup_intents", {"customer": customer})

    def setup_intent(self, id):
        return self.call("GET", f"/v1/setup_intents/{id}")

    def intent(self, id):
        return self.call("GET", f"/v1/payment_intents/{id}")

    def authenticate(self, intent, success=True):
        """What the bank's page does in the end, without a browser."""
        return self.call("POST", f"/v1/payment_intents/{intent['id']}/_authenticate?success={str(success).lower()}",
                         {"client_secret": intent["client_secret"]})

    def cancel(self, id):
        return self.call("POST", f"/v1/payment_intents/{id}/cancel", {})

    def overlay(self, id, **fields):
        assert ask("POST", f"{self.url}/_intents/{id}", fields).status == 200

    def fault(self, **fault):
        assert ask("POST", f"{self.url}/_faults", fault).status == 200

    def requests(self):
        return ask("GET", f"{self.url}/_requests").json["data"]
