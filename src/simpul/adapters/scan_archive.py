"""A ZIP of scans, as a person packs a folder: its directory is judged first, then one entry at a time is laid out.

Nothing in it is believed: sizes are counted as they come, a name leads nowhere, and every scan is judged like any other
upload by whoever takes it.
"""

from __future__ import annotations

import struct
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZipFile, ZipInfo

from simpul.lib.zip_entries import DAMAGED, is_locked, is_readable, leads_out, overlap, parts
from simpul.rules.refusals import N_, Refusal

ENDING = ".zip"
_MIB = 1024 * 1024
MOST_SCANS = 2_000
MOST_UNPACKED = 4_096 * _MIB
_SUSPICIOUS = 64 * _MIB
_RATIO = 100
"""A scan hardly shrinks: whoever promises a hundredfold, and much of it, brings no scans."""
_MOST_DIRECTORY = 4 * _MIB
_PIECE = 64 * 1024
_END, _END_SIZE, _MOST_COMMENT = b"PK\x05\x06", 22, 65_535
_BIG_END, _BIG_END_SIZE = b"PK\x06\x07", 20
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_MAC_LITTER = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One scan of the ZIP, the ``number``th of ``total``. ``path``: where it lies for a moment; None: it is damaged."""

    number: int
    total: int
    name: str
    path: Path | None


def count_scans(path: Path, most_bytes: int) -> int:
    """How many scans the ZIP holds. Raises Refusal IMP-50 to IMP-56."""
    with path.open("rb") as stream, _opened(stream, most_bytes) as archive:
        return len(_scans(archive))


def unpacked(path: Path, most_bytes: int, folder: Path, limit: int, after: int = 0) -> Iterator[Unpacked]:
    """The scans behind the first ``after`` ones, each in ``folder`` until the next is asked for.

    Of what is larger than ``limit`` one byte more is laid out: enough to be judged too big. Raises as ``count_scans``.
    """
    with path.open("rb") as stream, _opened(stream, most_bytes) as archive:
        found = _scans(archive)
        for number, (name, entry) in enumerate(found, 1):
            if number <= after:
                continue
            with tempfile.NamedTemporaryFile(dir=folder, prefix="zip-") as out:
                whole = _lay_out(archive, entry, out, limit)
                out.flush()
                yield Unpacked(number, len(found), name, Path(out.name) if whole else None)


def _lay_out(archive: ZipFile, entry: ZipInfo, out: IO[bytes], limit: int) -> bool:
    left = limit + 1
    try:
        part = archive.open(entry)
    except DAMAGED:
        return False
    with part:
        while left:
            try:
                piece = part.read(min(_PIECE, left))
            except DAMAGED:
                return False
            if not piece:
                break
            out.write(piece)
            left -= len(piece)
    return True


def _opened(stream: IO[bytes], most_bytes: int) -> ZipFile:
    size = stream.seek(0, 2)
    if size > most_bytes:
        raise Refusal(
            "IMP-51",
            N_("This ZIP is larger than %(megabytes)s MB. Make several of it and send them one after another."),
            megabytes=most_bytes // _MIB,
        )
    _check_end(stream, size)
    archive: ZipFile | None = None
    with suppress(*DAMAGED):
        stream.seek(0)
        archive = ZipFile(stream)
    if archive is None:
        raise _unreadable()
    _check_directory(archive.infolist(), size)
    return archive


def _unreadable() -> Refusal:
    return Refusal(
        "IMP-50",
        N_(
            "This file is no readable ZIP. Make it anew from the folder: in Windows right-click it, Send to, "
            "Compressed (zipped) folder."
        ),
    )


def _check_end(stream: IO[bytes], size: int) -> None:
    """The directory is not read at all where it claims to be longer than two thousand scans need."""
    start = max(0, size - _MOST_COMMENT - _END_SIZE - _BIG_END_SIZE)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE or tail[max(0, at - _BIG_END_SIZE) : at].startswith(_BIG_END):
        raise _unreadable()
    count, length = struct.unpack_from("<HI", tail, at + 10)
    if count > 2 * MOST_SCANS or length > _MOST_DIRECTORY:
        raise _too_many()


def _too_many() -> Refusal:
    return Refusal(
        "IMP-55", N_("This ZIP holds more than %(most)s files. Make several of it and send them one after another."),
        most=MOST_SCANS,
    )  # fmt: skip


def _check_directory(entries: Sequence[ZipInfo], size: int) -> None:
    if any(is_locked(entry) for entry in entries):
        raise Refusal("IMP-52", N_("This ZIP is locked with a password. Make it anew without one."))
    if not all(is_readable(entry) for entry in entries):
        raise _unreadable()
    doubled = max(Counter(entry.orig_filename for entry in entries).values(), default=1) > 1
    if doubled or any(leads_out(entry) for entry in entries):
        raise Refusal(
            "IMP-53", N_("The names in this ZIP lead out of it or stand twice. Make it anew from the folder of scans.")
        )
    promised = sum(entry.file_size for entry in entries)
    if promised > MOST_UNPACKED or promised > max(_SUSPICIOUS, _RATIO * size) or overlap(entries):
        raise Refusal("IMP-54", N_("Unpacked, this ZIP would become far larger than scans can be. It was not kept."))


def _scans(archive: ZipFile) -> list[tuple[str, ZipInfo]]:
    """Each with its name; folders stand before it only where two scans are called the same."""
    found = [(entry, parts(entry)) for entry in archive.infolist()]
    kept = [(entry, steps) for entry, steps in found if not _is_litter(steps)]
    if len(kept) > MOST_SCANS:
        raise _too_many()
    if not kept:
        raise Refusal("IMP-56", N_("There is no file in this ZIP. Make it anew from the folder of scans."))
    called = Counter(steps[-1].casefold() for _entry, steps in kept)
    return [(steps[-1] if called[steps[-1].casefold()] == 1 else " - ".join(steps), entry) for entry, steps in kept]


def _is_litter(steps: Sequence[str]) -> bool:
    """A folder, or what operating systems leave behind in one."""
    name = steps[-1]
    return not name or name.startswith(".") or name.casefold() in _LITTER or _MAC_LITTER in steps
