"""The checklist by topic as the judge filled it: which clause is there, where, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.features.agreements.models import Judgement
from simpul.rules.agreement_text.judging.topics import TOPICS

STATES = {
    "ada": ("ok", "circle-check", gettext_lazy("There")),
    "cadangan": ("due", "info-circle", gettext_lazy("Fallback wording")),
    "kurang": ("due", "alert-triangle", gettext_lazy("Says too little")),
    "tidak_ada": ("late", "circle-x", gettext_lazy("Not in the text")),
    "tidak_perlu": ("idle", "circle-dashed", gettext_lazy("Not needed here")),
}


class Addressed(Protocol):
    """A clause that has a place to read it at."""

    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    chip: str
    symbol: str
    state: str
    address: str
    preferred: str
    note: str


def judged_topics(judged: Judgement | None, clauses: Mapping[str, Addressed]) -> list[tuple[str, list[Line]]]:
    """The lines under their topic, in the order in which an analyst reads; empty before the version was judged."""
    lines: list[dict[str, Any]] = judged.checklist if judged is not None else []
    topics = [(_(label), [_line(each, clauses) for each in lines if each["topic"] == id_])
              for id_, label in TOPICS.items()]  # fmt: skip
    return [(label, own) for label, own in topics if own]


def _line(line: Mapping[str, Any], clauses: Mapping[str, Addressed]) -> Line:
    chip, symbol, state = STATES[line["state"]]
    where = next((clauses[ref].address for ref in line["refs"] if ref in clauses), "")
    return Line(str(line["name"]), chip, symbol, str(state), where, str(line["preferred"]), str(line["note"]))
