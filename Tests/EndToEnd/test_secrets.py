"""Canaries: what must be known to nobody is looked for everywhere."""

import re

import pytest

from support.customer import begin, expect_mode, pass_bank, to_pay_page
from support.latchkey import link_in
from support.web import Form, ask


def test_no_secret_is_found_in_logs_database_or_errors(make_shop, stripe, mailbox, page, address):
    service = make_shop(LOG_LEVEL="trace").start()
    intent = stripe.charge()
    opened = service.open(intent, address)
    mailed = link_in(mailbox.one(address))
    minted = service.call("POST", f"/v1/recoveries/{opened['id']}/links", {}, Idempotency_Key="canary").json["url"]
    replies = provoke(service, intent, opened, mailed)
    to_pay_page(page, mailed)
    cookies = [cookie["value"] for cookie in page.context.cookies()]
    assert cookies
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    replies += [ask("GET", minted), ask("POST", minted, b"")]
    service.stop()

    canaries = {
        "client secret": intent["client_secret"], "API key": service.api_key, "master key": service.master_key,
        "Stripe key": stripe.secret_key, "webhook secret": service.webhook_secret,
        "mailed token": mailed.rsplit("/", 1)[1], "minted token": minted.rsplit("/", 1)[1],
        **{f"session {number}": value for number, value in enumerate(cookies)}}
    places = {"log": service.log.encode(), "database": service.stored_bytes(),
              "replies": b"\n".join(str(reply.headers).encode() + reply.body for reply in replies)}
    found = [f"{what} in {where}" for what, secret in canaries.items() for where, content in places.items()
             if secret.encode() in content]
    assert found == []
    assert "/l/" not in re.sub(r"/l/(:|\{|<)", "", service.log)


def provoke(service, intent, opened, link):
    """Errors of every sort, from requests that carry secrets; none is answered with them."""
    secret, key = intent["client_secret"], service.api_key
    token = link.rsplit("/", 1)[1]
    bearer = {"Authorization": f"Bearer {key}"}
    return [
        service.call("POST", "/v1/recoveries", {"payment_intent": intent["id"], "client_secret": secret}),
        service.call("POST", "/v1/recoveries", {"payment_intent": secret}),
        service.call("POST", "/v1/recoveries", {secret: 1}),
        service.call("GET", f"/v1/recoveries/{secret}"),
        service.call("GET", f"/v1/recoveries/{token}"),
        service.call("GET", "/v1/recoveries", key=key + "x"),
        service.call("GET", f"/v1/recoveries?key={key}"),
        service.call("DELETE", f"/v1/recoveries/{opened['id']}"),
        ask("GET", f"{service.url}/v1/nothing/{token}", headers=bearer),
        ask("GET", f"{link}x"), ask("GET", f"{link}/more"), ask("PUT", link, b""), ask("GET", f"{link}?{secret}"),
        ask("POST", link, b"x" * 100, {"Origin": "https://evil.example"}),
        ask("POST", f"{service.url}/pay/{opened['id']}/secret", {"csrf": token}),
        ask("POST", f"{service.url}/stripe/webhooks/default", secret.encode(), {"Stripe-Signature": f"t=1,v1={token}"}),
        Form(ask("GET", link).text).submit(link, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}),
    ]


def test_a_merchant_without_a_stripe_key_gives_a_client_secret_that_is_sealed(
        make_shop, stripe, mailbox, page, address):
    service = make_shop(STRIPE_SECRET_KEY=None, STRIPE_PUBLISHABLE_KEY=None).start()
    intent = stripe.charge()
    opened = service.open(intent, address, client_secret=intent["client_secret"], amount=1099, currency="jpy",
                          publishable_key=stripe.publishable_key)
    assert "client_secret" not in str(opened)
    assert sealed_columns(service) != []
    to_pay_page(page, link_in(mailbox.one(address)))
    begin(page)
    pass_bank(page)
    expect_mode(page, "done")
    assert service.recovery(opened["id"])["state"] == "succeeded"
    assert sealed_columns(service) == []
    service.stop()
    assert intent["client_secret"].encode() not in service.stored_bytes() + service.log.encode()


def sealed_columns(service):
    """The columns of sealed secrets that hold something."""
    found = []
    for table in service.tables():
        for column in service.rows(f"PRAGMA table_info({table})"):
            if "seal" in column[1] or "client_secret" in column[1]:
                (count,), = service.rows(f"SELECT count({column[1]}) FROM {table} WHERE length({column[1]}) > 0")
                found += [f"{table}.{column[1]}"] * count
    return found


def test_the_master_key_is_needed_to_open_a_link_of_a_stolen_database(make_shop, stripe, mailbox, address):
    service = make_shop().start()
    service.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    service.stop()
    thief = make_shop(DATABASE=f"sqlite:{service.database}")
    with pytest.raises(AssertionError, match="was used with the master key"):
        thief.start()
    with pytest.raises(OSError):
        ask("GET", link.replace(service.url, thief.url))
