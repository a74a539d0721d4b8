"""The words of a step's printed document (``dibuat: formulir``), out of the step's own fields and answers.

A field says by its role (``peran``) where its answer stands: number, date, addressee, subject, running text, copies. A
field without a role stands in the table of answers; a ``tabel`` is printed as a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from simpul.rules.agreement_text.words import long_date, rupiah, thousands
from simpul.rules.procedure.form_parts import Field, OutputSpec
from simpul.rules.procedure.vocabulary import SUBJECT

Answer = object
_PLACED = frozenset({"nomor", "tanggal", "kepada", "perihal", "isi", "tembusan", "penanda"})
"""Roles whose answers have a place of their own on the sheet; every other answer stands in its table."""
_DATES = ("tanggal", "tanggal_permintaan")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its label, the names of its columns, and one text per column in every row."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def named(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows with the name of its column beside each text, for where the columns do not fit side by side."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """``dated`` is None where no field of the role ``tanggal`` was answered."""

    number: str
    dated: date | None
    recipient: tuple[str, ...]
    subject: str
    body: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    tables: tuple[Grid, ...]
    copies: tuple[str, ...]
    signed_by: str = ""


def fields_of(output: OutputSpec, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields that make up an output: those that fill it, else all that fill nothing else."""
    filling = tuple(field for field in fields if field.fills == output.id)
    return filling or tuple(field for field in fields if not field.fills)


def words_of(fields: Sequence[Field], answers: Mapping[str, Answer], units: Mapping[str, str]) -> SheetWords | None:
    """The words of a sheet; None when nothing was answered. ``units``: names by "lane:unit"."""
    answered = [field for field in fields if answers.get(field.id) not in (None, "", [])]
    if not answered:
        return None

    def role(name: str) -> list[str]:
        return [shown(field, answers[field.id], units) for field in answered if field.role == name]

    subject = "perihal" if role("perihal") else SUBJECT
    dates = [str(answers[field.id]) for role in _DATES for field in answered if field.role == role]
    return SheetWords(
        number=" ".join(role("nomor")),
        dated=date.fromisoformat(dates[0]) if dates else None,
        recipient=_lines(role("kepada")),
        subject=" ".join(role(subject)),
        body=_lines(role("isi")),
        pairs=tuple(
            (field.label, shown(field, answers[field.id], units))
            for field in answered
            if field.role not in (*_PLACED, subject) and field.kind not in ("tabel", "berkas")
        ),
        tables=tuple(grid_of(field, answers[field.id]) for field in answered if field.kind == "tabel"),
        copies=_lines(role("tembusan")),
        signed_by=" ".join(role("penanda")),
    )


def shown(field: Field, answer: Answer, units: Mapping[str, str]) -> str:
    """An answer as it is read: dates in words, amounts in figures and words, choices and units by their names."""
    match field.kind, answer:
        case "tanggal", str():
            return long_date(date.fromisoformat(answer))
        case "rupiah", int():
            return rupiah(answer)
        case "angka", int():
            return thousands(answer)
        case "pilihan", str():
            return next((choice.label for choice in field.choices if choice.id == answer), answer)
        case "unit", list():
            return "; ".join(units.get(str(one), str(one)) for one in answer)
        case _:
            return str(answer)


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())


def grid_of(field: Field, answer: Answer) -> Grid:
    """The table that was filled in."""
    rows = answer if isinstance(answer, list) else []
    return Grid(
        label=field.label,
        columns=tuple(column.label for column in field.columns),
        rows=tuple(tuple(str(row.get(column.id, "")) for column in field.columns) for row in rows),
    )
