"""Obligatory clauses that are missing, and clauses that say less than the preferred wording."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding, shortened
from simpul.rules.agreement_text.judging.phrases import phrase
from simpul.rules.agreement_text.judging.positions import Element, Obligation, Position, holds

STAMP = "meterai"
_COPIES = (phrase("rangkap"),)


def missing(brief: Brief) -> Iterator[Finding]:
    """KLA-01, KLA-02, KLA-03 and MTR-01."""
    for position in brief.positions.positions:
        obligation = position.obligation(brief.setting)
        if obligation is not None and not brief.recognised(position):
            yield finding(
                _code(position, obligation),
                _nearest(brief, position),
                level=obligation.level,
                topic=position.topic,
                expected=position.preferred,
                clause=position.name,
                why=f"{obligation.why} ({obligation.source})",
            )


def _code(position: Position, obligation: Obligation) -> str:
    if "ksdpk" in obligation.when:
        return "KLA-02"
    if "data_pribadi" in obligation.when:
        return "KLA-03"
    return "MTR-01" if position.id == STAMP else "KLA-01"


def _nearest(brief: Brief, position: Position) -> list[str]:
    """Where the missing words would be expected: stamp duty beside the number of originals."""
    if position.id != STAMP:
        return []
    return [each.ref for each in brief.dossier.holding(_COPIES) if each.kind in ("clause", "closing")][:1]


def weaker(brief: Brief) -> Iterator[Finding]:
    """KLA-05: fewer of the elements than the threshold of the position."""
    for position in brief.positions.positions:
        wanted = [each for each in position.elements if holds(each.when, brief.setting)]
        scope = brief.scope(position) if wanted and position.obligation(brief.setting) else []
        if not scope:
            continue
        absent = lacking(brief, wanted, scope)
        share = round(100 * (len(wanted) - len(absent)) / len(wanted))
        if share < position.threshold:
            yield finding(
                "KLA-05",
                _heads(scope),
                topic=position.topic,
                found=shortened(" ".join(each.text for each in scope)),
                expected=position.preferred,
                clause=position.name,
                share=share,
                missing=", ".join(each.name for each in absent),
            )


def lacking(brief: Brief, wanted: list[Element], scope: list[Passage]) -> list[Element]:
    """The elements that no clause of the scope says."""
    refs = {each.ref for each in scope}
    return [
        element for element in wanted if not any(each.ref in refs for each in brief.dossier.holding(element.phrases))
    ]


def _heads(scope: list[Passage]) -> list[str]:
    """The articles of the scope; single clauses where no article is about it."""
    heads = [each.ref for each in scope if each.kind == "heading"]
    return heads or [each.ref for each in scope]
