#!/usr/bin/env python3
"""A mail server on loopback that keeps what it receives, with a page to read it.

    GET    /                       the page
    GET    /messages               every mail as JSON, oldest first
    GET    /messages/wait          the same, once there are `count` mails (`to=` counts one recipient's only)
                                   or more than `after`, or when `timeout` seconds are over
    GET    /messages/N             one mail;  /messages/N/html and /messages/N/raw: its parts, for the page
    DELETE /messages               forgets them all
    POST   /faults                 what goes wrong from now on, see below
    DELETE /faults                 nothing any more; mails that are held get their answer

A fault is {"at": "connect|helo|mail|rcpt|data|dot", "reply": "451 4.3.0 later", "times": 2}; in the place of `reply`,
{"hold": true} keeps the client waiting until the faults are deleted, and {"drop": true} closes the connection.
`at` is "dot" (after the whole message), and `times` is 1, unless said; "times": 0 means always. GET /faults counts the
clients that are held, as {"held": 1}; ?held=1&timeout=10 waits for it.

Prints one line when ready: {"smtp": …, "http": …, "url": …}. Ends with its parent. Keeps the last 200 mails, in memory.
"""

import argparse
import asyncio
import base64
import datetime
import email
import email.policy
import hmac
import itertools
import logging
import pathlib
import socket
import ssl
import tempfile
import warnings

from aiohttp import web
from aiosmtpd.smtp import SMTP, AuthResult

import lifeline
from mailbox_pages import Pages

KEPT = 200


class Mails:
    """The mails received, and who waits for the next."""

    def __init__(self):
        self.kept = []
        self.numbers = itertools.count(1)
        self.changed = asyncio.Condition()

    async def add(self, envelope, session, over_tls):
        entry = {"id": next(self.numbers), "received": now(), "mail_from": envelope.mail_from,
                 "rcpt_to": list(envelope.rcpt_tos), "mail_options": list(envelope.mail_options),
                 "tls": over_tls, "user": user_of(session), **parsed(envelope.original_content)}
        async with self.changed:
            self.kept = (self.kept + [entry])[-KEPT:]
            self.changed.notify_all()

    async def clear(self):
        async with self.changed:
            self.kept = []
            self.changed.notify_all()

    async def wait(self, ready, timeout):
        async with self.changed:
            try:
                await asyncio.wait_for(self.changed.wait_for(ready), timeout)
            except asyncio.TimeoutError:
                pass
            return self.kept


class Faults:
    """What goes wrong, in the order in which it was asked for."""

    def __init__(self):
        self.asked = []
        self.held = 0
        self.changed = asyncio.Condition()

    async def add(self, fault):
        self.asked.append({"at": "dot", "times": 1, **fault})

    async def clear(self):
        self.asked = []
        async with self.changed:
            self.changed.notify_all()

    def take(self, place):
        for fault in self.asked:
            if fault["at"] == place:
                if fault["times"] == 1:
                    self.asked.remove(fault)
                elif fault["times"] > 1:
                    fault["times"] -= 1
                return fault
        return None

    async def strike(self, place, server):
        """The reply to give in the place of the usual one, or None."""
        fault = self.take(place)
        if fault is None:
            return None
        if fault.get("drop"):
            server.transport.abort()
            return "421 4.3.2 closing"
        if fault.get("hold"):
            await self.hold()
        return fault.get("reply")

    async def hold(self):
        try:
            async with self.changed:
                self.held += 1
                self.changed.notify_all()
                await self.changed.wait_for(lambda: not self.asked)
        finally:
            self.held -= 1


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")


def user_of(session):
    data = session.auth_data
    return data.login.decode("utf-8", "replace") if hasattr(data, "login") else None


def parsed(raw):
    """A mail as a strict reader sees it."""
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    defects = [f"{part.get_content_type()}: {defect!r}" for part in message.walk()
               for defect in list(part.defects) + [d for value in part.values() for d in getattr(value, "defects", ())]]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return {"subject": str(message["Subject"] or ""), "from": str(message["From"] or ""), "to": str(message["To"] or ""),
            "headers": [[name, str(value)] for name, value in message.items()], "defects": defects,
            "text": text.get_content() if text else None, "html": html.get_content() if html else None,
            "raw": base64.b64encode(raw).decode()}


