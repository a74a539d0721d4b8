"""How alike two clauses are, by their words: 1.0 the same, 0.0 nothing in common."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, without case and punctuation; ``bag`` holds each with its count so far."""

    order: tuple[str, ...]
    bag: frozenset[tuple[str, int]] = field(compare=False)


def words(text: str) -> Words:
    order = tuple(_WORD.findall(text.casefold()))
    seen: dict[str, int] = {}
    bag = set()
    for word in order:
        seen[word] = seen.get(word, 0) + 1
        bag.add((word, seen[word]))
    return Words(order, frozenset(bag))


def likeness(one: Words, other: Words, at_least: float = 0.0) -> float:
    """The share of words in common and in the same order; 0.0 early where it cannot reach ``at_least``."""
    if one.order == other.order:
        return 1.0
    total = len(one.order) + len(other.order)
    if not total or 2 * len(one.bag & other.bag) < at_least * total:
        return 0.0
    return SequenceMatcher(None, one.order, other.order, autojunk=False).ratio()
