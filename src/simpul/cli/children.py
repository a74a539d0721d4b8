"""Processes that never outlive their parent, each with its lines marked by its name."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import IO, cast

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may be imported.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _die_with(parent: int) -> None:
    """Ask the kernel for SIGTERM when the parent dies, however it dies."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


class Child:
    """A supervised process in a session of its own: Ctrl-C reaches the supervisor alone, which ends each group."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str], *, mortal: bool = True) -> None:
        parent = os.getpid()
        self.name = name
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=(lambda: _die_with(parent)) if mortal else None,
        )
        os.set_blocking(self.output.fileno(), False)
        self._rest = b""

    @property
    def output(self) -> IO[bytes]:
        return cast(IO[bytes], self.process.stdout)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def lines(self) -> list[str]:
        """The whole lines printed since the last call; the last half line too once the process has ended."""
        try:
            printed = self._rest + (os.read(self.output.fileno(), 65536) or b"\n" * bool(self._rest))
        except BlockingIOError:
            return []
        *whole, self._rest = printed.split(b"\n")
        return [line.decode(errors="replace") for line in whole]

    def hang_up(self) -> None:
        """Close the child's standard input."""
        cast(IO[bytes], self.process.stdin).close()

    def end(self, number: signal.Signals) -> None:
        """Send a signal to the whole group; a group that is gone is fine."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def wait(self, seconds: float) -> bool:
        """True when it has ended within that time."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True
