"""A mail server that keeps to the rules: aiosmtpd with STARTTLS, implicit TLS and AUTH."""

import asyncio
import base64

from aiosmtpd.smtp import SMTP, AuthResult

from peer import emit, settings, tls_context


class Handler:
    async def handle_DATA(self, server, session, envelope):
        emit("message", sender=envelope.mail_from, recipient=envelope.rcpt_tos[0], isSecure=server.transport.get_extra_info("ssl_object") is not None,
             isAuthenticated=bool(session.authenticated), helo=session.host_name,
             data=base64.b64encode(envelope.original_content).decode())
        return "250 2.0.0 kept as 4711"


class Server(SMTP):
    def connection_made(self, transport):
        if self.transport is None:
            emit("connection")
        super().connection_made(transport)


def authenticate(server, session, envelope, mechanism, data):
    emit("login", mechanism=mechanism)
    good = (data.login, data.password) == (settings["user"].encode(), settings["password"].encode())
    return AuthResult(success=good, handled=True if good else False, message=None if good else "535 5.7.8 no such login")


async def main():
    security = settings.get("security", "plain")
    context = None if security == "plain" else tls_context(settings.get("name", "127.0.0.1"))
    options = {"hostname": "peer.example"}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if "user" in settings:
        unwanted = [m for m in ("PLAIN", "LOGIN") if m not in settings.get("mechanisms", "PLAIN LOGIN")]
        options |= {"authenticator": authenticate, "auth_required": True, "auth_exclude_mechanism": unwanted,
                    "auth_require_tls": security == "starttls"}
    implicit = context if security == "implicit" else None
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(Handler(), **options), "127.0.0.1", 0, ssl=implicit)
    emit("listening", port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main())
