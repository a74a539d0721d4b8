"""Topic by topic: which clause is there and where, how near it is to the preferred wording, and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.clauses import lacking
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding
from simpul.rules.agreement_text.judging.positions import Position, holds
from simpul.rules.agreement_text.judging.topics import TOPICS

State = Literal["ada", "cadangan", "kurang", "tidak_ada", "tidak_perlu"]


@dataclass(frozen=True, slots=True)
class Line:
    """One position: ``state`` present, fallback wording, weak, absent, or absent and not needed; ``refs`` where."""

    topic: str
    position: str
    name: str
    state: State
    refs: tuple[str, ...]
    preferred: str
    note: str = ""


# Positions that no words of a title recognise: what says that they are missing, and what that they are weak.
_RULED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "komparisi": (("PHK-05",), ("PHK-06", "PHK-07")),
    "dasar_tarif": (("BIA-01",), ()),
}


def checklist(brief: Brief, findings: Sequence[Finding]) -> tuple[Line, ...]:
    """A line for each position that this kind of text needs, in the order of the topics."""
    known = [each for each in brief.positions.positions if each.id in _RULED or _concerns(brief, each)]
    ordered = sorted(known, key=lambda each: list(TOPICS).index(each.topic) if each.topic in TOPICS else len(TOPICS))
    return tuple(
        _ruled(brief, position, findings) if position.id in _RULED else _line(brief, position) for position in ordered
    )


def _ruled(brief: Brief, position: Position, findings: Sequence[Finding]) -> Line:
    absent, weak = ([each for each in findings if each.code in codes] for codes in _RULED[position.id])
    state: State = "tidak_ada" if absent else "kurang" if weak else "ada"
    if position.topic == "biaya" and not absent and not brief.setting.charged:
        state = "tidak_perlu"
    refs = [ref for each in (*absent, *weak) for ref in each.refs]
    if not refs and position.topic == "kewenangan":
        refs = [party.ref for party in brief.dossier.text.parties]
    return Line(position.topic, position.id, position.name, state, tuple(refs), position.preferred)


def _concerns(brief: Brief, position: Position) -> bool:
    """Positions that only other kinds of text need are left out."""
    return any(brief.setting.instrument in each.instruments for each in position.obligations)


def _line(brief: Brief, position: Position) -> Line:
    scope = brief.scope(position)
    if not scope:
        state: State = "tidak_ada" if position.obligation(brief.setting) else "tidak_perlu"
        return Line(position.topic, position.id, position.name, state, (), position.preferred)
    heads = [each.ref for each in scope if each.kind == "heading"] or [scope[0].ref]
    wanted = [each for each in position.elements if holds(each.when, brief.setting)]
    absent = lacking(brief, wanted, scope)
    if absent:
        note = ", ".join(each.name for each in absent)
        return Line(position.topic, position.id, position.name, "kurang", tuple(heads), position.preferred, note)
    if position.fallback is not None and _holds_fallback(brief, position, scope):
        why = position.fallback.why
        return Line(position.topic, position.id, position.name, "cadangan", tuple(heads), position.preferred, why)
    return Line(position.topic, position.id, position.name, "ada", tuple(heads), position.preferred)


def _holds_fallback(brief: Brief, position: Position, scope: Sequence[Passage]) -> bool:
    assert position.fallback is not None
    refs = {each.ref for each in scope}
    return any(each.ref in refs for each in brief.dossier.holding(position.fallback.phrases))
