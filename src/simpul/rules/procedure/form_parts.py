"""What a step asks and what it leaves behind: fields (``isian``) and outputs (``keluaran``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simpul.rules.procedure.vocabulary import TEXT_SHEET, TODAY

FieldKind = Literal["teks", "uraian", "tanggal", "angka", "rupiah", "pilihan", "berkas", "tabel", "unit"]
OutputKind = Literal["berkas", "rekaman"]
Maker = Literal["", "formulir", "subprosedur"]

PLAIN_SHEET = "lembar"
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a field of kind ``pilihan``."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column (``kolom``) of a field of kind ``tabel``."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the step's form (``isian``).

    ``fills`` (``mengisi``) is the output it becomes part of; ``outcomes`` (``untuk``) limits it to these outcomes,
    ``condition`` (``jika``) to cases in which it holds. ``tabel``: ``columns`` and how many ``rows`` (``baris``) are
    offered. ``unit``: the ``lanes`` (``lajur``) whose units can be chosen. ``role`` (``peran``): which part of a
    printed output the answer becomes; "" a line of its table of answers. ``tanggal``: ``earliest`` (``paling_awal``)
    and ``latest`` (``paling_lambat``), each ``hari_ini`` or the id of another date field; "" for no bound.
    """

    id: str
    label: str
    kind: FieldKind = "teks"
    required: bool = False
    fills: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    outcomes: tuple[str, ...] = ()
    condition: str = ""
    columns: tuple[Column, ...] = ()
    rows: int = 0
    lanes: tuple[str, ...] = ()
    role: str = ""
    earliest: str = ""
    latest: str = ""

    @property
    def bounds(self) -> frozenset[str]:
        """The date fields that it is compared with."""
        return frozenset({self.earliest, self.latest}) - {"", TODAY}


PERFORMER = "pelaksana"
"""In ``penanda_tangan``: the officer who completes the step."""


@dataclass(frozen=True, slots=True)
class Signing:
    """One place of signature (``penanda_tangan``): in which part (``sebagai``), and by whom (``oleh``): the performer,
    a lane or outside party that signs by hand, or the field that names the person; "" nobody is named."""

    role: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class OutputSpec:
    """What must exist when the step completes (``keluaran``), where its ``condition`` (``jika``) holds.

    ``made`` (``dibuat``): ``formulir`` the workbench makes it, or prints it out of the fields as ``sheet``
    (``templat``); ``subprosedur`` the end of the other procedure's case makes it; "" a field fills it.
    ``origin`` (``asal``): where it is not that of the step. ``signings``: who signs the sheet, side by side; empty:
    the performer alone.
    """

    id: str
    name: str
    kind: OutputKind
    made: Maker = ""
    outcomes: tuple[str, ...] = ()
    condition: str = ""
    sheet: str = PLAIN_SHEET
    origin: str = ""
    signings: tuple[Signing, ...] = ()

    @property
    def made_by_form(self) -> bool:
        return self.made == "formulir"

    @property
    def is_text(self) -> bool:
        """Whether it is the text of articles that the step's officers draft."""
        return self.sheet == TEXT_SHEET
