"""An HTTP/1.1 server, with and without TLS, that answers or misbehaves by path."""

import asyncio
import json

from peer import emit, settings, tls_context


async def answer(writer, status, body=b"", headers=()):
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    writer.write("\r\n".join([*head, "", ""]).encode() + body)
    await writer.drain()


async def respond(method, path, headers, body, reader, writer):
    if path == "/echo":
        said = {"method": method, "headers": headers, "body": body.decode()}
        await answer(writer, "200 OK", json.dumps(said).encode(), ["X-Peer:  spaced ", "content-type: application/json"])
    elif path == "/early":
        writer.write(b"HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
        await answer(writer, "200 OK", b"late")
    elif path == "/redirect":
        await answer(writer, "302 Found", b"", ["Location: /echo"])
    elif path == "/refuse":
        await answer(writer, "429 Too Many Requests", b"later", ["Retry-After: 7"])
    elif path == "/large":
        await answer(writer, "200 OK", b"x" * 2000)
    elif path == "/headers":
        await answer(writer, "200 OK", b"", [f"X-{n}: {'y' * 1000}" for n in range(90)])
    elif path == "/mute":
        await reader.read()
    elif path == "/stall":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        await reader.read()
    elif path == "/cut":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        writer.close()
    elif path == "/drop":
        writer.close()
    else:
        await answer(writer, "200 OK", path.encode() if method != "HEAD" else b"")


async def serve(reader, writer):
    emit("connection")
    try:
        while line := await reader.readline():
            method, path, _ = line.decode().split()
            headers = {}
            while (field := (await reader.readline()).decode().strip()):
                name, _, value = field.partition(":")
                headers[name.lower()] = value.strip()
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            emit("request", path=path)
            await respond(method, path, headers, body, reader, writer)
            if writer.is_closing():
                return
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    writer.close()
    emit("closed")


async def main():
    context = tls_context(settings.get("name", "127.0.0.1")) if settings.get("security") == "tls" else None
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    emit("listening", port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main())
