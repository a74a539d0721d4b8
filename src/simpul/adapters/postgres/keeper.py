"""`python -m simpul.adapters.postgres.keeper HOME`: holds a lease until its standard input ends.

The supervisor keeps the other end of the pipe. Should it be killed outright, the pipe ends, the lease is released, and
the server stops as it does after a Ctrl-C.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from simpul.adapters.postgres.lease import Lease
from simpul.rules.refusals import Refusal


def main(home: str) -> int:
    """Print the address when the server answers; 3 and one line on stderr (`code [text, params]`) when it does not."""
    # Ctrl-C is the supervisor's affair: the server must outlive the processes that use it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    try:
        with Lease(Path(home)) as lease:
            sys.stdout.write(f"{lease.url}\n")
            sys.stdout.flush()
            sys.stdin.read()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.code} {json.dumps([refusal.text, refusal.params])}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
