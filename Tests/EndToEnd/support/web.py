"""An HTTP client that does nothing by itself: no redirects, no cookies, any method, any body."""

import dataclasses
import html.parser
import http.client
import json
import urllib.parse


@dataclasses.dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def cookies(self):
        """`name=value` of each cookie that is set."""
        return [value.split(";")[0] for value in self.headers.get_all("Set-Cookie", [])]


def ask(method, url, body=None, headers=None, timeout=30):
    """Sends one request; `body` is bytes, or what is to be sent as JSON."""
    parts = urllib.parse.urlsplit(url)
    headers = dict(headers or {})
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    try:
        connection.request(method, (parts.path or "/") + ("?" + parts.query if parts.query else ""), body, headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class Form(html.parser.HTMLParser):
    """The first form of a page: where it goes and the fields it holds."""

    def __init__(self, text):
        super().__init__()
        self.method, self.action, self.fields, self.buttons, self.scripts = None, None, {}, 0, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form" and self.method is None:
            self.method, self.action = values.get("method", "get").lower(), values.get("action")
        if tag == "input" and values.get("name"):
            self.fields[values["name"]] = values.get("value", "")
        if tag == "button":
            self.buttons += 1
            if values.get("name"):
                self.fields[values["name"]] = values.get("value", "")
        if tag == "script":
            self.scripts += 1

    def submit(self, page_url, headers=None):
        """Posts the form as a browser or scanner does."""
        target = urllib.parse.urljoin(page_url, self.action or page_url)
        origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(page_url))
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin, **(headers or {})}
        return ask("POST", target, urllib.parse.urlencode(self.fields).encode(), sent)