# SMTP


class Handler:
    def __init__(self, mails, faults):
        self.mails, self.faults = mails, faults

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        fault = await self.faults.strike("helo", server)
        return [fault] if fault else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        fault = await self.faults.strike("mail", server)
        if fault:
            return fault
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 sender ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        fault = await self.faults.strike("rcpt", server)
        if fault:
            return fault
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient ok"

    async def handle_DATA(self, server, session, envelope):
        fault = await self.faults.strike("dot", server)
        if fault:
            return fault
        over_tls = server.transport.get_extra_info("ssl_object") is not None
        await self.mails.add(envelope, session, over_tls)
        return f"250 2.0.0 queued as mailbox-{len(self.mails.kept)}"


class Server(SMTP):
    """aiosmtpd's server, with faults before the greeting and at DATA, where it has no hook."""

    faults = None

    async def _handle_client(self):
        fault = await self.faults.strike("connect", self)
        if fault:
            await self.push(fault)
            self.transport.close()
            return
        await super()._handle_client()

    async def smtp_DATA(self, argument):
        fault = await self.faults.strike("data", self)
        if fault:
            await self.push(fault)
            self._set_post_data_state()
            return
        await super().smtp_DATA(argument)


def authenticator(credentials):
    expected = [part.encode() for part in credentials.split(":", 1)]

    def check(server, session, envelope, mechanism, data):
        given = (data.login, data.password)
        good = all(hmac.compare_digest(one, other) for one, other in zip(given, expected))
        return AuthResult(success=good, handled=good, auth_data=data,
                          message=None if good else "535 5.7.8 Authentication credentials invalid")

    return check


def self_signed(folder):
    """A certificate for localhost and 127.0.0.1 that is its own authority; tests trust it by its file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256()))
    ca, secret = pathlib.Path(folder, "certificate.pem"), pathlib.Path(folder, "key.pem")
    ca.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                         serialization.NoEncryption()))
    return ca, secret


def smtp_factory(options, mails, faults, context):
    def make():
        server = Server(
            Handler(mails, faults), hostname="mailbox.localhost", ident="mailbox", loop=asyncio.get_running_loop(),
            data_size_limit=33_554_432, enable_SMTPUTF8=False,
            tls_context=context if options.tls == "starttls" else None, require_starttls=options.tls == "starttls",
            authenticator=authenticator(options.auth) if options.auth else None,
            auth_required=bool(options.auth), auth_require_tls=options.tls == "starttls")
        server.faults = faults
        return server

    return make


def tls_context(options, folder):
    if options.certificate:
        certificate, key = options.certificate, options.key
    else:
        certificate, key = self_signed(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, str(certificate)


async def serve(options, folder):
    mails, faults = Mails(), Faults()
    context, certificate = tls_context(options, folder) if options.tls else (None, None)
    smtp = await asyncio.get_running_loop().create_server(
        smtp_factory(options, mails, faults, context), "127.0.0.1", options.smtp_port,
        ssl=context if options.tls == "implicit" else None)
    runner = web.AppRunner(Pages(mails, faults).application(), access_log=None)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", options.http_port))
    await web.SockSite(runner, listener, shutdown_timeout=0.2).start()
    port = listener.getsockname()[1]
    lifeline.announce(smtp=smtp.sockets[0].getsockname()[1], http=port, url=f"http://127.0.0.1:{port}",
                      certificate=certificate)
    await lifeline.until_stopped()
    smtp.close()
    await faults.clear()
    await runner.cleanup()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--smtp-port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--http-port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--tls", choices=("starttls", "implicit"), help="demand STARTTLS, or speak TLS from the start")
    parser.add_argument("--certificate", help="PEM file; without it one is made for localhost and 127.0.0.1")
    parser.add_argument("--key", help="PEM file of the certificate's key")
    parser.add_argument("--auth", metavar="USER:PASSWORD", help="demand this login")
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="latchkey-mailbox-") as folder:
        asyncio.run(serve(options, folder))


if __name__ == "__main__":
    main()
