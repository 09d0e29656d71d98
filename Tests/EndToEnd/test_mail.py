"""The mail, as a strict reader sees it: Python's `email` under `policy.SMTP`."""

import base64
import email
import email.policy
import re

import pytest

from support.latchkey import link_in

ONCE = ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted",
        "X-Auto-Response-Suppress", "Feedback-ID"]

HOSTILE = {
    "carriage return and line feed": "Ada\r\nBcc: victim@evil.example\r\n\r\n<h1>hello",
    "line feed": "Ada\nSubject: changed",
    "NUL": "Ada\0Lovelace",
    "emoji": "Ada 👩‍👩‍👧‍👦 Lovelace 🇯🇵",
    "right to left": "عادة לאבלייס",
    "direction override": "Ada \u202egnp.exe\u202c",
    "300 characters": "愛" * 300,
    "markup": "<script>alert(1)</script> & \"quotes\" {{{amount}}}",
    "encoded word": "=?utf-8?Q?Ada?= =?utf-8?B?4pyT?=",
    "angle address": "Ada <victim@evil.example>, ",
}


def raw(mail):
    return base64.b64decode(mail["raw"])


def parsed(mail):
    return email.message_from_bytes(raw(mail), policy=email.policy.SMTP)


def names(message):
    return [name.lower() for name in message.keys()]


def all_defects(message):
    return [defect for part in message.walk()
            for defect in [*part.defects, *(d for value in part.values() for d in getattr(value, "defects", ()))]]


@pytest.fixture(scope="module")
def plain_mail(shop, stripe, mailbox):
    shop.open(stripe.charge(), "plain@customer.example", description="Two second-hand novels")
    return mailbox.one("plain@customer.example")


def test_a_mail_has_no_defects(plain_mail):
    assert all_defects(parsed(plain_mail)) == []


def test_each_header_stands_once(plain_mail):
    found = names(parsed(plain_mail))
    assert {name: found.count(name.lower()) for name in ONCE} == {name: 1 for name in ONCE}
    assert len(found) == len(set(found))
    assert "list-unsubscribe" not in found


def test_headers_say_who_writes_and_that_a_machine_does(plain_mail):
    message = parsed(plain_mail)
    assert message["From"].addresses[0].addr_spec == "pay@kissaten.example"
    assert message["From"].addresses[0].display_name == "Kissaten Books"
    assert message["To"].addresses[0].addr_spec == "plain@customer.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", message["Message-ID"])
    assert message["Date"].datetime is not None


def test_text_comes_before_html_and_both_say_the_same(plain_mail):
    message = parsed(plain_mail)
    assert message.get_content_type() == "multipart/alternative"
    parts = list(message.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    for part in parts:
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Transfer-Encoding"] in ("quoted-printable", "base64")
        assert "¥1,099" in part.get_content()
        assert "Kissaten Books" in part.get_content()
        assert "Two second-hand novels" in part.get_content()
        assert link_in(plain_mail) in part.get_content().replace("&amp;", "&")


def test_lines_are_short_ascii_and_end_with_crlf(plain_mail):
    content = raw(plain_mail)
    content.decode("ascii")
    assert b"\r" not in content.replace(b"\r\n", b"") and b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    body = content.partition(b"\r\n\r\n")[2]
    assert max(len(line) for line in body.split(b"\r\n")) <= 78


def test_a_mail_is_small_and_loads_nothing(plain_mail):
    assert len(raw(plain_mail)) < 20_000
    assert not re.findall(r"<(?:img|script|link|iframe)\b", plain_mail["html"], re.IGNORECASE)


def test_a_mail_is_calm_and_says_how_to_tell_it_from_phishing(plain_mail):
    said = plain_mail["subject"] + plain_mail["text"]
    assert "Kissaten Books" in plain_mail["subject"] and "¥1,099" in plain_mail["subject"]
    assert "!" not in said
    assert not re.search("urgent|immediately|fraud|suspended", said, re.IGNORECASE)
    assert "127.0.0.1" in plain_mail["text"]


def test_a_japanese_customer_is_written_to_in_japanese(shop, stripe, mailbox, address):
    shop.open(stripe.charge(), address, customer={"locale": "ja", "name": "山田太郎", "time_zone": "Asia/Tokyo"})
    mail = mailbox.one(address)
    assert all_defects(parsed(mail)) == []
    assert re.search("[ぁ-ん]", mail["subject"]) and re.search("[ぁ-ん]", mail["text"])
    assert "山田太郎" in mail["text"]
    assert "1,099" in mail["text"]
    assert 'lang="ja"' in mail["html"]


def test_an_unknown_locale_is_written_to_in_english(shop, stripe, mailbox, address):
    shop.open(stripe.charge(), address, customer={"locale": "tlh"})
    assert "payment" in mailbox.one(address)["subject"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_name_and_description_change_no_header(shop, stripe, mailbox, address, plain_mail, kind):
    before = len(shop.recoveries())
    answer = shop.call("POST", "/v1/recoveries", {
        "payment_intent": stripe.charge()["id"], "description": HOSTILE[kind],
        "customer": {"email": address, "name": HOSTILE[kind], "locale": "en"}})
    if answer.status != 201:
        assert 400 <= answer.status < 500 and answer.json["code"]
        assert len(shop.recoveries()) == before
        return
    mail = mailbox.one(address)
    message = parsed(mail)
    assert all_defects(message) == []
    assert names(message) == names(parsed(plain_mail))
    assert [one.addr_spec for one in message["To"].addresses] == [address]
    assert mail["rcpt_to"] == [address]
    assert "\0" not in mail["text"] and "<script" not in mail["html"]
    for line in raw(mail).split(b"\r\n"):
        assert len(line) <= 998


@pytest.mark.parametrize("merchant", ["Café \"Ōsaka\" <b@evil.example>", "書店" * 80, "Ada\r\nBcc: x@evil.example"],
                         ids=["quotes", "long", "line feed"])
def test_a_hostile_merchant_name_is_refused_or_harmless(make_shop, stripe, mailbox, address, merchant):
    service = make_shop(MERCHANT_NAME=merchant)
    try:
        service.start()
    except AssertionError:
        assert "LATCHKEY_MERCHANT_NAME" in service.log
        return
    service.open(stripe.charge(), address)
    message = parsed(mailbox.one(address))
    assert all_defects(message) == []
    assert "bcc" not in names(message)
