"""What differs between two versions, in the words of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from simpul.rules.procedure.compare import Comparison, Difference, StepChange, compare
from simpul.rules.procedure.model import Procedure

KINDS: Mapping[str, tuple[str, object, str]] = {
    "added": ("ok", gettext_lazy("added"), "plus"),
    "removed": ("late", gettext_lazy("removed"), "minus"),
    "moved": ("now", gettext_lazy("moved"), "arrow-down"),
    "changed": ("due", gettext_lazy("changed"), "edit"),
}
_PARTS: Mapping[str, object] = {
    "versi": gettext_lazy("Version"),
    "identitas": gettext_lazy("Identity"),
    "pelaksana": gettext_lazy("Who"),
    "pihak_luar": gettext_lazy("Outside parties"),
    "catatan": gettext_lazy("Remarks"),
    "ketentuan": gettext_lazy("Conditions"),
    "pengatur_waktu": gettext_lazy("Timers"),
    "adopsi": gettext_lazy("Adopted from"),
    "mulai": gettext_lazy("First step"),
    "langkah": gettext_lazy("Steps"),
    "no": gettext_lazy("Number"),
    "ringkas": gettext_lazy("Short name"),
    "kegiatan": gettext_lazy("Activity"),
    "kelengkapan": gettext_lazy("Requirements"),
    "waktu": gettext_lazy("Time"),
    "keluaran": gettext_lazy("Output"),
    "keterangan": gettext_lazy("Notes"),
    "isian": gettext_lazy("Form"),
    "keputusan": gettext_lazy("Decision"),
    "lanjut": gettext_lazy("Next step"),
    "cabang": gettext_lazy("Branches"),
    "gabung": gettext_lazy("Join"),
    "menunggu": gettext_lazy("Waiting"),
    "akibat": gettext_lazy("Effects"),
    "asal": gettext_lazy("Origin"),
    "syarat": gettext_lazy("Only when"),
    "formulir": gettext_lazy("Workbench"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: ``part`` in words, ``key`` as in the file where it says more."""

    part: object
    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One step with what differs in it."""

    step: StepChange
    kind: str
    word: object
    symbol: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """``head``: outside the steps."""

    head: tuple[Line, ...]
    steps: tuple[Change, ...]


def comparison_of(old: Procedure, new: Procedure) -> Changes:
    """What a reader of ``old`` has to know about ``new``."""
    found: Comparison = compare(old, new)
    return Changes(_lines(found.head), tuple(_change(step) for step in found.steps))


def _change(step: StepChange) -> Change:
    kind, word, symbol = KINDS[step.kind]
    return Change(step, kind, word, symbol, _lines(step.fields))


def _lines(found: tuple[Difference, ...]) -> tuple[Line, ...]:
    return tuple(_line(one) for one in found)


def _line(one: Difference) -> Line:
    first, _dot, rest = one.key.partition(".")
    return Line(_PARTS.get(first, first), rest, one.old, one.new)
