"""A damaged workbook is refused in words, whichever of its parts is damaged."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from simpul.core.directory.imports import read as read_people
from simpul.features.agreements.past_books import read_book
from simpul.rules.refusals import Refusal

READERS: dict[str, Callable[[Path], object]] = {
    "IMP-0": lambda path: read_book(path, date(2026, 11, 23)),
    "ORG-": read_people,
}


def whole() -> bytes:
    book, out = Workbook(), BytesIO()
    book.worksheets[0].append(["Nomor Naskah", "Nama Mitra", "Judul", "Tanggal TTD", "Berakhir", "nama", "email"])
    for number in range(9):
        book.worksheets[0].append([f"{number}/PKS/20", "RSUD Rekaan", "Uji", "2020-01-02", "2022-01-02", "A", "a@b.c"])
    book.save(out)
    return out.getvalue()


def damaged(data: bytes) -> Iterator[bytes]:
    """Each part cut short, one changed byte in many places, and entries that ask for a password."""
    with ZipFile(BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, content in parts.items():
        out = BytesIO()
        with ZipFile(out, "w") as made:
            for each, kept in parts.items():
                made.writestr(each, kept[: len(content) // 2] if each == name else kept)
        yield out.getvalue()
    locked = bytearray(data)
    for entry in re.finditer(b"PK\x01\x02", data):
        locked[entry.start() + 8] |= 1
    yield bytes(locked)
    chance = random.Random(7)
    for _ in range(60):
        changed = bytearray(data)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        yield bytes(changed)


@pytest.mark.parametrize("code", READERS)
def test_whatever_is_damaged_is_said_in_words(tmp_path: Path, code: str) -> None:
    data, path = whole(), tmp_path / "lembar"
    path.write_bytes(data)
    assert READERS[code](path)
    said = []
    for bad in damaged(data):
        path.write_bytes(bad)
        try:
            READERS[code](path)
        except Refusal as refusal:
            said.append(refusal.code)
    assert len(said) > 20
    assert all(each.startswith(code) for each in said)
