"""Numbers of articles and paragraphs that jump or stand twice, and blank number lines of the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import name_of
from simpul.rules.agreement_text.judging.finding import Finding
from simpul.rules.agreement_text.reading.text import ReadClause

_LAST = re.compile(r"(\d{1,3}|[a-z])[.)]*\s*$")
_KIND = re.compile(r"\d+|[a-z]")


def check(brief: Brief) -> Iterator[Finding]:
    """NOM-01, NOM-02, NOM-05 and NOM-06."""
    text = brief.dossier.text
    yield from _articles(brief)
    for article in text.articles:
        yield from _lists(brief, article.body)
    if any(not number for number in text.title.numbers):
        yield finding("NOM-06", ["title"])


def _articles(brief: Brief) -> Iterator[Finding]:
    numbered = [each for each in brief.dossier.text.articles if each.number is not None]
    times = Counter(each.number for each in numbered)
    for number, count in times.items():
        if count > 1:
            refs = [each.ref for each in numbered if each.number == number]
            yield finding("NOM-02", refs, found=f"Pasal {number}", number=f"Pasal {number}", times=count)
    for before, after in zip([None, *numbered], numbered, strict=False):
        last, own = (before.number if before else 0) or 0, after.number or 0
        if own > last + 1 or own < last:
            expected = f"Pasal {last + 1}"
            yield finding(
                "NOM-01", [after.ref], found=name_of(after), expected=expected, after=name_of(after),
                before=name_of(before) if before else "—",
            )  # fmt: skip


def _lists(brief: Brief, clauses: Sequence[ReadClause]) -> Iterator[Finding]:
    """A paragraph without a number begins a new list; automatic numbers cannot jump."""
    last: tuple[str, int, str] | None = None
    for clause in clauses:
        yield from _lists(brief, clause.items)
        match = _LAST.search(clause.label)
        if match is None or clause.automatic:
            last = None
            continue
        kind, value = _KIND.sub("#", clause.label), _value(match[1])
        if last is not None and kind == last[0] and value not in (last[1] + 1, 1):
            yield finding("NOM-05", [clause.ref], found=clause.label, label=clause.label, before=last[2])
        last = (kind, value, clause.label)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else ord(number) - ord("a") + 1
