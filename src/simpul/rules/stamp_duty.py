"""What is said of the stamp duty of an agreement that was signed elsewhere: how it was paid, or why none is owed.

UU 10/2020: every original owes (article 3), when it is signed (8), whoever gets it pays (9), and an official may not
accept, file or copy one that is unpaid (21).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from simpul.rules.refusals import N_, Refusal

MOST = 20
"""Stamped originals of one agreement."""
_SERIAL = re.compile(r"[0-9A-Z]{22}")
_BETWEEN = re.compile(r"[\n,;]+")
_LONGEST = 60


class Way(StrEnum):
    PAPER = "tempel"
    ELECTRONIC = "elektronik"
    SLIP = "ssp"
    NONE = "tidak_terutang"


STAMPED = frozenset({Way.PAPER, Way.ELECTRONIC})
"""Each original bears a stamp with a number of its own; a payment slip may be for several."""


@dataclass(frozen=True, slots=True)
class Stated:
    """``numbers``: of the stamps, or of receipts of slips. ``originals``: how many owe; ``ground``: why none."""

    way: Way
    numbers: tuple[str, ...] = ()
    originals: int = 0
    ground: str = ""


def is_serial(number: str) -> bool:
    """The serial of an e-Meterai has 22 signs."""
    return _SERIAL.fullmatch(number) is not None


def numbers_in(words: str) -> tuple[str, ...]:
    """One on a line, or parted by commas; in capitals, and without the blanks within a number."""
    return tuple(number for part in _BETWEEN.split(words) if (number := "".join(part.split()).upper()[:_LONGEST]))


def stated(way: Way, *, numbers: str = "", count: int | None = None, ground: str = "", parties: int = 2) -> Stated:
    """``count``: originals that owe, one for each party where nothing else was agreed.

    Raises Refusal TTD-141 (another count of numbers), TTD-142 (one twice), TTD-116 (no serial), TTD-143 (no ground).
    """
    if way is Way.NONE:
        if not ground.strip():
            raise Refusal("TTD-143", N_("Say on which provision no stamp duty is owed, and why it applies."))
        return Stated(way, ground=" ".join(ground.split())[:300])
    found, wanted = numbers_in(numbers), parties if count is None else count
    if not 1 <= wanted <= MOST:
        raise Refusal("TTD-144", N_("An agreement has 1 to %(most)s stamped originals. Correct the number."), most=MOST)
    if not found or (way in STAMPED and len(found) != wanted):
        raise Refusal(
            "TTD-141",
            N_(
                "%(wanted)s originals owe stamp duty and %(found)s numbers are entered. Enter the number of each, one "
                "on a line; where another number of stamped originals was agreed, enter that too."
            ),
            wanted=wanted,
            found=len(found),
        )
    if len(set(found)) != len(found):
        raise Refusal("TTD-142", N_("The same number is entered twice. Every stamp has its own."))
    if way is Way.ELECTRONIC and not all(map(is_serial, found)):
        raise Refusal("TTD-116", N_("A serial number has 22 signs. Copy it from the account at the service."))
    return Stated(way, found, wanted)
