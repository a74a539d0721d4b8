"""What differs between two versions, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from simpul.rules.procedure.compare import Comparison, Difference, StepChange, compare
from simpul.rules.procedure.describe import performer_text
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
    return Changes(
        tuple(_line(one, one.old, one.new) for one in found.head),
        tuple(_change(step, old, new) for step in found.steps),
    )


def _change(step: StepChange, old: Procedure, new: Procedure) -> Change:
    kind, word, symbol = KINDS[step.kind]
    if step.kind == "added":
        lines = tuple(Line(_PARTS[key], "", "", text) for key, text in _row(new, step.step))
    elif step.kind == "removed":
        lines = tuple(Line(_PARTS[key], "", text, "") for key, text in _row(old, step.step))
    else:
        lines = tuple(_spoken(one, step.step, old, new) for one in step.fields)
    return Change(step, kind, word, symbol, lines)


def _row(procedure: Procedure, name: str) -> Iterator[tuple[str, str]]:
    """What a step that stands in one version only is about."""
    step = procedure.by_id[name]
    yield "pelaksana", performer_text(procedure, step.performer)
    yield "waktu", _times(procedure, name)
    yield "keluaran", "; ".join(output.name for output in step.outputs)
    if step.next:
        yield "lanjut", _named(procedure, step.next)


def _spoken(one: Difference, step: str, old: Procedure, new: Procedure) -> Line:
    """Times with their conditions and steps with their titles, as the sheet says them."""
    first = one.key.partition(".")[0]
    if one.key == "waktu":
        return _line(one, _times(old, step), _times(new, step))
    if first in ("lanjut", "gabung", "keputusan"):
        return _line(one, _named(old, one.old), _named(new, one.new))
    return _line(one, one.old, one.new)


def _times(procedure: Procedure, step: str) -> str:
    return "; ".join(procedure.timing_text(timing) for timing in procedure.by_id[step].timings)


def _named(procedure: Procedure, name: str) -> str:
    """ "6. Tanya penyedia"; words that are no step stay."""
    step = procedure.by_id.get(name)
    if step is None:
        return name
    return f"{step.no}. {step.title}" if step.no.strip("+ ") else step.title


def _line(one: Difference, old: str, new: str) -> Line:
    first, _dot, rest = one.key.partition(".")
    return Line(_PARTS.get(first, first), rest, old, new)
