"""Taking files in: streamed to disk below the data folder, never held in memory, counted before they are kept.

``SizedUploadHandler`` is for an ordinary form, ``Pieces`` for an upload that goes on after a dropped line. Both only
bring bytes to disk; judging them is the inspection's work.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

_ID = re.compile(r"[0-9a-f]{32}")
_KEPT_SECONDS = 24 * 3600


def folder() -> Path:
    """Where uploads lie until they are judged: ``SIMPUL_HOME/uploads``, for this account only."""
    home: Path = settings.HOME
    path = home / "uploads"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def drop_old() -> int:
    """Remove what a killed process or a given-up upload left behind a day ago; returns how many files."""
    old, dropped = time.time() - _KEPT_SECONDS, 0
    for path in folder().iterdir():
        if path.is_file() and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
            dropped += 1
    return dropped


class ReceivedFile(TemporaryUploadedFile):
    """A file on disk. ``full_name`` is the sender's name uncut; ``size`` counts what was sent, not what was kept."""

    def __init__(self, name: str, content_type: str, size: int, file: IO[bytes]) -> None:
        UploadedFile.__init__(self, file, name, content_type, size, None)
        self.full_name = name

    def path(self) -> Path:
        """Where the bytes lie; gone when the file object is closed."""
        return Path(self.temporary_file_path())


class SizedUploadHandler(FileUploadHandler):
    """Writes each file of a form to disk and stops writing one byte beyond ``limit``: enough to be judged too big."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        self.file = tempfile.NamedTemporaryFile(dir=folder(), prefix="form-")  # noqa: SIM115 - closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = self.limit + 1 - self.received
        if room > 0:
            self.file.write(raw_data[:room])
        self.received += len(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        self.file.flush()
        self.file.seek(0)
        return ReceivedFile(self.file_name or "", self.content_type or "", self.received, self.file)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


class Misplaced(Exception):
    """A piece does not continue what is there; ``offset`` is where the file stands."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


class Pieces:
    """One file that arrives in pieces. ``scope`` names whose it is (secret to others), ``upload_id`` the attempt.

    A scope has one unfinished file at most: a new attempt drops the older one.
    """

    def __init__(self, scope: str, upload_id: str) -> None:
        if not _ID.fullmatch(upload_id):
            raise ValueError("an upload is named by 32 hexadecimal digits")
        self._family = hashlib.sha256(scope.encode()).hexdigest()[:32]
        self.path = folder() / f"{self._family}-{upload_id}.part"

    def offset(self) -> int:
        """How many bytes are here already."""
        return self.path.stat().st_size if self.path.exists() else 0

    def append(self, data: bytes, *, offset: int, length: int) -> int:
        """Add a piece that starts at ``offset`` of ``length`` bytes in all. The new offset, or Misplaced."""
        if offset == 0:
            self._drop_others()
        with self._alone() as file:
            stands = file.seek(0, 2)
            if offset != stands or stands + len(data) > length:
                raise Misplaced(stands)
            file.write(data)
            return stands + len(data)

    @contextmanager
    def _alone(self) -> Iterator[IO[bytes]]:
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    @contextmanager
    def whole(self) -> Iterator[bool]:
        """Alone with the file, to judge it; False when another request with the last piece has judged it meanwhile."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            yield False
            return
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield self.path.exists()

    def drop(self) -> None:
        """Forget the file: it was judged, or it is not wanted."""
        self.path.unlink(missing_ok=True)

    def _drop_others(self) -> None:
        old = time.time() - _KEPT_SECONDS
        for part in folder().glob("*.part"):
            mine = part.name.startswith(self._family) and part != self.path
            if mine or part.stat().st_mtime < old:
                part.unlink(missing_ok=True)
