"""Who uses the server: a shared file lock per user, so that the last one to leave can stop it.

The kernel drops the lock when a process dies, however it dies; no counter can go wrong.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from simpul.adapters.postgres import cluster


class Lease:
    """`with Lease(home) as lease:` starts the server if need be; it stops unless somebody else holds a lease."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.url = ""
        self._users = -1

    def __enter__(self) -> Self:
        self.home.mkdir(parents=True, exist_ok=True)
        self._users = os.open(self.home / "pg.users", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._users, fcntl.LOCK_SH)
        try:
            self.url = cluster.ensure_running(self.home)
        except BaseException:
            os.close(self._users)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Leave; the last one stops the server."""
        if self._users < 0:
            return
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else still works with it
        else:
            cluster.stop(self.home)
        finally:
            os.close(self._users)
            self._users = -1
