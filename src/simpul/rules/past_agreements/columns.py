"""Which column means what: the heading row found by its words, below whatever titles stand above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simpul.rules.past_agreements.cells import Cell, text

_LOOKED_AT = 40
_NO = r"(nomor|no|nomer|number)"
_OTHER = r"pihak (kedua|ii|2|lain)"
_PAPER = r"(naskah|pks|mou|perjanjian|dokumen|kerja ?sama)"
_MEANINGS: Sequence[tuple[str, str]] = (
    ("partner_number", rf"{_NO}\b.*\b(mitra|{_OTHER})\b.*"),
    (
        "above",
        rf"({_NO} )?(naskah|mou|dokumen|pks)? ?induk|payung( hukum| kerja ?sama)?|{_NO} mou|turunan dari|"
        r"mengubah( naskah| nomor)?",
    ),
    ("no", r"(no|nomor urut|no urut|urut|nr)"),
    ("number", rf"{_NO}( ({_PAPER}|surat|pks mou|mou pks|naskah kerja ?sama))+|nomor"),
    (
        "signed",
        rf"(tanggal|tgl|tg)( ?(ttd|tanda ?tangan|penandatanganan|ditandatangani|{_PAPER}))?|ttd|penandatanganan",
    ),
    ("start", r".*\b(mulai|tmt|awal|dari tanggal|efektif)( berlaku)?\b.*"),
    ("end", r".*\b(sampai|s d|sd|berakhir|akhir|selesai|habis|kedaluwarsa|kadaluarsa)\b.*"),
    ("period", r"(masa|jangka)( waktu)?( berlaku| kerja ?sama| perjanjian)?|jangka waktu.*|periode.*|berlaku"),
    (
        "partner",
        rf"(nama )?(mitra|partner|(instansi|lembaga) mitra|mitra kerja ?sama|{_OTHER}|para pihak|instansi|lembaga|"
        r"instansi lembaga|perusahaan|rekanan)",
    ),
    ("title", r"(judul|tentang|perihal|hal|nama kerja ?sama|kegiatan|nama naskah)( .*)?"),
    ("kind", r"(jenis|bentuk|tipe|kategori)( (naskah|dokumen|kerja ?sama|perjanjian))?"),
    ("value", r"(nilai|biaya|anggaran|jumlah biaya|harga)( .*)?"),
    ("file", r"(nama )?(file|berkas|softfile|soft file|softcopy|pindaian|scan)( .*)?"),
    ("place", r"(lokasi|tempat|letak|lemari|rak)( (simpan|penyimpanan|arsip|berkas|naskah))*"),
    ("status", r"status( .*)?"),
    ("scope", r"ruang lingkup|lingkup"),
    ("unit", r"unit( kerja| pengampu| pelaksana)?|tim( kerja)?|bidang|pengampu"),
    ("province", r"provinsi|propinsi"),
    ("note", r"ket|keterangan|catatan|note"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(words)) for name, words in _MEANINGS)
FIELDS = tuple(dict.fromkeys(name for name, _words in _MEANINGS))
_SUB = frozenset({"start", "end", "signed", "number"})
"""What may stand in a second row of headings, below a merged one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``rows``: the rows of the heading, counted from 1; ``columns``: field -> column, counted from 0."""

    rows: tuple[int, ...]
    columns: Mapping[str, int]

    @property
    def weight(self) -> int:
        return len(self.columns)


def meaning(words: str) -> str:
    """The field that a heading names; empty for one that is not known."""
    plain = re.sub(r"\([^)]*\)", " ", words.casefold())
    plain = " ".join(re.sub(r"[^\w]+", " ", plain).split())
    return next((name for name, form in _COMPILED if form.fullmatch(plain)), "") if plain else ""


def find_heading(lines: Sequence[Sequence[Cell]]) -> Heading | None:
    """The heading among the first lines of a sheet: the one that names the most; None where there is none.

    It must name the number or the title, the partner, and a date.
    """
    found: Heading | None = None
    for position, line in enumerate(lines[:_LOOKED_AT]):
        below = lines[position + 1] if position + 1 < len(lines) else ()
        heading = _heading(position + 1, line, below)
        if heading is not None and (found is None or heading.weight > found.weight):
            found = heading
    return found


def _heading(row: int, line: Sequence[Cell], below: Sequence[Cell]) -> Heading | None:
    names = [text(cell) for cell in line]
    columns: dict[str, int] = {}
    for column, words in enumerate(names):
        if (field := meaning(words)) and field not in columns:
            columns[field] = column
    second = _second(names, below)
    if second:
        columns = {field: column for field, column in columns.items() if column not in second.values()} | second
    enough = {"partner"} <= columns.keys() and columns.keys() & {"number", "title"}
    dated = columns.keys() & {"signed", "start", "end", "period"}
    if not enough or not dated:
        return None
    return Heading((row, row + 1) if second else (row,), columns)


def _second(names: Sequence[str], below: Sequence[Cell]) -> dict[str, int]:
    """The columns that a second row of headings divides; empty where the line below is no heading."""
    words = [text(cell) for cell in below]
    found: dict[str, int] = {}
    for column, word in enumerate(words):
        if not word:
            continue
        field = meaning(word)
        above = names[column] if column < len(names) else ""
        if field not in _SUB or (above and meaning(above) not in {"period", ""}):
            return {}
        found[field] = column
    return found
