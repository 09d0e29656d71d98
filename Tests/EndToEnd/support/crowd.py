"""A crowd of clients that take their time, until they are told to stop or have been cut once each."""

import asyncio
import contextlib
import socket
import threading
import time

PAUSE = 0.25


async def say_nothing(reader, writer):
    await reader.read(1)


async def dribble_head(reader, writer):
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
    await dribble(reader, writer)


async def dribble_body(reader, writer):
    writer.write(b"POST /stripe/webhooks/default HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
    await dribble(reader, writer)


async def dribble_body_that_nobody_reads(reader, writer):
    writer.write(b"GET /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
    await dribble(reader, writer)


async def dribble(reader, writer):
    """Sends a byte now and then. What is answered is read, so that only the server's end ends it."""
    ended = asyncio.ensure_future(read_to_the_end(reader))
    try:
        while not ended.done():
            writer.write(b"x")
            await writer.drain()
            await asyncio.wait([ended], timeout=PAUSE)
    finally:
        ended.cancel()


async def read_to_the_end(reader):
    while await reader.read(4096):
        pass


class SlowReader:
    """Asks for much at once and reads none of it, so that the answers stand in the server."""

    def __init__(self, path):
        self.asked = f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 40

    async def __call__(self, reader, writer):
        for _ in range(20):
            writer.write(self.asked)
        # The transport reads nothing, so only a reset tells of the end; a write meets it.
        writer.transport.pause_reading()
        while True:
            await asyncio.sleep(PAUSE)
            writer.write(b"\r\n")
            await asyncio.wait_for(writer.drain(), 60)


class Crowd:
    """`size` clients on as many connections; each comes again when it is cut, until `end()`."""

    def __init__(self, port, size, kinds):
        self.port, self.size, self.kinds = port, size, kinds
        self.cut = {}
        self.connected = 0
        self.longest = 0.0
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run()), daemon=True)

    def start(self):
        self.thread.start()
        return self

    def end(self, timeout):
        """Nobody comes again; answers when all are cut, or `timeout` is over."""
        self.ended = True
        self.thread.join(timeout)
        return not self.thread.is_alive()

    ended = False

    async def run(self):
        await asyncio.gather(*(self.client(self.kinds[number % len(self.kinds)]) for number in range(self.size)))

    async def client(self, kind):
        while not self.ended:
            began = time.monotonic()
            try:
                await self.visit(kind)
            except OSError:
                pass
            self.longest = max(self.longest, time.monotonic() - began)
            name = getattr(kind, "__name__", type(kind).__name__)
            self.cut[name] = self.cut.get(name, 0) + 1

    async def visit(self, kind):
        connection = socket.socket()
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", self.port))
        reader, writer = await asyncio.open_connection(sock=connection, limit=4096)
        self.connected += 1
        try:
            await kind(reader, writer)
        finally:
            self.connected -= 1
            writer.transport.abort()


@contextlib.contextmanager
def crowd(port, size, kinds):
    people = Crowd(port, size, kinds).start()
    try:
        yield people
    finally:
        people.ended = True
