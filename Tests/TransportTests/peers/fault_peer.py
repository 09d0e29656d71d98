"""An SMTP server that goes wrong where it is told to.

`at` maps a step (GREETING, EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, BODY, DOT, QUIT, IDLE) to a reply, or to
`mute`, `drop` or `reset`. `STEP#2` speaks of the second time on one connection. BODY is after 354, IDLE after a mail.
"""

import asyncio
import base64
import socket
import struct

from peer import emit, settings

at = settings.get("at", {})
defaults = {"GREETING": "220 peer.example", "DATA": "354 go on", "DOT": "250 2.0.0 kept", "QUIT": "221 bye",
            "AUTH": "235 2.7.0 welcome", "EHLO": "\n".join(["250-peer.example", *settings.get("offers", []), "250 HELP"])}


class Closed(Exception):
    pass


class Session:
    def __init__(self, reader, writer):
        self.reader, self.writer, self.counts = reader, writer, {}

    async def step(self, name, silent=False):
        self.counts[name] = self.counts.get(name, 0) + 1
        action = at.get(f"{name}#{self.counts[name]}", at.get(name, None if silent else defaults.get(name, "250 2.1.0 fine")))
        emit("step", name=name)
        if action is None:
            return None
        if action == "mute":
            while await self.reader.read(4096):
                pass
            raise Closed
        if action in ("drop", "reset"):
            if action == "reset":
                linger = struct.pack("ii", 1, 0)
                self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            raise Closed
        self.writer.write(("\r\n".join(action.split("\n")) + "\r\n").encode())
        await self.writer.drain()
        if action.startswith("421"):
            raise Closed
        return action

    async def take_message(self):
        if settings.get("dropsInBody"):
            await self.reader.read(1)
            raise Closed
        await self.step("BODY", silent=True)
        data = b""
        while not data.endswith(b"\r\n.\r\n"):
            chunk = await self.reader.read(65536)
            if not chunk:
                emit("truncated")
                raise Closed
            data += chunk
        emit("message", data=base64.b64encode(data).decode())
        await self.step("DOT")
        await self.step("IDLE", silent=True)

    async def run(self):
        await self.step("GREETING")
        while line := await self.reader.readline():
            name = line.split()[0].upper().decode() if line.split() else ""
            emit("command", line=line.decode().rstrip())
            reply = await self.step(name)
            if name == "DATA" and reply.startswith("354"):
                await self.take_message()
            if name == "QUIT":
                return


async def serve(reader, writer):
    emit("connection")
    try:
        await Session(reader, writer).run()
    except (Closed, ConnectionError):
        pass
    writer.close()
    emit("closed")


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 24)
    emit("listening", port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main())
