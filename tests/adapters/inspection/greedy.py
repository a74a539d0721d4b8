"""Children that misbehave, one task of ``TASKS`` each, to see that the limits hold."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Callable

from simpul.lib.confined import sealing
from simpul.lib.confined.limits import Limits


def spin() -> None:
    while True:
        pass


def attempt(act: Callable[[], object]) -> None:
    """Say "refused" where the system refuses; anything else is a hole."""
    try:
        act()
    except OSError:
        os.write(1, b"refused")


TASKS: dict[str, Callable[[], object]] = {
    "memory": lambda: bytearray(2 * 1024**3),
    "time": spin,
    "idle": lambda: time.sleep(60),
    "write": lambda: attempt(lambda: os.open("/tmp/simpul-greedy", os.O_WRONLY | os.O_CREAT)),
    "read": lambda: attempt(lambda: os.open("/etc/passwd", os.O_RDONLY)),
    "connect": lambda: attempt(lambda: socket.create_connection(("127.0.0.1", 9))),
    "fork": lambda: attempt(os.fork),
    "flood": lambda: sys.stdout.buffer.write(bytes(10 * 1024 * 1024)),
    "crash": os.abort,
    "lie": lambda: os.write(1, b'{"kind": "exe", "notes": [], "pages": 0}'),
    "babble": lambda: os.write(1, b"[1, 2"),
}

if __name__ == "__main__":
    bounds = Limits(**json.loads(sys.argv[2])["limits"])
    sealing.bound(bounds)
    sealing.seal(bounds)
    TASKS[sys.argv[1]]()
