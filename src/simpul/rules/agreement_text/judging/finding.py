"""One finding of the judge: what is wrong, where, why, and what was expected instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["wajib", "penting", "saran"]
LEVELS: tuple[Level, ...] = ("wajib", "penting", "saran")
Param = tuple[str, str | int]


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` is a key of CODES, ``topic`` of ALL_TOPICS; ``refs`` the clauses pointed at, none for the whole text.

    ``reason`` is a msgid filled from ``params``; ``found`` and ``expected`` are words of the text or of a position.
    """

    code: str
    level: Level
    topic: str
    refs: tuple[str, ...]
    reason: str
    params: tuple[Param, ...] = ()
    found: str = ""
    expected: str = ""

    @property
    def words(self) -> str:
        """The reason in English, for logs and tests; the rim translates it."""
        return self.reason % dict(self.params)


def shortened(text: str, most: int = 300) -> str:
    """The beginning of a clause as evidence: whole words, at most ``most`` characters."""
    flat = " ".join(text[: most * 2].split())
    return flat if len(flat) <= most else flat[: most - 1].rsplit(" ", 1)[0] + "…"
