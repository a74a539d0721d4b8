"""`simpul worker`: the background jobs (messages, timers, checkpoints), until a signal ends it."""

from __future__ import annotations

import argparse

from django.core.management import call_command


def run(argv: list[str]) -> int:
    """SIGTERM and SIGINT let running jobs finish first."""
    parser = argparse.ArgumentParser(prog="simpul worker", description=__doc__)
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at the same time (default 2)")
    wanted = parser.parse_args(argv)
    call_command("procrastinate", "worker", "--name=simpul", f"--concurrency={wanted.concurrency}")
    return 0
