#!/usr/bin/env python3
"""localstripe on one loopback port, with its store in memory, and the few things of Stripe's that it lacks.

Added to localstripe, each as Stripe has it:
  * `GET /v1/payment_intents/ID` and `POST …/confirm` with a publishable key and the client secret, as Stripe.js does it;
    the same for `setup_intents`, whose failures leave them open, and whose card is attached to the Customer;
  * `handleCardPayment` and `handleCardSetup` that look at the intent's state, and take a card element or a saved PaymentMethod
    (see `stripe_stand_in.js`);
  * `payment_intent.requires_action` and `.canceled` webhooks, `setup_intent.…` webhooks, delivery retried.

For tests:
  * `GET /_requests` lists what was asked of `/v1`, with the headers that matter;
  * `POST /_faults {"status": 500, "times": 2}` makes the next requests to `/v1` fail; `status` 0 drops the connection;
  * `POST /_intents/ID {…}` lays fields over an intent as it is answered, for states that localstripe never reaches.

Prints one line when ready: {"port": …, "url": …, "js": …}. Ends with its parent.
"""

import argparse
import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import logging
import pathlib
import re
import socket
import time

import aiohttp
from aiohttp import web
from localstripe import resources, server, webhooks
from localstripe.errors import UserError
from localstripe.resources import Event, PaymentIntent, PaymentMethod, SetupIntent

import lifeline

HERE = pathlib.Path(__file__).resolve().parent
PUBLISHABLE = re.compile(r"^/v1/(?:payment|setup)_intents/((?:pi|seti)_\w+)(/confirm|/_authenticate)?$")
INTENTS = {"payment_intent": PaymentIntent, "setup_intent": SetupIntent}
KEPT_HEADERS = ("Stripe-Version", "Idempotency-Key", "User-Agent", "Stripe-Account")


class Tests:
    """What tests asked for and may read back."""

    def __init__(self):
        self.requests = []
        self.faults = []
        self.overlays = {}


TESTS = Tests()


# Storage and webhooks


def keep_in_memory():
    resources.Store.dump_to_disk = lambda self: None
    resources.Store.try_load_from_disk = lambda self: None


def signature(secret, body, now):
    mac = hmac.new(secret.encode(), b"%d.%s" % (now, body), hashlib.sha256)
    return "t=%d,v1=%s" % (now, mac.hexdigest())


def deliver_webhooks_after(delay):
    async def send(event):
        await asyncio.sleep(delay)
        body = json.dumps(event._export()).encode()
        hooks = [hook for hook in webhooks._webhooks.values() if hook.events is None or event.type in hook.events]
        await asyncio.gather(*(deliver(hook, body) for hook in hooks))

    webhooks._send_webhook = send


