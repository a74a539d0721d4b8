"""The bytes: stored once by content under ``SIMPUL_HOME/files``, never overwritten but where they are damaged."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from simpul.rules.refusals import N_, Refusal

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def path_of(sha256: str) -> Path:
    """Where content with this hash lies."""
    folder: Path = settings.FILES
    return folder / sha256[:2] / sha256[2:]


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file, read in pieces."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """What lies on the disk under a content's name; ``size`` None: nothing that could be read."""

    is_whole: bool
    size: int | None = None
    sha256: str = ""


def look(sha256: str) -> Found:
    """Read the bytes of a content in pieces and compare them with their name; the disk's memory is left to others."""
    try:
        with path_of(sha256).open("rb") as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
            size = handle.tell()
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    except OSError:
        return Found(is_whole=False)
    return Found(found == sha256, size, found)


def _settle(draft: Path, target: Path) -> None:
    """Give the finished draft its name; the folder entry is on disk before anybody relies on it."""
    draft.chmod(0o440)
    draft.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _refuse(error: OSError) -> Refusal:
    if error.errno in _FULL:
        return Refusal(
            "SIS-02",
            N_("The storage of this installation is full, so the file was not kept. Try again later or call us."),
        )
    return Refusal("SIS-03", N_("The file could not be kept. Nothing was saved. Try again later or call us."))


def keep(data: bytes) -> tuple[str, int]:
    """Keep bytes; returns (sha256 hex, size). Raises Refusal SIS-02 when the disk is full; nothing half is left."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if look(sha256).is_whole:
        return sha256, len(data)
    draft: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".draft-", delete=False) as handle:
            draft = Path(handle.name)
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        _settle(draft, target)
    except OSError as error:
        if draft is not None:
            draft.unlink(missing_ok=True)
        raise _refuse(error) from error
    return sha256, len(data)


def keep_file(source: Path, sha256: str) -> int:
    """Keep a file of that digest that lies on disk (an upload); the source stays where it is. Returns its size."""
    size = source.stat().st_size
    target = path_of(sha256)
    if look(sha256).is_whole:
        return size
    draft = target.with_name(f".draft-{os.getpid()}-{sha256[:12]}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        with source.open("rb") as reader, draft.open("wb") as writer:
            shutil.copyfileobj(reader, writer)
            writer.flush()
            os.fsync(writer.fileno())
        _settle(draft, target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _refuse(error) from error
    return size


def drop(sha256: str) -> None:
    """Remove bytes; whoever calls has made sure that no row names them and none is being written that does."""
    path_of(sha256).unlink(missing_ok=True)


def touch(sha256: str) -> None:
    """Let their age begin now: bytes that lose their row count as new to the sweep of bytes without a row."""
    with suppress(FileNotFoundError):
        os.utime(path_of(sha256))


class Damaged(Refusal):
    """The bytes of a content are not what was stored; whoever meets it puts that on record (``integrity.noticed``)."""

    def __init__(self, code: str, text: str, sha256: str) -> None:
        super().__init__(code, text)
        self.sha256 = sha256


def read(sha256: str) -> bytes:
    """The bytes, checked against their name. Raises Damaged SIS-04 when they are gone, SIS-05 when they changed."""
    try:
        data = path_of(sha256).read_bytes()
    except OSError as error:
        raise _missing(sha256) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _changed(sha256)
    return data


def check(sha256: str) -> None:
    """The same of bytes that are not needed themselves, because something made of them is. Raises as ``read``."""
    try:
        found = digest_of(path_of(sha256))
    except OSError as error:
        raise _missing(sha256) from error
    if found != sha256:
        raise _changed(sha256)


def _missing(sha256: str) -> Damaged:
    return Damaged(
        "SIS-04", N_("This file cannot be opened: its bytes are missing. They have to be restored from a backup."),
        sha256,
    )  # fmt: skip


def _changed(sha256: str) -> Damaged:
    return Damaged(
        "SIS-05",
        N_("This file is not handed out: its bytes have changed since they were stored. Restore it from a backup."),
        sha256,
    )
