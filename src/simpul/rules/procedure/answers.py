"""What somebody typed into a step's form, read by the step's own fields (isian) and checked against its outputs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from simpul.rules.procedure.model import Field, OutputSpec, Step
from simpul.rules.refusals import N_, Refusal

_LONGEST = {"teks": 300, "uraian": 10_000}
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Answers:
    """``values`` by field id as plain JSON values (dates ISO, amounts integer); ``faults`` by field id."""

    values: Mapping[str, str | int]
    faults: Mapping[str, Refusal]


def read(step: Step, outcome: str, raw: Mapping[str, str], files: Collection[str]) -> Answers:
    """Read the raw texts of a form. ``files``: ids of the file fields for which a file was handed in or lies there."""
    values: dict[str, str | int] = {}
    faults: dict[str, Refusal] = {}
    for field in step.fields_for(outcome):
        if field.kind == "berkas":
            if field.required and field.id not in files:
                faults[field.id] = Refusal("TGS-21", N_("Add the file “%(label)s”."), label=field.label)
            continue
        text = raw.get(field.id, "").replace("\x00", "").strip()
        if not text:
            if field.required:
                faults[field.id] = Refusal("TGS-20", N_("Fill in “%(label)s”."), label=field.label)
            continue
        try:
            values[field.id] = _value(field, text)
        except Refusal as refusal:
            faults[field.id] = refusal
    return Answers(values, faults)


def _value(field: Field, text: str) -> str | int:
    match field.kind:
        case "angka" | "rupiah":
            return _number(field, text)
        case "tanggal":
            return _date(field, text)
        case "pilihan":
            if text not in {choice.id for choice in field.choices}:
                raise Refusal("TGS-22", N_("Choose one of the answers of “%(label)s”."), label=field.label)
            return text
        case _:
            longest = _LONGEST.get(field.kind, 300)
            if len(text) > longest:
                raise Refusal(
                    "TGS-23",
                    N_("“%(label)s” is longer than %(longest)s characters."),
                    label=field.label,
                    longest=longest,
                )
            return text


def _number(field: Field, text: str) -> int:
    digits = text.removeprefix("Rp").strip().removesuffix(",00").replace(".", "").replace(" ", "")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        raise Refusal("TGS-24", N_("Write “%(label)s” as a whole number, for example 1.500.000."), label=field.label)
    return int(digits)


def _date(field: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refusal("TGS-25", N_("Write “%(label)s” as a date."), label=field.label) from None


def records(step: Step, outcome: str, values: Mapping[str, str | int]) -> dict[str, dict[str, str | int]]:
    """The records that the answers make: output id -> the values that fill it."""
    made: dict[str, dict[str, str | int]] = {}
    kinds = {output.id: output.kind for output in step.outputs_for(outcome)}
    for field in step.fields_for(outcome):
        if field.id in values and kinds.get(field.fills) == "rekaman":
            made.setdefault(field.fills, {})[field.id] = values[field.id]
    return made


def missing(step: Step, outcome: str, there: Collection[str]) -> tuple[OutputSpec, ...]:
    """The outputs (keluaran) that do not exist yet, in written order."""
    return tuple(output for output in step.outputs_for(outcome) if output.id not in there)
