"""What differs between two versions, in the words of the page."""

from __future__ import annotations

import re
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
    "sebutan": gettext_lazy("Names of the outcomes"),
    "mulai_waktu": gettext_lazy("Time runs from"),
    "subprosedur": gettext_lazy("Sub-procedure"),
}
_KEYS: Mapping[str, object] = {
    "nomor": gettext_lazy("number of the SOP"),
    "judul": gettext_lazy("title"),
    "unit": gettext_lazy("unit"),
    "tgl_pembuatan": gettext_lazy("date of making"),
    "tgl_revisi": gettext_lazy("date of revision"),
    "tgl_efektif": gettext_lazy("effective date"),
    "pengesahan": gettext_lazy("approved by"),
    "dasar_hukum": gettext_lazy("legal basis"),
    "keterkaitan": gettext_lazy("related procedures"),
    "kualifikasi": gettext_lazy("qualifications"),
    "peralatan": gettext_lazy("equipment"),
    "peringatan": gettext_lazy("warnings"),
    "pencatatan": gettext_lazy("records"),
    "nama": gettext_lazy("name"),
    "label": gettext_lazy("label"),
    "jenis": gettext_lazy("kind"),
    "wajib": gettext_lazy("must be answered"),
    "mengisi": gettext_lazy("fills"),
    "petunjuk": gettext_lazy("hint"),
    "pilihan": gettext_lazy("choices"),
    "kolom": gettext_lazy("columns"),
    "baris": gettext_lazy("rows"),
    "peran": gettext_lazy("place on the document"),
    "paling_awal": gettext_lazy("not before"),
    "paling_lambat": gettext_lazy("not after"),
    "untuk": gettext_lazy("only for the outcome"),
    "jika": gettext_lazy("only when"),
    "lajur": gettext_lazy("lane"),
    "cara": gettext_lazy("way of working"),
    "menurut": gettext_lazy("named by"),
    "tercetak": gettext_lazy("as printed"),
    "dibuat": gettext_lazy("made by"),
    "templat": gettext_lazy("template"),
    "penanda_tangan": gettext_lazy("signatories"),
    "sebagai": gettext_lazy("signs as"),
    "oleh": gettext_lazy("signed by"),
    "urutan": gettext_lazy("order"),
    "jawaban": gettext_lazy("answer read"),
    "adalah": gettext_lazy("is one of"),
    "bukan": gettext_lazy("is none of"),
    "pemrakarsa": gettext_lazy("begun by"),
    "pihak": gettext_lazy("party"),
    "selama": gettext_lazy("as long as"),
    "asal": gettext_lazy("origin"),
    "langkah": gettext_lazy("step"),
    "alur": gettext_lazy("flow"),
    "lembaga": gettext_lazy("institution"),
    "kode": gettext_lazy("code"),
    "versi": gettext_lazy("version"),
}
_OF_IDS = frozenset(
    {
        "urutan", "untuk", "jika", "syarat", "mengisi", "lajur", "menurut", "cabang", "jawaban", "pihak", "paling_awal",
        "paling_lambat",
    }
)  # fmt: skip
"""Keys whose values are ids of the file; a reader knows what they stand for by its name."""
_ID = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: ``part`` in words, and ``key`` where it says more: "Foto serah terima: wajib"."""

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
    names = _names(old), _names(new)
    return Changes(
        tuple(_line(one, one.old, one.new, names) for one in found.head),
        tuple(_change(step, old, new) for step in found.steps),
    )


def _change(step: StepChange, old: Procedure, new: Procedure) -> Change:
    kind, word, symbol = KINDS[step.kind]
    if step.kind == "added":
        lines = tuple(Line(_PARTS[key], "", "", text) for key, text in _row(new, step.step) if text)
    elif step.kind == "removed":
        lines = tuple(Line(_PARTS[key], "", text, "") for key, text in _row(old, step.step) if text)
    else:
        lines = tuple(_spoken(one, step.step, old, new) for one in step.fields)
    return Change(step, kind, word, symbol, lines)


def _row(procedure: Procedure, name: str) -> Iterator[tuple[str, str]]:
    """What a step that stands in one version only is about."""
    step = procedure.by_id[name]
    yield "pelaksana", performer_text(procedure, step.performer)
    yield "syarat", procedure.when(step.condition) if step.condition else ""
    yield "kelengkapan", "; ".join(step.requirements)
    yield "waktu", _times(procedure, name)
    yield "isian", "; ".join(field.label for field in step.fields)
    yield "keluaran", "; ".join(output.name for output in step.outputs)
    yield (
        "keputusan",
        "; ".join(
            f"{step.outcome_label(outcome)}: {_named(procedure, target)}" for outcome, target in step.decisions.items()
        ),
    )
    yield "lanjut", _named(procedure, step.next)


def _spoken(one: Difference, step: str, old: Procedure, new: Procedure) -> Line:
    """Times with their conditions and steps with their titles, as the sheet says them."""
    names = _names(old, step), _names(new, step)
    first = one.key.partition(".")[0]
    if one.key == "waktu":
        return _line(one, _times(old, step), _times(new, step), names)
    if first in ("lanjut", "gabung", "keputusan"):
        return _line(one, _named(old, one.old), _named(new, one.new), names)
    return _line(one, one.old, one.new, names)


def _names(procedure: Procedure, step: str = "") -> dict[str, str]:
    """What the ids of the head, and of a step, stand for."""
    parties = {lane.id: lane.name for lane in (*procedure.lanes, *procedure.outside)}
    found = parties | {one.id: one.name for one in procedure.conditions}
    if step not in procedure.by_id:
        return found | {name: _named(procedure, name) for name in procedure.by_id} if not step else found
    row = procedure.by_id[step]
    found |= {name: _named(procedure, name) for name in row.branches}
    for field in row.fields:
        found |= {choice.id: choice.label for choice in field.choices}
        found |= {column.id: column.label for column in field.columns}
    found |= {output.id: output.name for output in row.outputs}
    found |= {outcome: row.outcome_label(outcome) for outcome in row.decisions}
    return found | {field.id: field.label for field in row.fields}


def _times(procedure: Procedure, step: str) -> str:
    return "; ".join(procedure.timing_text(timing) for timing in procedure.by_id[step].timings)


def _named(procedure: Procedure, name: str) -> str:
    """ "6. Tanya penyedia"; words that are no step stay."""
    step = procedure.by_id.get(name)
    return step.named if step is not None else name


def _line(one: Difference, old: str, new: str, names: tuple[dict[str, str], dict[str, str]]) -> Line:
    first, _dot, rest = one.key.partition(".")
    keys = [str(_word(key, names[0] | names[1])) for key in rest.split(".") if key]
    if one.key.rpartition(".")[2] in _OF_IDS:
        old, new = _with_names(old, names[0]), _with_names(new, names[1])
    return Line(_PARTS.get(first, first), ": ".join(keys), old, new)


def _word(key: str, names: Mapping[str, str]) -> object:
    return names.get(key) or _KEYS.get(key, key)


def _with_names(text: str, names: Mapping[str, str]) -> str:
    return _ID.sub(lambda found: names.get(found[0], found[0]), text)
