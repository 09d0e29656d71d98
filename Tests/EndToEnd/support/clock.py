"""The clock of a service, turned by hand while it runs: by libfaketime, which shows the process another time of day."""

import pathlib

LIBRARIES = sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


class Clock:
    def __init__(self, folder):
        assert LIBRARIES, "libfaketime is missing: `make test` installs it."
        self.file = folder / "clock"
        self.ahead = 0
        self.turn(0)

    def turn(self, seconds):
        """Lets that much time pass at once."""
        self.ahead += seconds
        self.file.write_text(f"+{self.ahead}\n")

    @property
    def environment(self):
        """Time of day only: what waits for so many seconds goes on waiting for as many."""
        return {
            "LD_PRELOAD": str(LIBRARIES[0]), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1"}
