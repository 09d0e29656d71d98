"""The floor that Latchkey is measured against: aiohttp answering one fixed reply, with the bytes of its argument.

usage: floor.py PORT FILE
"""

import pathlib
import sys

from aiohttp import web

reply = pathlib.Path(sys.argv[2]).read_bytes()


async def answer(_):
    return web.Response(body=reply, content_type="text/html")


app = web.Application()
app.router.add_get("/{path:.*}", answer)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
