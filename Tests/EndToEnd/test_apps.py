"""An app on a phone: links that open it, and a payment that is finished without a page."""

import gzip

from support.latchkey import link_in
from support.web import ask

JSON = {"Accept": "application/json"}


def test_an_app_finishes_a_payment_without_a_page(make_shop, stripe, mailbox, address):
    service = make_shop(LOG_LEVEL="trace").start()
    intent = stripe.charge()
    opened = service.open(intent, address, description="Order 1042")
    link = link_in(mailbox.one(address))

    session = ask("POST", link, b"", JSON)
    assert session.status == 201
    told = session.json
    assert (told["amount"], told["currency"], told["merchant"]) == (1099, "jpy", "Kissaten Books")
    assert (told["mode"], told["description"]) == ("authenticate", "Order 1042")
    headers = {**JSON, "Latchkey-Session": told["session"]}

    release = ask("POST", told["urls"]["secret"], b"", headers).json
    assert release["client_secret"] == intent["client_secret"]
    assert release["publishable_key"] == stripe.publishable_key
    assert ask("GET", told["urls"]["status"], headers=headers).json["state"] == "open"
    stripe.authenticate(intent)
    assert ask("POST", told["urls"]["result"], b"", headers).json == {"state": "succeeded", "step": "done"}
    assert service.recovery(opened["id"])["state"] == "succeeded"

    again = ask("POST", link, b"", JSON)
    assert (again.status, again.json["code"]) == (409, "payment_confirmed")
    service.stop()
    for secret in (told["session"], link.rsplit("/", 1)[1], intent["client_secret"]):
        assert secret not in service.log
        assert secret.encode() not in service.stored_bytes()


def test_phones_learn_which_apps_open_links(make_shop):
    fingerprint = ":".join(["AB"] * 32)
    service = make_shop(APPLE_APP_IDS="ABCDE12345.com.example.shop",
                        ANDROID_APPS=f"com.example.shop={fingerprint.lower()}").start()
    apple = ask("GET", f"{service.url}/.well-known/apple-app-site-association")
    assert apple.headers["Content-Type"] == "application/json"
    assert apple.json["applinks"]["details"] == [
        {"appIDs": ["ABCDE12345.com.example.shop"], "components": [{"/": "/l/*"}]}]
    android = ask("GET", f"{service.url}/.well-known/assetlinks.json")
    assert android.headers["Content-Type"] == "application/json"
    assert android.json[0]["target"] == {"namespace": "android_app", "package_name": "com.example.shop",
                                         "sha256_cert_fingerprints": [fingerprint]}


def test_what_is_compressed_reads_back_with_another_gzip(shop, stripe, mailbox, address):
    shop.open(stripe.charge(), address)
    link = link_in(mailbox.one(address))
    plain, packed = ask("GET", link), ask("GET", link, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
