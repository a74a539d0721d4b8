"""The directory of a ZIP archive: judged before a single entry is unpacked."""

from __future__ import annotations

import re
import stat
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.reasons import BOMB, BROKEN_OFFICE, ENTRY_NAMES, LOCKED, POLYGLOT
from simpul.adapters.inspection.zip_tail import end_record

_LOCAL_HEADER = 30
_END_SIZE = 22
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"^[A-Za-z]:")


def refuse_crooked_directory(data: bytes, archive: ZipFile, max_unpacked: int) -> None:
    """Raise ``Unfit`` for names that lead out, claimed or overlapping sizes, locks, and bytes around the archive."""
    entries = archive.infolist()
    for entry in entries:
        _refuse_name(entry)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unfit(LOCKED)
    if sum(entry.file_size for entry in entries) > max_unpacked or _overlap(entries):
        raise Unfit(BOMB)
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise Unfit(BROKEN_OFFICE)
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Unfit(ENTRY_NAMES)
    _refuse_surroundings(data, archive)


def _refuse_name(entry: ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    leads_out = name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name) or "\x00" in name or "\\" in name
    if leads_out or stat.S_ISLNK(entry.external_attr >> 16):
        raise Unfit(ENTRY_NAMES)


def _overlap(entries: list[ZipInfo]) -> bool:
    """Whether two entries share bytes: how a small archive claims the same data a thousand times."""
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        one.header_offset + _LOCAL_HEADER + len(one.filename) + one.compress_size > following.header_offset
        for one, following in pairwise(placed)
    )


def _refuse_surroundings(data: bytes, archive: ZipFile) -> None:
    """Bytes before the first entry or behind the directory belong to some other file."""
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    end = end_record(data)
    if first != 0 or end + _END_SIZE + len(archive.comment) != len(data) or archive.comment:
        raise Unfit(POLYGLOT)
