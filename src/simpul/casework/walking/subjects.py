"""What a played case is about, out of ``subjects.yaml``; a procedure that is not named there is played all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from simpul.rules.procedure.model import Procedure


@dataclass(frozen=True, slots=True)
class Subject:
    """The title of the case, and answers to text fields by field id."""

    title: str
    answers: Mapping[str, str] = field(default_factory=dict)


def subject_of(procedure: Procedure, year: int) -> Subject:
    """What a case of this procedure, played in this year, is about."""
    row = _rows().get(procedure.code)
    if row is None:
        return Subject(f"Perkara contoh: {procedure.identity.title}")
    return Subject(
        str(row["judul"]).format(year=year), {name: text.format(year=year) for name, text in row["isian"].items()}
    )


@cache
def _rows() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = files("simpul").joinpath("casework/walking/subjects.yaml").read_text(encoding="utf-8")
    rows: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(text)
    return rows
