"""The merchant's API: what it answers, and what it refuses without writing anything."""

import concurrent.futures
import json
import secrets

import pytest

from support.web import ask


def test_a_recovery_is_answered_as_documented(shop, stripe, address):
    intent = stripe.charge(amount=1234, currency="eur")
    opened = shop.open(intent, address, description="Two novels", metadata={"order": "42"}, expires_in=86_400)
    assert opened["object"] == "recovery"
    assert opened["id"].startswith("rec_")
    assert (opened["payment_intent"], opened["amount"], opened["currency"]) == (intent["id"], 1234, "eur")
    assert opened["customer"]["email"] == address
    assert (opened["description"], opened["metadata"]) == ("Two novels", {"order": "42"})
    assert opened["expires_at"] - opened["created"] == 86_400
    (notification,) = opened["notifications"]
    assert notification["id"].startswith("ntf_")
    assert (notification["channel"], notification["state"], notification["attempts"]) == ("email", "queued", 0)
    assert opened["timeline"][0]["type"] == "recovery.opened"
    read = shop.recovery(opened["id"])
    assert {key: read[key] for key in ("id", "amount", "currency", "created", "expires_at", "metadata")} == {
        key: opened[key] for key in ("id", "amount", "currency", "created", "expires_at", "metadata")}


def test_a_payment_intent_has_one_open_recovery(shop, stripe, mailbox, address):
    intent = stripe.charge()
    first = shop.open(intent, address)
    again = shop.call("POST", "/v1/recoveries", {"payment_intent": intent["id"], "customer": {"email": address}})
    assert again.status in (200, 409)
    if again.status == 200:
        assert again.json["id"] == first["id"]
    assert len([one for one in shop.recoveries() if one["payment_intent"] == intent["id"]]) == 1
    assert len(mailbox.wait(address)) == 1


def test_the_same_key_and_body_get_the_same_reply(shop, stripe, mailbox, address):
    body = {"payment_intent": stripe.charge()["id"], "customer": {"email": address}, "reminders": []}
    key = secrets.token_hex(16)
    first, second = (shop.call("POST", "/v1/recoveries", body, Idempotency_Key=key) for _ in range(2))
    assert (first.status, first.json) == (second.status, second.json) and first.status == 201
    mailbox.one(address)


def test_the_same_key_with_another_body_is_a_conflict(shop, stripe, address):
    key = secrets.token_hex(16)
    body = {"payment_intent": stripe.charge()["id"], "customer": {"email": address}}
    assert shop.call("POST", "/v1/recoveries", body, Idempotency_Key=key).status == 201
    other = shop.call("POST", "/v1/recoveries", {**body, "description": "other"}, Idempotency_Key=key)
    assert other.status == 409
    assert other.json["code"] == "idempotency_key_reused"


def test_the_same_request_eight_times_at_once_is_one_recovery_and_one_mail(shop, stripe, mailbox, address):
    body = {"payment_intent": stripe.charge()["id"], "customer": {"email": address}, "reminders": []}
    key = secrets.token_hex(16)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: shop.call("POST", "/v1/recoveries", body, Idempotency_Key=key), range(8)))
    made = {answer.json["id"] for answer in answers if answer.status in (200, 201)}
    assert {answer.status for answer in answers} <= {200, 201, 409}
    assert len(made) == 1
    mailbox.one(address)


def test_a_list_is_turned_page_by_page(make_shop, stripe, address):
    service = make_shop().start()
    made = [service.open(stripe.charge(), f"{number}.{address}")["id"] for number in range(5)]
    seen, cursor = [], None
    for _ in range(4):
        page = service.call("GET", "/v1/recoveries?limit=2" + (f"&cursor={cursor}" if cursor else "")).json
        assert page["object"] == "list"
        seen += [one["id"] for one in page["data"]]
        cursor = page.get("next_cursor")
        if not page["has_more"]:
            break
    assert sorted(seen) == sorted(made)
    assert seen == list(reversed(made))


def test_a_canceled_recovery_takes_no_reminder_and_no_link(shop, stripe, address):
    id = shop.open(stripe.charge(), address)["id"]
    assert shop.call("POST", f"/v1/recoveries/{id}/cancel", {}).status == 200
    assert shop.recovery(id)["state"] == "revoked"
    assert shop.call("POST", f"/v1/recoveries/{id}/remind", {}).status == 409
    assert shop.call("POST", f"/v1/recoveries/{id}/links", {}).status == 409


