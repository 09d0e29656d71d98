"""Postfix's smtp-sink on a free port, ended with this process; messages are dumped and counted."""

import contextlib
import os
import socket
import subprocess

from peer import at_end, emit, folder, settings

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
os.chmod(folder, 0o777)
command = [settings["sink"], *settings.get("options", []), "-d", f"{folder}/%M."]
if os.getuid() == 0:
    command += ["-u", "nobody"]
sink = subprocess.Popen([*command, f"127.0.0.1:{port}", "100"], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
at_end.insert(0, sink.kill)
while sink.poll() is None:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        break
    except ConnectionRefusedError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            sink.wait(0.01)
emit("listening", port=port, file=folder)
sink.wait()
