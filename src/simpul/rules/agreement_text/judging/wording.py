"""Wording that the institution never signs."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding, shortened
from simpul.rules.agreement_text.judging.positions import Forbidden, Position


def forbidden(brief: Brief) -> Iterator[Finding]:
    """KLA-04, one finding for each forbidden wording with every clause that holds it."""
    for position in brief.positions.positions:
        for rule in position.forbidden:
            clauses = _offending(brief, rule)
            if clauses:
                yield _finding(position, rule, clauses)


def _offending(brief: Brief, rule: Forbidden) -> list[Passage]:
    index, passages = brief.dossier.index, brief.dossier.passages
    spared = {index.sentence_at(start) for each in rule.unless for _, start, _ in index.find(each)}
    found: dict[int, set[str]] = {}
    for phrase in rule.phrases:
        for clause, start, end in index.find(phrase):
            if passages[clause].kind in ("clause", "closing", "annex") and index.sentence_at(start) not in spared:
                found.setdefault(clause, set()).update(word for word in index.row[start:end] if word[:1] == "@")
    parties = {word for words in found.values() for word in words}
    if rule.mutual and len(parties) > 1:
        return []
    return [passages[clause] for clause in sorted(found)]


def _finding(position: Position, rule: Forbidden, clauses: list[Passage]) -> Finding:
    return finding(
        "KLA-04",
        [each.ref for each in clauses],
        level=rule.level,
        topic=position.topic,
        found=shortened(clauses[0].text),
        expected=position.preferred,
        why=f"{rule.why} ({rule.source})",
        rule=f"{position.id}.{rule.id}",
    )
