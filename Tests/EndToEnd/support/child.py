"""Processes that tests start, and end by their id."""

import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = pathlib.Path(os.environ.get("LATCHKEY_BIN", ROOT / ".build/debug/latchkey")).resolve()
TICK = threading.Event()


def until(condition, what, timeout=20.0, pause=0.02):
    """Asks until `condition()` is truthy, and answers that; fails when `timeout` seconds are over."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        answer = condition()
        if answer:
            return answer
        TICK.wait(pause)
    raise AssertionError(f"{what}: not within {timeout} s")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Child:
    """A process, its standard output and error in one file."""

    def __init__(self, command, folder, environment=None, log="log.txt"):
        self.log_path = pathlib.Path(folder) / log
        with open(self.log_path, "ab") as log_file:
            self.process = subprocess.Popen(
                [str(part) for part in command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=log_file, stderr=log_file)

    @property
    def log(self):
        return self.log_path.read_text(errors="replace")

    @property
    def running(self):
        return self.process.poll() is None

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def wait(self, timeout=30):
        return self.process.wait(timeout)

    def stop(self):
        """Ends it in good order, or by force when it does not."""
        if self.running:
            self.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
