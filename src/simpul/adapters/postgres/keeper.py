"""`python -m simpul.adapters.postgres.keeper HOME`: holds a lease until its standard input ends.

The supervisor keeps the other end of the pipe. Should it be killed outright, the pipe ends, the lease is released, and
the server stops as it does after a Ctrl-C. Should the server be killed, the keeper ends with code 3.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from pathlib import Path
from types import FrameType

from simpul.adapters.postgres.layout import places
from simpul.adapters.postgres.lease import Lease
from simpul.rules.refusals import Refusal

LOOK_SECONDS = 1.0


def main(home: Path) -> int:
    """Print one JSON line, `{url}` or `{code, text, params}`; 0 when told to leave, 3 when the server is gone."""
    # Ctrl-C is the supervisor's affair: the server must outlive the processes that use it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _not_mine)
    try:
        with Lease(home) as lease:
            _say({"url": lease.url})
            return _keep(int((places(home).data / "postmaster.pid").read_text().split()[0]))
    except Refusal as refusal:
        _say({"code": refusal.code, "text": refusal.text, "params": refusal.params})
        return 3


def _not_mine(number: int, frame: FrameType | None) -> None:
    """A handler, not SIG_IGN: an ignored signal would stay ignored in the server we start."""


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _keep(server: int) -> int:
    while not select.select([sys.stdin], [], [], LOOK_SECONDS)[0]:
        try:
            os.kill(server, 0)
        except ProcessLookupError:
            return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
