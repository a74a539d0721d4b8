"""How alike two clauses are, by their words: 1.0 the same, 0.0 nothing in common."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case and punctuation."""
    return tuple(_WORD.findall(text.casefold()))


def likeness(one: tuple[str, ...], other: tuple[str, ...], at_least: float = 0.0) -> float:
    """The share of words in common and in the same order; 0.0 early where it cannot reach ``at_least``."""
    if one == other:
        return 1.0
    total = len(one) + len(other)
    if not total or 2 * sum((Counter(one) & Counter(other)).values()) / total < at_least:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
