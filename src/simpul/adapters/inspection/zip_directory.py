"""The directory of a ZIP archive: judged before a single entry is unpacked."""

from __future__ import annotations

from zipfile import ZipFile

from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.reasons import BOMB, BROKEN_OFFICE, ENTRY_NAMES, LOCKED, POLYGLOT
from simpul.adapters.inspection.zip_tail import end_record
from simpul.lib.zip_entries import is_locked, is_readable, leads_out, overlap

_END_SIZE = 22


def refuse_crooked_directory(data: bytes, archive: ZipFile, max_unpacked: int) -> None:
    """Raise ``Unfit`` for names that lead out, claimed or overlapping sizes, locks, and bytes around the archive."""
    entries = archive.infolist()
    if any(leads_out(entry) or "\\" in entry.orig_filename for entry in entries):
        raise Unfit(ENTRY_NAMES)
    if any(is_locked(entry) for entry in entries):
        raise Unfit(LOCKED)
    if sum(entry.file_size for entry in entries) > max_unpacked or overlap(entries):
        raise Unfit(BOMB)
    if not all(is_readable(entry) for entry in entries):
        raise Unfit(BROKEN_OFFICE)
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Unfit(ENTRY_NAMES)
    _refuse_surroundings(data, archive)


def _refuse_surroundings(data: bytes, archive: ZipFile) -> None:
    """Bytes before the first entry or behind the directory belong to some other file."""
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    end = end_record(data)
    if first != 0 or end + _END_SIZE + len(archive.comment) != len(data) or archive.comment:
        raise Unfit(POLYGLOT)
