"""Stripe's production hosts, played by its stand-in: what a page asks of them never leaves this machine."""

import re
import urllib.parse

SCRIPT = "https://js.stripe.com/v3/"
HOSTS = re.compile(r"^https://(([a-z0-9-]+\.)*js|api|hooks)\.stripe\.com(/|$)")

# What Stripe's own script does besides, and the stand-in's does not: frames, and parts of it from hosts of their own.
MORE = """
for (const src of ["https://js.stripe.com/v3/controller.html", "https://m.js.stripe.com/inner.html",
                   "https://hooks.stripe.com/3d_secure_2/hosted"]) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = src;
  document.body.append(frame);
}
const part = document.createElement("script");
part.src = "https://m.js.stripe.com/part.js";
document.head.append(part);
"""


class StripeHosts:
    def __init__(self, stripe):
        self.stripe = stripe
        self.asked = []

    def answer(self, page):
        """Answers every request of a page to Stripe's hosts."""
        page.context.route(HOSTS, self.handle)
        return self

    @property
    def hosts(self):
        return {urllib.parse.urlsplit(url).hostname for url in self.asked}

    def handle(self, route):
        url = urllib.parse.urlsplit(route.request.url)
        self.asked.append(route.request.url)
        if route.request.url == SCRIPT:
            route.fulfill(content_type="application/javascript", body=self.script(route))
        elif url.hostname == "api.stripe.com":
            target = self.stripe.url + url.path + ("?" + url.query if url.query else "")
            route.fulfill(response=route.fetch(url=target))
        elif url.path.endswith(".js"):
            route.fulfill(content_type="application/javascript", body="window.stripePartLoaded = true;")
        else:
            route.fulfill(content_type="text/html", body="<!doctype html><title>Stripe</title>")

    def script(self, route):
        """The stand-in's script, told that its API is where Stripe's is; it takes it for its own origin otherwise."""
        text = route.fetch(url=self.stripe.script).text()
        told, count = re.subn(r"document\.currentScript\.src", '"https://api.stripe.com/js.stripe.com/v3/"', text)
        assert count == 1, "localstripe finds its API in another way now"
        return told + MORE
