"""The mailbox over HTTP: the page, the mails as JSON, and the faults. `mailbox.py` lists the addresses."""

import asyncio
import base64
import pathlib

from aiohttp import web

HERE = pathlib.Path(__file__).resolve().parent
FRAME_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "Referrer-Policy": "no-referrer",
}


def number(request, name, default):
    try:
        return float(request.query.get(name, default))
    except ValueError as error:
        raise web.HTTPBadRequest(text=f"{name} must be a number\n") from error


class Pages:
    def __init__(self, mails, faults):
        self.mails, self.faults = mails, faults

    async def page(self, request):
        return web.FileResponse(HERE / "mailbox.html", headers={"Cache-Control": "no-store"})

    async def list(self, request):
        return web.json_response({"data": self.mails.kept})

    async def wait(self, request):
        count, after = number(request, "count", 0), number(request, "after", -1)
        wanted = request.query.get("to")

        def ready():
            kept = [mail for mail in self.mails.kept if wanted is None or wanted in mail["rcpt_to"]]
            newest = kept[-1]["id"] if kept else 0
            return newest > after if "after" in request.query else len(kept) >= count

        kept = await self.mails.wait(ready, min(number(request, "timeout", 30), 300))
        return web.json_response({"data": [mail for mail in kept if wanted is None or wanted in mail["rcpt_to"]]})

    def one(self, request):
        for mail in self.mails.kept:
            if str(mail["id"]) == request.match_info["id"]:
                return mail
        raise web.HTTPNotFound(text="no such mail\n")

    async def show(self, request):
        return web.json_response(self.one(request))

    async def html(self, request):
        mail = self.one(request)
        links = '<base target="_blank">'
        return web.Response(text=links + (mail["html"] or ""), content_type="text/html", charset="utf-8",
                            headers=FRAME_HEADERS)

    async def raw(self, request):
        return web.Response(body=base64.b64decode(self.one(request)["raw"]), content_type="text/plain",
                            charset="utf-8", headers={"X-Content-Type-Options": "nosniff"})

    async def clear(self, request):
        await self.mails.clear()
        return web.json_response({})

    async def add_fault(self, request):
        await self.faults.add(await request.json())
        return web.json_response({})

    async def clear_faults(self, request):
        await self.faults.clear()
        return web.json_response({})

    async def show_faults(self, request):
        wanted = number(request, "held", 0)
        async with self.faults.changed:
            try:
                ready = self.faults.changed.wait_for(lambda: self.faults.held >= wanted)
                await asyncio.wait_for(ready, min(number(request, "timeout", 30), 300))
            except asyncio.TimeoutError:
                pass
        return web.json_response({"held": self.faults.held, "faults": self.faults.asked})

    def application(self):
        app = web.Application()
        app.add_routes([
            web.get("/", self.page), web.get("/messages", self.list), web.get("/messages/wait", self.wait),
            web.get("/messages/{id}", self.show), web.get("/messages/{id}/html", self.html),
            web.get("/messages/{id}/raw", self.raw), web.delete("/messages", self.clear),
            web.post("/faults", self.add_fault), web.delete("/faults", self.clear_faults),
            web.get("/faults", self.show_faults)])
        return app
