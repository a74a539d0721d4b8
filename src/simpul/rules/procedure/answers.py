"""What somebody typed into a step's form, read by the step's own fields (isian) and checked against its outputs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from simpul.rules.procedure.cells import clean, rows_of, units_of
from simpul.rules.procedure.conditions import answers_in, units_in
from simpul.rules.procedure.dates import Days, check, dates_in
from simpul.rules.procedure.model import Field, OutputSpec, Procedure, Step
from simpul.rules.procedure.vocabulary import UNIT_COUNT, Facts
from simpul.rules.refusals import N_, Refusal

_LONGEST = {"teks": 300, "uraian": 10_000}
_MOST_DIGITS = 15
_WHOLE = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+", re.ASCII)
_NEGATIVE = re.compile(r"[-\u2212]\d[\d.,]*", re.ASCII)


Value = str | int | list[str] | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Answers:
    """``values`` by field id as plain JSON values (dates ISO, amounts integer, tables as lists of rows, units as
    ``lane:unit``); ``faults`` by field id; ``facts`` as they stand with these answers."""

    values: Mapping[str, Value]
    faults: Mapping[str, Refusal]
    facts: Facts


def read(
    procedure: Procedure,
    step: Step,
    outcome: str,
    raw: Mapping[str, str],
    files: Collection[str],
    facts: Facts,
    days: Days,
) -> Answers:
    """Read the raw texts of a form. ``files``: ids of the file fields for which a file was handed in or lies there.

    A field with a condition is judged with the answers of the fields above it; one that does not belong to the form
    is passed over, whatever was sent for it.
    """
    values: dict[str, Value] = {}
    faults: dict[str, Refusal] = {}
    facts = _asked_anew(step, outcome, facts)
    for field in step.fields_for(outcome):
        if not _belongs(procedure, field.condition, facts):
            continue
        try:
            value = _read(field, raw, files)
            if field.kind == "tanggal" and value:
                check(procedure, step, field, date.fromisoformat(str(value)), facts, days)
        except Refusal as refusal:
            faults[field.id] = refusal
            continue
        if value not in ("", []):
            values[field.id] = value
            facts = _with_answer(procedure, field, value, facts)
    return Answers(values, faults, facts)


def fields_of(procedure: Procedure, step: Step, outcome: str, facts: Facts) -> tuple[Field, ...]:
    """The fields that belong to the form. ``facts``: with the answers given (:attr:`Answers.facts`)."""
    return tuple(item for item in step.fields_for(outcome) if _belongs(procedure, item.condition, facts))


def outputs_of(procedure: Procedure, step: Step, outcome: str, facts: Facts) -> tuple[OutputSpec, ...]:
    """The outputs that must exist, in written order. ``facts``: with the answers given."""
    return tuple(item for item in step.outputs_for(outcome) if _belongs(procedure, item.condition, facts))


def _belongs(procedure: Procedure, condition: str, facts: Facts) -> bool:
    return not condition or procedure.holds(condition, facts)


def _asked_anew(step: Step, outcome: str, facts: Facts) -> Facts:
    """Without what was answered in an earlier round to the questions that this form asks again."""
    again = {field.id for field in step.fields_for(outcome)}
    known = {"jawaban": answers_in(facts), "tanggal": dates_in(facts)}
    left = {
        kind: {name: value for name, value in given.items() if name not in again}
        for kind, given in known.items()
        if again & given.keys()
    }
    return {**facts, **left}


def _with_answer(procedure: Procedure, field: Field, value: Value, facts: Facts) -> Facts:
    if field.id in procedure.asked and field.kind == "pilihan":
        return {**facts, "jawaban": {**answers_in(facts), field.id: value}}
    if field.id in procedure.compared_dates and field.kind == "tanggal":
        return {**facts, "tanggal": {**dates_in(facts), field.id: value}}
    if field.kind == "unit" and isinstance(value, list):
        chosen: dict[str, list[str]] = {lane: [] for lane in field.lanes}
        for part in value:
            lane, _, unit = str(part).partition(":")
            chosen[lane].append(unit)
        return {**facts, "unit": {**units_in(facts), **chosen}}
    return facts


def _read(field: Field, raw: Mapping[str, str], files: Collection[str]) -> Value:
    """The value, "" or an empty list for nothing; 0 is written as 0 and is no nothing."""
    if field.kind == "berkas":
        if field.required and field.id not in files:
            raise Refusal("TGS-21", N_("Add the file “%(label)s”."), label=field.label)
        return ""
    text = clean(raw.get(field.id, ""))
    value = rows_of(field, raw) if field.kind == "tabel" else _value(field, text) if text else ""
    if field.required and value in ("", []):
        raise Refusal("TGS-20", N_("Fill in “%(label)s”."), label=field.label)
    return value


def _value(field: Field, text: str) -> Value:
    match field.kind:
        case "angka" | "rupiah":
            return _number(field, text)
        case "tanggal":
            return _date(field, text)
        case "pilihan":
            if text not in {choice.id for choice in field.choices}:
                raise Refusal("TGS-22", N_("Choose one of the answers of “%(label)s”."), label=field.label)
            return text
        case "unit":
            return units_of(field, text)
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
    plain = text.removeprefix("Rp").strip().removesuffix(",00").replace(" ", "")
    if _NEGATIVE.fullmatch(plain):
        raise Refusal("TGS-24", N_("“%(label)s” cannot be less than 0."), label=field.label)
    if not _WHOLE.fullmatch(plain):
        raise Refusal("TGS-24", N_("Write “%(label)s” as a whole number, for example 1.500.000."), label=field.label)
    digits = plain.replace(".", "")
    if len(digits) > _MOST_DIGITS:
        raise Refusal(
            "TGS-24",
            N_("“%(label)s” is too large. It can have %(most)s digits at most."),
            label=field.label,
            most=_MOST_DIGITS,
        )
    if field.role == UNIT_COUNT and not int(digits):
        raise Refusal(
            "TGS-24",
            N_("“%(label)s” must be 1 at least: the standard time is multiplied by it."),
            label=field.label,
        )
    return int(digits)


def _date(field: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refusal("TGS-25", N_("Write “%(label)s” as a date."), label=field.label) from None


def records(
    procedure: Procedure, step: Step, outcome: str, values: Mapping[str, Value], facts: Facts
) -> dict[str, dict[str, Value]]:
    """The records that the answers make: output id -> the values that fill it. ``facts``: with the answers given."""
    made: dict[str, dict[str, Value]] = {}
    kinds = {output.id: output.kind for output in outputs_of(procedure, step, outcome, facts)}
    for field in fields_of(procedure, step, outcome, facts):
        if field.id in values and kinds.get(field.fills) == "rekaman":
            made.setdefault(field.fills, {})[field.id] = values[field.id]
    return made


def missing(
    procedure: Procedure, step: Step, outcome: str, there: Collection[str], facts: Facts
) -> tuple[OutputSpec, ...]:
    """The outputs (keluaran) that do not exist yet, in written order. ``facts``: with the answers given."""
    return tuple(output for output in outputs_of(procedure, step, outcome, facts) if output.id not in there)
