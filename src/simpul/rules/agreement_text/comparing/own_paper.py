"""A partner that sent a text of its own instead of our draft edited, and who is called what in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from simpul.rules.agreement_text.comparing.compare import Change, Comparison
from simpul.rules.agreement_text.comparing.parts import Part

_MOST = 0.5  # share of our clauses that still stand in a draft of ours that was edited
_FIRST = re.compile(r"\bPERTAMA\b")
_WORD = re.compile(r"[^\W_]{3,}")
_SPACE = re.compile(r"\s+")


def kept_words(comparison: Comparison) -> tuple[int, int]:
    """How many of our clauses stand there in the same words, and how many we have."""
    ours = [change for change in comparison.changes if change.old is not None and change.old.kind == "clause"]
    return sum(change.new is not None and not change.is_reworded for change in ours), len(ours)


def is_own_paper(comparison: Comparison) -> bool:
    """Whether less than half of our clauses stand in the newer text."""
    kept, every = kept_words(comparison)
    return kept < every * _MOST


def others_called(comparison: Comparison) -> Mapping[str, str]:
    """Designations ("PIHAK KESATU") that mean somebody else in the newer text -> what ours calls that one there.

    Empty words where the party of the newer text was not recognised as one of ours.
    """
    parties = [one.old for one in comparison.changes if one.old is not None and one.old.kind == "party"]
    ours = {_called(part.label): part.ref for part in parties}
    back = {ref: label for label, ref in ours.items()}
    found = {}
    for change in comparison.changes:
        if change.new is None or change.new.kind != "party":
            continue
        label = _called(change.new.label)
        meant = _by_own_words(change.new, parties) or comparison.pairs.get(change.new.ref, "")
        if label in ours and ours[label] != meant:
            found[label] = back.get(meant, "")
    return found


def _by_own_words(theirs: Part, ours: Sequence[Part]) -> str:
    """The ref of the party of ours whose own words, that no other one has, stand in theirs; empty where none leads."""
    called = {word for part in (theirs, *ours) for word in _WORD.findall(part.label.lower())}
    said = set(_WORD.findall(theirs.text.lower())) - called
    words = {part.ref: set(_WORD.findall(part.text.lower())) for part in ours}
    scores = {}
    for ref, own in words.items():
        alone = own.difference(*(other for each, other in words.items() if each != ref))
        scores[ref] = len(alone & said)
    best = sorted(scores, key=lambda ref: -scores[ref])[:2]
    leads = len(best) > 1 and scores[best[0]] > 2 * scores[best[1]]
    return best[0] if leads else ""


def misnamed(comparison: Comparison) -> frozenset[str]:
    """Keys of changes whose new words, or those inside them, call a party as ours calls another one.

    Only where one of our parties is known to be called otherwise; one that was not recognised alone proves nothing.
    None where the designations were exchanged already.
    """
    if comparison.turned:
        return frozenset()
    labels = others_called(comparison)
    if not any(labels.values()):
        return frozenset()
    return frozenset(
        _outermost(comparison, change)
        for change in comparison.changes
        if change.new is not None and (change.kind == "added" or change.is_reworded)
        and any(label in _called(change.new.text) for label in labels)
    )  # fmt: skip


def _outermost(comparison: Comparison, change: Change) -> str:
    while change.within:
        change = comparison.by_key[change.within]
    return change.key


def _called(words: str) -> str:
    """In one spelling: "Pihak Pertama" is PIHAK KESATU."""
    return _FIRST.sub("KESATU", _SPACE.sub(" ", words).upper()).strip()
