"""The judge: every check over one text, its findings ordered by weight and place, and the checklist by topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from simpul.rules.agreement_text.judging import (
    amounts,
    calendar_days,
    clauses,
    deadlines,
    gaps,
    numbering,
    own_side,
    parties,
    references,
    roles,
    tariff,
    term,
    terms,
    wording,
)
from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.checklist import Line, checklist
from simpul.rules.agreement_text.judging.dossier import dossier
from simpul.rules.agreement_text.judging.finding import LEVELS, Finding
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.judging.regional import as_the_text_says
from simpul.rules.agreement_text.judging.setting import Setting
from simpul.rules.agreement_text.reading.text import ReadText

Check = Callable[[Brief], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    clauses.missing,
    clauses.weaker,
    wording.forbidden,
    tariff.check,
    term.check,
    calendar_days.check,
    deadlines.check,
    amounts.check,
    parties.check,
    own_side.check,
    roles.check,
    numbering.check,
    references.check,
    terms.check,
    terms.spellings,
    gaps.check,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """``findings`` the weightiest first, then in reading order; ``places`` every ref in words ("Pasal 6 ayat (2)")."""

    findings: tuple[Finding, ...]
    checklist: tuple[Line, ...]
    places: Mapping[str, str]


def judge(text: ReadText, setting: Setting, positions: Positions, today: date) -> Judgement:
    """The same text, setting, positions and day always give the same judgement."""
    whole = dossier(text)
    brief = Brief(whole, as_the_text_says(setting, whole), positions, today)
    order = {passage.ref: at for at, passage in enumerate(brief.dossier.passages)}

    def place(one: Finding) -> tuple[int, int, str]:
        return LEVELS.index(one.level), min((order.get(ref, 0) for ref in one.refs), default=-1), one.code

    found = dict.fromkeys(one for check in CHECKS for one in check(brief))
    findings = tuple(sorted(found, key=place))
    return Judgement(findings, checklist(brief, findings), brief.dossier.places)
