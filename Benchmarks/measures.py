"""The measures, one function each. Each yields rows of the table, and takes turns with what stands beside it."""

import contextlib
import http.client
import json
import os
import sqlite3
import statistics
import subprocess
import threading
import time

from rig import (
    BARE, DJANGO, PYTHON, ROOT, Latchkey, Trouble, child, fetch, free_port, mail_server, memory, postfix, status, until,
    wrk)

ROUNDS = 3
MAILS = 2000
SESSIONS = 10
TOKEN_RATES = ROOT / ".build/release/token-rates"


class Row:
    """A line of the table. The ratio is the median of the rounds', each against its own neighbour.

    A line that says not what it measures goes on with the line above it.
    """

    def __init__(self, what, ours, beside=(), name="", unit="/s", note=""):
        self.what, self.ours, self.beside, self.name, self.unit, self.note = what, ours, beside, name, unit, note

    def cells(self):
        ours = self.show(self.ours) + self.note if self.what else ""
        if not self.beside:
            return self.what, ours, "", "", ""
        ratios = [one / other for one, other in zip(self.ours, self.beside)]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}" if len(ratios) > 1 else ""
        return self.what, ours, f"{self.show(self.beside)} {self.name}", f"{statistics.median(ratios):.2f}", spread

    def show(self, figures):
        return f"{statistics.median(figures):,.0f}{self.unit}"


def rates(runs):
    return [run["rate"] for run in runs]


def slowest(runs):
    return f", p99 {statistics.median(run['p99_ms'] for run in runs):,.0f} ms"


# Tokens

def tokens(_):
    """Link tokens minted and verified on one thread, beside bare HMAC-SHA256 codes of as many bytes"""
    if not TOKEN_RATES.exists():
        print(f"    left out: `swift build -c release --product token-rates` makes {TOKEN_RATES.name}", flush=True)
        return
    runs = [json.loads(subprocess.run([TOKEN_RATES], capture_output=True, check=True, timeout=60).stdout)
            for _ in range(ROUNDS)]
    bare = [run["hmac"] for run in runs]
    yield Row("Tokens minted, one thread", [run["mint"] for run in runs], bare, "HMAC-SHA256 of OpenSSL, same bytes")
    yield Row("Tokens verified, one thread", [run["verify"] for run in runs], bare, "the same")


# The page behind a link

def link_page(folder):
    """The page behind a link, beside a bare route of Hummingbird with the same bytes, and Django"""
    service = Latchkey(folder)
    with service.serving():
        recovery = service.open("pi_benchmark", notify=False)
        link = service.post(f"/v1/recoveries/{recovery['id']}/links", {})["url"]
        with bare(service.folder, link) as same, django(service.folder) as other:
            links, bares, djangos = turns(lambda: wrk(link, 2), lambda: wrk(same, 2), lambda: wrk(other, 2))
    yield Row("GET /l/TOKEN, a valid link", rates(links), rates(bares), "Hummingbird, the same bytes, no work",
              note=slowest(links))
    yield Row("", rates(links), rates(djangos), "Django, a token, a row and a template")


@contextlib.contextmanager
def bare(folder, link):
    """A bare route that answers as the link does, but for what the server adds by itself."""
    fields, text = fetch(link)
    own = [f"{name}: {value}" for name, value in fields if name.lower() not in ("content-length", "date", "connection")]
    headers, page, port = folder / "headers.txt", folder / "page.html", free_port()
    headers.write_text("\n".join(own))
    page.write_bytes(text)
    with child([BARE, port, headers, page], folder, "bare.txt"):
        until(lambda: status(port, "/l/x") == 200, "the bare route answers")
        if fetch(f"http://127.0.0.1:{port}/l/x")[1] != text:
            raise Trouble("the bare route answers other bytes")
        yield f"http://127.0.0.1:{port}/l/x"


@contextlib.contextmanager
def django(folder, workers=2):
    environment = {**os.environ, "DJANGO_FOLDER": str(folder), "PYTHONPATH": str(ROOT / "Benchmarks"),
                   "PYTHONDONTWRITEBYTECODE": "1"}
    token = subprocess.run([DJANGO / "python", ROOT / "Benchmarks/django_page.py"], env=environment, check=True,
                           capture_output=True, text=True, timeout=30).stdout.strip()
    port = free_port()
    command = [DJANGO / "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", workers, "--worker-class", "gthread",
               "--threads", "2", "--keep-alive", "60", "--log-level", "warning", "django_page:application"]
    with child(command, folder, "django.txt", environment):
        until(lambda: status(port, f"/l/{token}") == 200, "Django answers")
        yield f"http://127.0.0.1:{port}/l/{token}"


@contextlib.contextmanager
def floor(folder, page):
    port = free_port()
    with child([PYTHON, ROOT / "Benchmarks/floor.py", port, page], folder, "floor.txt") as process:
        until(lambda: status(port, "/") == 200, "aiohttp answers")
        yield port, process


