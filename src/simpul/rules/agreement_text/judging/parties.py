"""How the parties are called, and by what authority they sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.finding import Finding, shortened
from simpul.rules.agreement_text.judging.phrases import LABEL, number_of

_ACTS_FOR = re.compile(r"(?:untuk dan )?atas nama\s+([^,;\n]{3,160})")
_SELF = re.compile(r"diri sendiri", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\bberdasarkan\b|\bDasar\b|\bKeputusan\b|\bAkta\b|\bSurat Kuasa\b|\bSurat Tugas\b|\bPeraturan\b|\bAnggaran Dasar\b"
    r"|\bSK\b|\bidentitas\b|\bNIK\b",
)
_FOUNDATION = re.compile(r"\bAkta Pendirian\b|\bAkta\b", re.IGNORECASE)
_CURRENT = re.compile(r"perubahan|terakhir|pengesahan|disahkan|Menteri Hukum|AHU|kuasa", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NEAR = 0.75  # how alike two words of a name are that are taken for one misspelled


def check(brief: Brief) -> Iterator[Finding]:
    """PHK-01, PHK-02, PHK-04, PHK-05 and PHK-06."""
    yield from _labels(brief)
    yield from _authorities(brief)
    yield from _names(brief)


def _plain(label: str) -> str:
    return " ".join(label.upper().split())


def _labels(brief: Brief) -> Iterator[Finding]:
    right = {
        number_of(match[1]): _plain(party.label)
        for party in brief.dossier.text.parties
        if (match := LABEL.search(party.label))
    }
    if not right:
        return
    uses: dict[str, list[str]] = {}
    for passage in brief.dossier.passages:
        for match in LABEL.finditer(passage.text):
            used = _plain(match[0])
            if used != right.get(number_of(match[1])):
                uses.setdefault(used, []).append(passage.ref)
    for used, refs in uses.items():
        number = number_of(used.split()[-1])
        if number in right:
            yield finding("PHK-01", refs, found=used, expected=right[number], used=used, right=right[number])
        else:
            yield finding("PHK-02", refs, found=used, expected=", ".join(right.values()), used=used)


def _authorities(brief: Brief) -> Iterator[Finding]:
    wanted = brief.positions.preferred("komparisi")
    for party in brief.dossier.text.parties:
        words = party.text[:4000]
        if not _AUTHORITY.search(words):
            yield finding("PHK-05", [party.ref], found=shortened(words), expected=wanted, party=party.label)
        elif _FOUNDATION.search(words) and not _CURRENT.search(words):
            yield finding("PHK-06", [party.ref], found=shortened(words), expected=wanted, party=party.label)


def names(brief: Brief) -> list[str]:
    """The institutions as their komparisi and the title name them."""
    found = list(brief.dossier.text.title.parties)
    for party in brief.dossier.text.parties:
        found += [match[1] for match in _ACTS_FOR.finditer(party.text[:4000]) if not _SELF.search(match[1])]
    return [" ".join(name.split()) for name in found]


def _names(brief: Brief) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for name in dict.fromkeys(each.lower() for each in names(brief)):
        words = _WORD.findall(name)
        if len(words) >= 2:
            for found, ref in _misspelled(brief, words):
                if (name, found) not in told and (found, name) not in told:
                    told.add((name, found))
                    yield finding(
                        "PHK-04", [ref], found=found, expected=name.title(), one=found.title(), other=name.title()
                    )


def _misspelled(brief: Brief, words: list[str]) -> Iterator[tuple[str, str]]:
    """Where the name stands with exactly one word almost the same."""
    for passage in brief.dossier.of("title", "party", "preamble", "clause", "sign", "closing"):
        row = _WORD.findall(passage.text.lower())
        if not set(words) & set(row):
            continue
        for at in range(len(row) - len(words) + 1):
            window = row[at : at + len(words)]
            if window == words or sum(one == other for one, other in zip(window, words, strict=True)) != len(words) - 1:
                continue
            one, other = next((a, b) for a, b in zip(window, words, strict=True) if a != b)
            if not one.isdigit() and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEAR:
                yield " ".join(window), passage.ref
