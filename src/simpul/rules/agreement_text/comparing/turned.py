"""A partner's own paper in which the parties change places: their PIHAK KESATU is our PIHAK KEDUA.

Who is who is told by the names of the institutions alone. Where anything leaves room for doubt nothing is exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from simpul.rules.agreement_text.judging.own_side import is_named
from simpul.rules.agreement_text.judging.phrases import ORDINALS, number_of
from simpul.rules.agreement_text.reading.text import (
    ReadAnnex,
    ReadArticle,
    ReadClause,
    ReadGroup,
    ReadTable,
    ReadText,
)
from simpul.rules.agreement_text.structure import AgreementText

Called = Mapping[str, str]
"""What a party is called in the partner's text -> what ours calls it: ("PIHAK PERTAMA", "PIHAK KEDUA")."""
_WORDS = [word for word in sorted(ORDINALS, key=len, reverse=True) if not word.isdigit()]
_ORDINAL = "|".join(_WORDS)
_LABEL = re.compile(rf"\b(?:PIHAK|[Pp]ihak)[ \t]+({_ORDINAL}|{_ORDINAL.title()})\b")
_GAP = r"[\s\-–—\"“”']{0,3}"
_ANY_LABEL = re.compile(rf"(?<!para )\bpihak{_GAP}(?:ke{_GAP})?({_ORDINAL}|\d{{1,2}})\b(?!\s*\()", re.IGNORECASE)
_LISTED = "|".join(word for word in _WORDS if word.startswith("KE") or word in ("PERTAMA", "I", "II", "III", "IV", "V"))
_SHARED = re.compile(
    rf"\bpihak\s+(?:{_ORDINAL})\s*(?:,|/|&|(?:dan|atau|maupun|serta)\b)[\s/]*(?:(?:dan|atau)\b[\s/]*)?(?:{_LISTED})\b",
    re.IGNORECASE,
)
_MOST = 0.5  # share of the clauses naming a party that may stand in our own words; more is our draft edited
_FIXED = frozenset({"opening", "parties"})


def turned(ours: AgreementText, theirs: ReadText) -> Called:
    """How the designations of ``theirs`` are to be read in ours; empty where they agree, or where it is not certain."""
    if theirs.second is not None or ours.translation is not None:
        return {}
    called = _crossing(ours, theirs)
    if not called or not _is_plain(theirs, called) or _is_ours_edited(ours, theirs):
        return {}
    return called


def in_our_terms(theirs: ReadText, called: Called) -> ReadText:
    """The same text with the parties called as in ours; title, komparisi and signatures stay as they are written."""
    if not called:
        return theirs
    by_number = {_number(their): our for their, our in called.items()}

    def renamed(text: str) -> str:
        return _LABEL.sub(lambda match: _as_written(match[0], by_number.get(number_of(match[1]), "")), text)

    return replace(
        theirs,
        preamble=tuple(one if one.kind in _FIXED else _group(one, renamed) for one in theirs.preamble),
        articles=tuple(_article(one, renamed) for one in theirs.articles),
        closing=tuple(_clause(one, renamed) for one in theirs.closing),
        annexes=tuple(_annex(one, renamed) for one in theirs.annexes),
    )


def _crossing(ours: AgreementText, theirs: ReadText) -> dict[str, str]:
    """Each party of theirs is exactly one of ours by name, each of ours is there, and not all in their own place."""
    known = {one.label: one.institution for one in ours.signatures}
    found: dict[str, str] = {}
    for party in theirs.parties:
        named = [label for label, name in known.items() if is_named([name], [party.text])]
        if len(named) != 1 or not _LABEL.fullmatch(party.label.strip()) or not _LABEL.fullmatch(named[0]):
            return {}
        found[party.label.strip()] = named[0]
    numbers = {_number(their) for their in found}
    if not len(numbers) == len(set(found.values())) == len(known) == len(theirs.parties):
        return {}
    return found if any(_number(their) != _number(our) for their, our in found.items()) else {}


def _is_plain(theirs: ReadText, called: Called) -> bool:
    """Whether every mention of a party is one that can be exchanged: written out, and by itself.

    "pihak ketiga" of a text between two parties is anybody else and no designation.
    """
    numbers = {_number(their) for their in called}
    for text in _words(theirs):
        written = {match.start() for match in _LABEL.finditer(text)}
        others = (match for match in _ANY_LABEL.finditer(text) if match.start() not in written)
        if _SHARED.search(text) or any(_counted(match[1]) in numbers for match in others):
            return False
    return True


def _counted(ordinal: str) -> int:
    return int(ordinal) if ordinal.isdigit() else number_of(ordinal)


def _is_ours_edited(ours: AgreementText, theirs: ReadText) -> bool:
    """Our own draft in which only the komparisi was turned round: it is not known what its clauses mean."""
    known = {_tidy(text) for _, text in ours.clauses()}
    naming = [_tidy(each.text) for each in theirs.clauses() if _LABEL.search(each.text)]
    return bool(naming) and sum(text in known for text in naming) > len(naming) * _MOST


def _words(text: ReadText) -> Iterator[str]:
    """Everything in which a designation is exchanged."""
    yield from (group.lead for group in text.preamble if group.kind not in _FIXED)
    for article in text.articles:
        yield article.title
    for clause in text.clauses():
        yield clause.text
        yield from _cells(clause.tables)
    for annex in text.annexes:
        yield annex.title
        yield from _cells(annex.tables)


def _cells(tables: Iterable[ReadTable]) -> Iterator[str]:
    return (cell for table in tables for row in table.rows for cell in row)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _number(label: str) -> int:
    return number_of(label.split()[-1])


def _as_written(theirs: str, ours: str) -> str:
    """Our designation in capitals or not, as theirs was; theirs where ours has none for it."""
    if not ours:
        return theirs
    return ours.upper() if theirs.isupper() else ours.title()


Renamed = Callable[[str], str]


def _clause(one: ReadClause, renamed: Renamed) -> ReadClause:
    items = tuple(_clause(each, renamed) for each in one.items)
    return replace(one, text=renamed(one.text), items=items, tables=_tables(one.tables, renamed))


def _tables(tables: Iterable[ReadTable], renamed: Renamed) -> tuple[ReadTable, ...]:
    return tuple(replace(one, rows=tuple(tuple(map(renamed, row)) for row in one.rows)) for one in tables)


def _group(one: ReadGroup, renamed: Renamed) -> ReadGroup:
    return replace(one, lead=renamed(one.lead), clauses=tuple(_clause(each, renamed) for each in one.clauses))


def _article(one: ReadArticle, renamed: Renamed) -> ReadArticle:
    return replace(one, title=renamed(one.title), body=tuple(_clause(each, renamed) for each in one.body))


def _annex(one: ReadAnnex, renamed: Renamed) -> ReadAnnex:
    body = tuple(_clause(each, renamed) for each in one.body)
    return replace(one, title=renamed(one.title), body=body, tables=_tables(one.tables, renamed))
