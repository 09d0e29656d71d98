"""A crowd of clients that take their time, until they are told to stop or have been cut once each."""

import asyncio
import contextlib
import multiprocessing
import socket
import time

PAUSE = 0.5


async def say_nothing(reader, writer, style):
    await reader.read(1)


async def dribble_head(reader, writer, style):
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
    await dribble(reader, writer)


async def dribble_body(reader, writer, style):
    writer.write(b"POST /stripe/webhooks/default HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
    await dribble(reader, writer)


async def dribble_body_that_nobody_reads(reader, writer, style):
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


async def leave_answers_unread(reader, writer, style):
    """Asks for more at once than the buffers on the way hold, and reads none of it."""
    writer.transport.pause_reading()
    writer.write(f"GET {style} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 60)
    while True:
        # Nothing is read, so only a write meets the connection's end.
        await asyncio.sleep(PAUSE)
        writer.write(b"\r\n")
        await writer.drain()


KINDS = [say_nothing, dribble_head, dribble_body, dribble_body_that_nobody_reads]
RARE = leave_answers_unread
SHARE_OF_RARE = 20


class Crowd:
    """`size` clients in a process of their own, each on a connection, each coming again when it is cut until `end()`.

    `style` is the path of something of some size.
    """

    def __init__(self, port, size, style):
        self.port, self.size, self.style = port, size, style
        processes = multiprocessing.get_context("spawn")
        self.connected = processes.Value("i", 0)
        self.longest = processes.Value("d", 0)
        self.cut = {kind.__name__: processes.Value("i", 0) for kind in [*KINDS, RARE]}
        self.ended = processes.Event()
        self.process = processes.Process(target=self.work, daemon=True)

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name != "process"}

    def end(self, timeout):
        """Nobody comes again; answers whether all were cut before `timeout` was over."""
        self.ended.set()
        self.process.join(timeout)
        return self.process.exitcode == 0

    def work(self):
        asyncio.run(self.come())

    async def come(self):
        kinds = [RARE if number % SHARE_OF_RARE == 0 else KINDS[number % len(KINDS)] for number in range(self.size)]
        await asyncio.gather(*(self.client(kind) for kind in kinds))

    async def client(self, kind):
        while not self.ended.is_set():
            began = time.monotonic()
            with contextlib.suppress(OSError):
                await self.visit(kind)
            self.longest.value = max(self.longest.value, time.monotonic() - began)
            self.cut[kind.__name__].value += 1

    async def visit(self, kind):
        connection = socket.socket()
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", self.port))
        reader, writer = await asyncio.open_connection(sock=connection, limit=4096)
        self.connected.value += 1
        try:
            await kind(reader, writer, self.style)
        finally:
            self.connected.value -= 1
            writer.transport.abort()


@contextlib.contextmanager
def crowd(port, size, style):
    people = Crowd(port, size, style)
    people.process.start()
    try:
        yield people
    finally:
        if people.process.is_alive():
            people.process.kill()
        people.process.join()