def turns(*measures):
    """Lets the measures take turns, so that what else the machine does meets all of them alike."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return list(zip(*rounds))


# Durable creates

def creates(folder):
    """Durable creates, beside sqlite3 with one row and one sync of the disk at a time in the same folder"""
    for notify in (False, True):
        service = Latchkey(folder)
        with service.serving() as process:
            runs, singles = turns(
                lambda: wrk(f"{service.url}/v1/recoveries", 3, service.key, notify), lambda: single_inserts(service))
            most = memory(process, "VmHWM")
        written = service.count("SELECT count(*) FROM recoveries")
        if written < sum(run["requests"] for run in runs):
            raise Trouble(f"{written} recoveries are on disk, fewer than were answered with 201")
        what = "POST /v1/recoveries, " + ("with a mail to send" if notify else '"notify": false')
        yield Row(what, rates(runs), singles, "sqlite3, a row and a commit each", note=slowest(runs))
    yield Row("Most memory ever held, under that load", [most], unit=" MiB")


def single_inserts(service, seconds=1.5):
    """Commits a second of Python's sqlite3: WAL, synchronous=FULL, a row of 500 characters each."""
    connection = sqlite3.connect(service.folder / "beside.sqlite", isolation_level=None)
    with contextlib.closing(connection):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, fact TEXT NOT NULL)")
        begun, count = time.monotonic(), 0
        while time.monotonic() - begun < seconds:
            connection.execute("INSERT INTO facts (fact) VALUES (?)", ("x" * 500,))
            count += 1
        return count / (time.monotonic() - begun)


# The outbox

def drain(folder):
    """Mails that waited while the mail server was down, beside smtp-source sending as many of that size"""
    service = Latchkey(folder)
    with service.serving():
        queue(service)
    size = mail_size(service)
    ours, source = [], []
    for _ in range(ROUNDS):
        wait_all(service)
        with mail_server(service.smtp, service.folder):
            source.append(smtp_source(service, size))
            with service.serving():
                begun = time.monotonic()
                until(lambda: sent(service) == MAILS, f"{MAILS} mails are sent", pause=0.02)
                ours.append(MAILS / (time.monotonic() - begun))
    yield Row(f"Outbox: {MAILS:,} mails of {size / 1024:.1f} KiB", ours, source,
              f"smtp-source, {SESSIONS} sessions, no records")


def queue(service, clients=16):
    def some(number):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)) as connection:
            for index in range(number, MAILS, clients):
                service.open(f"pi_queued{index}", connection)

    workers = [threading.Thread(target=some, args=(number,)) for number in range(clients)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def wait_all(service):
    """Puts all mails back, due now: their first tries failed, or they were sent in the round before."""
    service.change("UPDATE notifications SET state = 'queued', due_at = 0, attempts = 0, lease_until = NULL, "
                   "sent_at = NULL, ended_at = NULL")
    waiting = service.count("SELECT count(*) FROM notifications WHERE state = 'queued'")
    if waiting != MAILS:
        raise Trouble(f"{waiting} mails wait, not {MAILS}")


def sent(service):
    return service.count("SELECT count(*) FROM notifications WHERE state = 'sent'")


def mail_size(service):
    """The bytes of one of the mails, as the server receives them."""
    service.change("UPDATE notifications SET due_at = 4102444800000 WHERE state = 'queued'")
    service.change("UPDATE notifications SET due_at = 0 WHERE id = (SELECT min(id) FROM notifications)")
    with mail_server(service.smtp, service.folder, "-D", "mail."), service.serving():
        until(lambda: sent(service) == 1, "a mail is sent")
    return max(path.stat().st_size for path in service.folder.glob("mail.*"))


def smtp_source(service, size):
    begun = time.monotonic()
    subprocess.run(
        postfix("smtp-source", "-d", "-s", str(SESSIONS), "-m", str(MAILS), "-l", str(size), "-f", "pay@shop.example",
                "-t", "ada@example.com", f"127.0.0.1:{service.smtp}"),
        check=True, timeout=60, capture_output=True)
    return MAILS / (time.monotonic() - begun)


# At rest

def at_rest(folder):
    """Cold start and memory at rest, beside an aiohttp that only says hello"""
    service = Latchkey(folder)
    page = service.folder / "page.html"
    page.write_text("hello")
    with service.serving():
        pass  # The first start lays out the database.
    (ours, our_memory), (theirs, their_memory) = (zip(*runs) for runs in turns(
        lambda: start(service.serving), lambda: start(lambda: floor(service.folder, page))))
    yield Row("Cold start to the first 200 of /readyz", ours, theirs, "aiohttp, one fixed reply", " ms")
    yield Row("Resident memory at rest", our_memory, their_memory, "aiohttp, one fixed reply", " MiB")


def start(serving):
    begun = time.monotonic()
    with serving() as running:
        elapsed = time.monotonic() - begun
        process = running[1] if isinstance(running, tuple) else running
        time.sleep(0.5)  # At rest: what the start left to do is done.
        return elapsed * 1000, memory(process)
