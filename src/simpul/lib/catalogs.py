"""Turns the translators' .po files into the .mo files that Django reads; needs no gettext binary."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogs(locale: Path, rooms: Collection[str] = ()) -> int:
    """Write each `<room>/<lang>/LC_MESSAGES/django.mo` older than its .po (no `rooms`: all). Returns how many."""
    written = 0
    for source in sorted(locale.glob("*/*/LC_MESSAGES/django.po")):
        room, target = source.parts[-4], source.with_suffix(".mo")
        stale = not target.exists() or target.stat().st_mtime < source.stat().st_mtime
        if stale and (not rooms or room in rooms):
            _compile(source, target)
            written += 1
    return written


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as stream:
        catalog = read_po(stream)
    # Two processes may start together: each writes its own file, the rename is whole.
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    with fresh.open("wb") as stream:
        write_mo(stream, catalog)
    fresh.replace(target)
