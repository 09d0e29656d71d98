"""What every stand-in shares: how it says that it is ready, and how it ends."""

import asyncio
import contextlib
import json
import os
import signal
import stat
import threading


def announce(**facts):
    """Prints the one line on standard output that the parent waits for."""
    print(json.dumps(facts), flush=True)


async def until_stopped():
    """Returns on SIGTERM, SIGINT, end of standard input (when it is a pipe), or the death of the parent."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    _watch(_standard_input_ended, loop, stopped)
    _watch(_parent_died, loop, stopped)
    await stopped.wait()


def _watch(wait, loop, stopped):
    def run():
        if wait():
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile, for another reason
                loop.call_soon_threadsafe(stopped.set)

    threading.Thread(target=run, daemon=True).start()


def _standard_input_ended():
    try:
        mode = os.fstat(0).st_mode
        if not stat.S_ISFIFO(mode) and not stat.S_ISSOCK(mode):
            return False
        while os.read(0, 4096):
            pass
        return True
    except OSError:
        return False


def _parent_died():
    # PR_SET_PDEATHSIG would fire when the *thread* that started us ends, which a Swift parent does at will.
    parent = os.getppid()
    never = threading.Event()
    while os.getppid() == parent:
        never.wait(0.25)
    return True