async def deliver(hook, body):
    """Tries for about half a minute, as a receiver may be restarting."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        for pause in (0.5, 1, 2, 4, 8, 16):
            headers = {"Stripe-Signature": signature(hook.secret, body, int(time.time())),
                       "Content-Type": "application/json; charset=utf-8"}
            with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
                async with session.post(hook.url, data=body, headers=headers) as response:
                    if response.status < 300:
                        return
            await asyncio.sleep(pause)


def send_the_events_that_are_missing():
    confirm, cancel = PaymentIntent._confirm, PaymentIntent._api_cancel.__func__

    def confirm_and_tell(self, on_failure_now):
        confirm(self, on_failure_now)
        if self.next_action:
            webhooks.schedule_webhook(Event("payment_intent.requires_action", self))

    def cancel_and_tell(cls, id, **data):
        intent = cancel(cls, id, **data)
        webhooks.schedule_webhook(Event("payment_intent.canceled", intent))
        return intent

    PaymentIntent._confirm = confirm_and_tell
    PaymentIntent._api_cancel = classmethod(cancel_and_tell)
    cancel_setup = SetupIntent._api_cancel.__func__

    def cancel_setup_and_tell(cls, id, **data):
        intent = cancel_setup(cls, id, **data)
        webhooks.schedule_webhook(Event("setup_intent.canceled", intent))
        return intent

    SetupIntent._api_cancel = classmethod(cancel_setup_and_tell)


# Intents


def export_with_overlays():
    plain = resources.StripeObject._export

    def export(self, expand=None):
        answer = plain(self, expand=expand)
        return {**answer, **TESTS.overlays.get(answer.get("id"), {})} if self.object in INTENTS else answer

    resources.StripeObject._export = export


def publishable_key(request, data):
    key = data.get("key") or ""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        key = header[7:]
    elif header.startswith("Basic "):
        with contextlib.suppress(ValueError):
            key = base64.b64decode(header[6:]).decode().split(":")[0]
    return key.startswith("pk_")


async def answer_with_publishable_key(request):
    """What Stripe.js may do: look at, and confirm, the one intent whose client secret it holds."""
    match = PUBLISHABLE.match(request.path)
    if not match or request.method != ("POST" if match[2] else "GET"):
        return None
    kind = SetupIntent if match[1].startswith("seti_") else PaymentIntent
    if match[2] == "/_authenticate" and kind is PaymentIntent:
        return None
    data = {**server.unflatten_data(request.query)}
    if request.method == "POST":
        data.update(await server.get_post_data(request, remove_auth=False) or {})
    if not publishable_key(request, data):
        return None
    intent = kind._api_retrieve(match[1])
    if not hmac.compare_digest(str(data.get("client_secret", "")), intent.client_secret):
        raise UserError(401, "The client_secret provided does not match any associated intent.")
    if match[2] == "/_authenticate":
        authenticate_setup(intent, request.query.get("success") == "true")
    elif match[2]:
        (confirm_setup if kind is SetupIntent else confirm_with)(intent, data)
    asked = intent._export(expand=data.get("expand"))
    answer = {key: value for key, value in asked.items() if key not in ("customer", "charges", "metadata")}
    return web.json_response(answer)


def chosen_method(intent, data):
    if "payment_method_data" not in data:
        return data.get("payment_method") or intent.payment_method
    card = data["payment_method_data"]["card"]
    return PaymentMethod(type="card", card={key: card.get(key) for key in
                                            ("number", "exp_month", "exp_year", "cvc")}).id


def confirm_setup(intent, data):
    if intent.status in ("succeeded", "canceled", "processing"):
        raise UserError(400, "This SetupIntent could not be confirmed.", {
            "code": "setup_intent_unexpected_state", "setup_intent": intent._export()})
    method = chosen_method(intent, data)
    if not method:
        raise UserError(400, "You cannot confirm this SetupIntent because it's missing a payment method.",
                        {"code": "setup_intent_unexpected_state", "setup_intent": intent._export()})
    TESTS.overlays.pop(intent.id, None)
    card = PaymentMethod._api_retrieve(method)
    if card._attaching_is_declined():
        raise setup_declined(intent, card)
    intent.payment_method, intent.last_setup_error = method, None
    if not card._requires_authentication():
        return save_card(intent, card)
    intent.status = "requires_action"
    intent.next_action = {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
    webhooks.schedule_webhook(Event("setup_intent.requires_action", intent))


def authenticate_setup(intent, passed):
    if intent.status != "requires_action":
        raise UserError(400, "Nothing is to be authenticated.")
    card = PaymentMethod._api_retrieve(intent.payment_method)
    if not passed:
        return lose_card(intent, card, "invalid_request_error", "setup_intent_authentication_failure")
    if card._charging_is_declined():
        raise setup_declined(intent, card)
    save_card(intent, card)


def save_card(intent, card):
    intent.status, intent.next_action = "succeeded", None
    if intent.customer:
        card.customer = intent.customer
    webhooks.schedule_webhook(Event("setup_intent.succeeded", intent))


def lose_card(intent, card, type, code, **more):
    intent.status, intent.next_action, intent.payment_method = "requires_payment_method", None, None
    intent.last_setup_error = {"type": type, "code": code, "payment_method": card._export(), **more}
    webhooks.schedule_webhook(Event("setup_intent.setup_failed", intent))


def setup_declined(intent, card):
    lose_card(intent, card, "card_error", "card_declined", decline_code="generic_decline")
    return UserError(402, "Your card was declined.", {
        "code": "card_declined", "decline_code": "generic_decline", "setup_intent": intent._export()})


def confirm_with(intent, data):
    if intent.status in ("succeeded", "canceled", "processing", "requires_capture"):
        raise UserError(400, "This PaymentIntent could not be confirmed.", {
            "code": "payment_intent_unexpected_state", "payment_intent": intent._export()})
    method = chosen_method(intent, data)
    if not method:
        raise UserError(400, "You cannot confirm this PaymentIntent because it's missing a payment method.",
                        {"code": "payment_intent_unexpected_state", "payment_intent": intent._export()})
    TESTS.overlays.pop(intent.id, None)
    intent.payment_method, intent.next_action, intent.latest_charge = method, None, None
    if PaymentMethod._api_retrieve(method)._attaching_is_declined():
        intent.payment_method = None
        raise declined(intent)
    try:
        intent._confirm(on_failure_now=intent._report_failure)
    except UserError as error:
        raise declined(intent) from error


def declined(intent):
    return UserError(402, "Your card was declined.", {
        "code": "card_declined", "decline_code": "generic_decline", "payment_intent": intent._export()})


# Tests' requests


async def list_requests(request):
    return web.json_response({"data": TESTS.requests})


async def set_fault(request):
    TESTS.faults.append(await request.json())
    return web.json_response({})


async def lay_over_intent(request):
    kind = SetupIntent if request.match_info["id"].startswith("seti_") else PaymentIntent
    kind._api_retrieve(request.match_info["id"])
    TESTS.overlays[request.match_info["id"]] = await request.json()
    return web.json_response({})


def next_fault():
    if not TESTS.faults:
        return None
    fault = TESTS.faults[0]
    fault["times"] = fault.get("times", 1) - 1
    if fault["times"] <= 0:
        TESTS.faults.pop(0)
    return fault


def record(request):
    headers = {name: request.headers[name] for name in KEPT_HEADERS if name in request.headers}
    TESTS.requests.append({"method": request.method, "path": request.path, "headers": headers})
    del TESTS.requests[:-2000]


def failed(request, fault):
    if fault["status"] == 0:
        request.transport.abort()
    headers = {"Retry-After": str(fault["retry_after"])} if "retry_after" in fault else {}
    return web.json_response({"error": {"type": "api_error", "message": "asked to fail"}},
                             status=fault["status"] or 500, headers=headers)


@web.middleware
async def as_stripe(request, handler):
    if request.path.startswith("/_requests") or request.path.startswith("/_faults") or \
            request.path.startswith("/_intents/"):
        return await handler(request)
    if request.path.startswith("/v1/") and request.method != "OPTIONS":
        record(request)
        fault = next_fault()
        if fault:
            return failed(request, fault)
        try:
            answer = await answer_with_publishable_key(request)
        except UserError as error:
            return error.to_response()
        if answer is not None:
            return answer
    return await server_chain(request, handler)


async def server_chain(request, handler):
    for middleware in reversed((server.error_middleware, server.auth_middleware)):
        handler = (lambda inner, outer: lambda request: outer(request, inner))(handler, middleware)
    return await handler(request)


async def script(request):
    own = pathlib.Path(server.__file__).with_name("localstripe-v3.js").read_text()
    text = own + "\n" + (HERE / "stripe_stand_in.js").read_text()
    return web.Response(text=text, content_type="application/javascript", charset="utf-8")


def application():
    app = web.Application(middlewares=[as_stripe])
    app.on_response_prepare.append(server.add_cors_headers)
    app.router.add_get("/js.stripe.com/v3/", script)
    app.router.add_get("/_requests", list_requests)
    app.router.add_post("/_faults", set_fault)
    app.router.add_post("/_intents/{id}", lay_over_intent)
    for route in server.app.router.routes():
        if route.resource.canonical != "/js.stripe.com/v3/" and route.method != "HEAD":
            app.router.add_route(route.method, route.resource.canonical, route.handler)
    return app


async def serve(options):
    for number, (url, secret) in enumerate(options.webhook):
        webhooks.register_webhook("latchkey%d" % number, url, secret, None)
    listener = socket.create_server(("127.0.0.1", options.port))
    runner = web.AppRunner(application(), access_log=None)
    await runner.setup()
    await web.SockSite(runner, listener, shutdown_timeout=1).start()
    port = listener.getsockname()[1]
    url = "http://127.0.0.1:%d" % port
    lifeline.announce(port=port, url=url, js=url + "/js.stripe.com/v3/")
    await lifeline.until_stopped()
    await runner.cleanup()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--webhook", nargs=2, metavar=("URL", "SECRET"), action="append", default=[],
                        help="where to send events, and the whsec_… to sign them with")
    parser.add_argument("--webhook-delay", type=float, default=0.2, help="seconds between a fact and its event")
    options = parser.parse_args()
    logging.disable(logging.INFO)
    keep_in_memory()
    export_with_overlays()
    deliver_webhooks_after(options.webhook_delay)
    send_the_events_that_are_missing()
    asyncio.run(serve(options))


if __name__ == "__main__":
    main()
