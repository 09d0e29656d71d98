"""Stripe's webhooks, signed as Stripe signs them."""

import hashlib
import hmac
import json
import secrets
import time


def event(type, intent):
    """An event about an intent; its own copy is only a hint."""
    return json.dumps({
        "id": "evt_" + secrets.token_hex(8), "object": "event", "type": type, "created": int(time.time()),
        "api_version": "2026-01-28", "livemode": False, "data": {"object": intent}}).encode()


def signature(body, secret, at=None, scheme="v1"):
    at = int(time.time()) if at is None else at
    mac = hmac.new(secret.encode(), b"%d.%s" % (at, body), hashlib.sha256).hexdigest()
    return f"t={at},{scheme}={mac}"