def test_a_settled_payment_intent_is_answered_at_once_and_nothing_is_sent(shop, stripe, mailbox, address):
    intent = stripe.charge(card="4242424242424242")
    assert intent["status"] == "succeeded"
    answer = shop.call("POST", "/v1/recoveries", {"payment_intent": intent["id"], "customer": {"email": address}})
    assert answer.status == 409
    assert answer.json["code"] == "payment_intent_succeeded"
    assert mailbox.mails(address) == []
    assert [one for one in shop.recoveries() if one["payment_intent"] == intent["id"]] == []


def test_stripe_is_asked_with_a_pinned_version(shop, stripe, address):
    intent = stripe.charge()
    shop.open(intent, address)
    asked = [one for one in stripe.requests() if one["path"] == f"/v1/payment_intents/{intent['id']}"]
    assert asked and all(one["headers"].get("Stripe-Version") for one in asked)


def good(intent, address):
    return {"payment_intent": intent["id"], "customer": {"email": address}}


BAD = {
    "an unknown field": lambda body: {**body, "emial": "a@b.example"},
    "an unknown field of the customer": lambda body: {**body, "customer": {**body["customer"], "nmae": "Ada"}},
    "no payment_intent": lambda body: {"customer": body["customer"]},
    "a payment_intent that is a number": lambda body: {**body, "payment_intent": 7},
    "a payment_intent that is null": lambda body: {**body, "payment_intent": None},
    "a payment_intent that is a path": lambda body: {**body, "payment_intent": "pi_1/../../customers/cus_1"},
    "an unknown payment_intent": lambda body: {**body, "payment_intent": "pi_3PqrsT2eZvKYlo2C"},
    "a customer that is a string": lambda body: {**body, "customer": "a@b.example"},
    "an address without a domain": lambda body: {**body, "customer": {"email": "ada"}},
    "an address with a line feed": lambda body: {**body, "customer": {"email": "a@b.example\r\nRCPT TO:<x@evil.example>"}},
    "an address with a NUL": lambda body: {**body, "customer": {"email": "a\0@b.example"}},
    "an address in angle brackets": lambda body: {**body, "customer": {"email": "<a@b.example>"}},
    "two addresses": lambda body: {**body, "customer": {"email": "a@b.example, c@d.example"}},
    "an address that is too long": lambda body: {**body, "customer": {"email": "a" * 300 + "@b.example"}},
    "an unknown time zone": lambda body: {**body, "customer": {**body["customer"], "time_zone": "Mars/Olympus"}},
    "a locale that is a path": lambda body: {**body, "customer": {**body["customer"], "locale": "../../etc"}},
    "a lifetime that is text": lambda body: {**body, "expires_in": "tomorrow"},
    "a negative lifetime": lambda body: {**body, "expires_in": -1},
    "an endless lifetime": lambda body: {**body, "expires_in": 9_223_372_036_854_775_807},
    "a lifetime with a fraction": lambda body: {**body, "expires_in": 600.5},
    "reminders that are text": lambda body: {**body, "reminders": "daily"},
    "a reminder in the past": lambda body: {**body, "reminders": [-5]},
    "a thousand reminders": lambda body: {**body, "reminders": [86_400] * 1000},
    "a return_url with a script": lambda body: {**body, "return_url": "javascript:alert(1)"},
    "a return_url elsewhere": lambda body: {**body, "return_url": "https://evil.example/"},
    "a return_url with a line feed": lambda body: {**body, "return_url": "https://kissaten.example/\r\nSet-Cookie: a=b"},
    "a long description": lambda body: {**body, "description": "x" * 100_000},
    "metadata that is a list": lambda body: {**body, "metadata": ["a"]},
    "metadata with a number": lambda body: {**body, "metadata": {"a": 1}},
    "metadata with a NUL": lambda body: {**body, "metadata": {"a": "b\0c"}},
    "too much metadata": lambda body: {**body, "metadata": {str(number): "x" for number in range(60)}},
    "notify that is text": lambda body: {**body, "notify": "yes"},
    "a client secret of another intent": lambda body: {**body, "client_secret": "pi_other_secret_x", "amount": 1,
                                                       "currency": "jpy", "publishable_key": "pk_test_1"},
    "a list": lambda body: [body],
    "a string": lambda body: "pi_1",
    "no JSON": lambda body: b"{payment_intent: pi_1}",
    "half a JSON": lambda body: json.dumps(body).encode()[:-3],
    "nothing": lambda body: b"",
    "bytes that are no UTF-8": lambda body: b'{"payment_intent": "\xff\xfe"}',
    "a deep JSON": lambda body: b"[" * 100_000,
    "a huge number": lambda body: json.dumps(body).encode()[:-1] + b', "expires_in": 1e999}',
    "a huge body": lambda body: json.dumps({**body, "description": "x" * 5_000_000}).encode(),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_input_is_refused_clearly_and_nothing_is_written(shop, stripe, mailbox, address, fault):
    before = len(shop.recoveries())
    body = BAD[fault](good(stripe.charge(), address))
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    answer = shop.call("POST", "/v1/recoveries", body, Content_Type="application/json")
    assert 400 <= answer.status < 500, answer.status
    if fault == "a huge body":
        assert answer.status == 413
    assert answer.headers["Content-Type"].split(";")[0] == "application/problem+json"
    assert answer.json["code"] and answer.json["detail"] and answer.json["status"] == answer.status
    assert len(shop.recoveries()) == before
    assert mailbox.mails(address) == []


@pytest.mark.parametrize("key", [None, "", "lk_", "lk_" + "x" * 43, "sk_test_4eC39HqLyjWDarjtT1zdp7dc"],
                         ids=["none", "empty", "short", "unknown", "Stripe's"])
def test_a_wrong_key_is_401(shop, key):
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    for method, path in [("GET", "/v1/recoveries"), ("POST", "/v1/recoveries"), ("GET", "/v1/recoveries/rec_1")]:
        answer = ask(method, shop.url + path, {} if method == "POST" else None, headers)
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json["code"]


@pytest.mark.parametrize("method, path", [
    ("DELETE", "/v1/recoveries"), ("PUT", "/v1/recoveries/rec_1"), ("GET", "/v1/recoveries/rec_1/cancel"),
    ("GET", "/stripe/webhooks/default"), ("POST", "/healthz"), ("DELETE", "/l/" + "A" * 46), ("PUT", "/pay/rec_1")])
def test_a_wrong_method_is_405_and_says_which_is_right(shop, method, path):
    answer = shop.call(method, path)
    assert answer.status == 405
    assert answer.headers["Allow"]


def test_an_unknown_recovery_and_an_unknown_path_are_404(shop):
    for path in ["/v1/recoveries/rec_0000000000000000000000", "/v1/recoveries/../../etc/passwd", "/v1/nothing"]:
        answer = shop.call("GET", path)
        assert answer.status == 404
        assert answer.headers["Content-Type"].split(";")[0] == "application/problem+json"


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=many", "limit=100000", "cursor=nonsense", "state=lost"])
def test_a_list_is_not_asked_for_nonsense(shop, query):
    answer = shop.call("GET", f"/v1/recoveries?{query}")
    assert answer.status == 400
    assert answer.json["code"]


def test_health_needs_no_key_and_tells_nothing(shop):
    for path in ["/healthz", "/readyz"]:
        answer = ask("GET", shop.url + path)
        assert answer.status == 200
        assert len(answer.body) < 500


def test_public_files_do_not_lead_out_of_their_folder(shop):
    for path in ["/../Package.swift", "/assets/../../Package.swift", "/%2e%2e/Package.swift",
                 "/assets/%2e%2e%2f%2e%2e%2fPackage.swift", "/..%5cPackage.swift"]:
        answer = ask("GET", shop.url + path)
        assert answer.status in (400, 404)
        assert b"swift-tools-version" not in answer.body


def test_what_the_log_says_of_requests_is_the_route_and_not_the_path(shop, stripe, address):
    opened = shop.open(stripe.charge(), address)
    shop.recovery(opened["id"])
    assert address not in shop.log
    assert "?limit=" not in shop.log
