"""What whoever reads a ZIP of a stranger has to know: how it can be damaged, and what an entry in its directory says of
itself."""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo
from zlib import error as DeflateError

DAMAGED = (BadZipFile, DeflateError, EOFError, RuntimeError, ValueError, OSError)
"""What ``zipfile`` raises on a damaged archive. ``RuntimeError``: an entry is locked, or packed in a way unknown."""
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"^[A-Za-z]:")


def parts(entry: ZipInfo) -> list[str]:
    """Folders and name; Windows programs write the one sign or the other between them."""
    return entry.orig_filename.replace("\\", "/").split("/")


def leads_out(entry: ZipInfo) -> bool:
    """Whether unpacking it under its name would write elsewhere: a path, a drive, a link."""
    steps = parts(entry)
    away = not steps[0] or ".." in steps or "\x00" in entry.orig_filename or bool(_DRIVE.match(steps[0]))
    return away or stat.S_ISLNK(entry.external_attr >> 16)


def is_locked(entry: ZipInfo) -> bool:
    """Whether it asks for a password."""
    return bool(entry.flag_bits & _ENCRYPTED)


def is_readable(entry: ZipInfo) -> bool:
    """Whether it is packed in one of the two ways that every program writes."""
    return entry.compress_type in {ZIP_STORED, ZIP_DEFLATED}


def overlap(entries: Sequence[ZipInfo]) -> bool:
    """Whether two entries share bytes: how a small archive claims the same data a thousand times."""
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        one.header_offset + _LOCAL_HEADER + len(one.orig_filename) + one.compress_size > following.header_offset
        for one, following in pairwise(placed)
    )
