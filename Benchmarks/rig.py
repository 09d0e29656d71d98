"""What the measures need: processes with a bounded life, the service, and wrk."""

import base64
import contextlib
import ctypes
import http.client
import json
import os
import pathlib
import secrets
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = pathlib.Path(os.environ.get("LATCHKEY_BIN", ROOT / ".build/release/latchkey")).resolve()
POSTFIX = ROOT / ".test/postfix"
BARE = ROOT / ".build/release/bare-route"
PYTHON = ROOT / ".test/venv/bin/python"
DJANGO = ROOT / ".test/django/bin"
CLIENTS = 64


class Trouble(Exception):
    """A measure could not be made; its text says why."""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until(condition, what, timeout=60, pause=0.002):
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise Trouble(f"{what}: not within {timeout} s")
        time.sleep(pause)


def status(port, path):
    """The status of a GET, or None while nobody listens."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def fetch(url):
    """The header fields and the body of a GET."""
    port, path = url.removeprefix("http://127.0.0.1:").split("/", 1)
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)
    connection.request("GET", "/" + path)
    reply = connection.getresponse()
    return reply.getheaders(), reply.read()


# Processes

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


def _die_with_parent():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@contextlib.contextmanager
def child(command, folder, log="log.txt", environment=None):
    """Runs a process beside the block. It ends with the block, and with this script whatever ends that."""
    with open(folder / log, "ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=output, stderr=output, preexec_fn=_die_with_parent)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(25)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def memory(process, field="VmRSS"):
    """Mebibytes, as the kernel counts them."""
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise Trouble(f"the kernel does not tell {field}")


# The service

class Latchkey:
    """One configuration and one database, without a Stripe key."""

    def __init__(self, folder):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=folder))
        self.port, self.smtp = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = self.folder / "latchkey.sqlite"
        self.key = "lk_" + secrets.token_urlsafe(32)
        settings = {
            "BASE_URL": self.url, "LISTEN": f"127.0.0.1:{self.port}", "DATABASE": f"sqlite:{self.database}",
            "MASTER_KEY": base64.b64encode(secrets.token_bytes(32)).decode(), "API_KEY": self.key,
            "SMTP_URL": f"smtp://127.0.0.1:{self.smtp}", "MAIL_FROM": "Kissaten Books <pay@kissaten.example>",
            # Asked before a mail leaves: nobody is there, and says so at once.
            "STRIPE_API_BASE": f"http://127.0.0.1:{free_port()}",
            # What is measured is how fast it can, not how fast one merchant may.
            "MERCHANT_RATE": "0", "TEMPLATES": str(ROOT / "templates"), "PUBLIC": str(ROOT / "public"),
        }
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "TZ": "UTC",
            **{f"LATCHKEY_{name}": value for name, value in settings.items()}}
        if "LD_LIBRARY_PATH" in os.environ:
            self.environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]

    @contextlib.contextmanager
    def serving(self):
        with child([BINARY, "serve"], self.folder, environment=self.environment) as process:
            self.until_ready(process)
            yield process

    def until_ready(self, process):
        def ready():
            if process.poll() is not None:
                raise Trouble("latchkey serve ended:\n" + (self.folder / "log.txt").read_text()[-2000:])
            return status(self.port, "/readyz") == 200
        until(ready, "latchkey serve is ready")

    def post(self, path, fields, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", path, json.dumps(fields), {
            "Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 201:
            raise Trouble(f"POST {path}: {answer.status} {said[:300]!r}")
        return json.loads(said)

    def open(self, intent, connection=None, notify=True):
        return self.post("/v1/recoveries", {
            "payment_intent": intent, "client_secret": f"{intent}_secret_Vb1Ys0Qn7Xk2", "amount": 1099,
            "currency": "jpy", "publishable_key": "pk_test_benchmark", "notify": notify, "reminders": [],
            "description": "Order 1042", "customer": {"email": "ada@example.com", "name": "Ada Lovelace"},
        }, connection)

    def count(self, sql):
        """A number from its database, read beside it."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(sql).fetchone()[0]

    def change(self, sql):
        """Changes its database, while it does not run."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            connection.execute(sql)


# Load

def wrk(url, seconds, key=None, notify=None):
    """Requests of 64 clients with kept connections. With `notify` each opens a recovery of its own."""
    environment = {"PATH": os.environ["PATH"], "BENCH_RUN": secrets.token_hex(4), "BENCH_KEY": key or ""}
    if notify is not None:
        environment["BENCH_NOTIFY"] = "true" if notify else "false"
    said = subprocess.run(
        ["wrk", "-t2", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", "-s", ROOT / "Benchmarks/load.lua", url],
        env=environment, capture_output=True, text=True, timeout=seconds + 30, check=True).stdout
    found = json.loads(said.splitlines()[-1])
    if found["failed"] or not found["requests"]:
        raise Trouble(f"{found['failed']} of {found['requests']} requests to {url.split('/l/')[0]} failed")
    return {**found, "rate": found["requests"] / found["seconds"]}


def postfix(tool, *options):
    """The command of one of postfix's test tools."""
    return ["/usr/bin/env", f"LD_LIBRARY_PATH={POSTFIX / 'usr/lib/postfix'}", POSTFIX / "usr/sbin" / tool, *options]


@contextlib.contextmanager
def mail_server(port, folder, *options):
    # It insists on being told whom to be when root starts it.
    user = ["-u", "root"] if os.geteuid() == 0 else []
    with child(postfix("smtp-sink", *user, *options, f"127.0.0.1:{port}", "256"), folder, "smtp-sink.txt"):
        def listens():
            with socket.socket() as caller:
                return caller.connect_ex(("127.0.0.1", port)) == 0
        until(listens, "smtp-sink listens")
        yield
