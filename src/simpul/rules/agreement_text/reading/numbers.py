"""Automatic numbers as the word processor shows them: counted through the document, level by level."""

from __future__ import annotations

import re

from simpul.rules.agreement_text.reading.word import ListLevel, NumberList

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "-"
KNOWN_FORMATS = frozenset(
    {"decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "bullet", "none"}
)


class Counters:
    """Give every numbered paragraph in reading order to ``label``; each view of a document needs its own counters."""

    def __init__(self, lists: tuple[NumberList, ...]) -> None:
        self._lists = {one.id: one for one in lists}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, list_id: str, depth: int) -> str:
        """The number shown, for example "Pasal 3", "(2)" or "a."; "-" for a bullet, empty where nothing is shown."""
        one = self._lists.get(list_id)
        if one is None or depth >= len(one.levels):
            return ""
        counts = self._counts.setdefault(one.family, {})
        self._advance(one, depth, counts)
        level = one.levels[depth]
        if level.format == "bullet":
            return BULLET
        return _PLACE.sub(lambda place: self._shown(one, level, int(place[1]) - 1, counts), level.text)

    def _advance(self, one: NumberList, depth: int, counts: dict[int, int]) -> None:
        level = one.levels[depth]
        own = next((start.value for start in one.starts if start.depth == depth), None)
        if own is not None and (one.id, depth) not in self._begun:
            counts[depth] = own
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add((one.id, depth))
        for lower in [each for each in counts if each > depth]:
            restart = one.levels[lower].restart if lower < len(one.levels) else -1
            if restart == -1 or (restart > 0 and depth < restart):
                del counts[lower]

    @staticmethod
    def _shown(one: NumberList, level: ListLevel, place: int, counts: dict[int, int]) -> str:
        if place >= len(one.levels):
            return ""
        count = counts.setdefault(place, one.levels[place].start)
        return formatted(count, "decimal" if level.legal else one.levels[place].format)


def formatted(number: int, form: str) -> str:
    """``number`` in a format of Word; a format we do not know is shown as figures."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02d}"
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        return roman(number) if form == "lowerRoman" else roman(number).upper()
    return str(number)


def roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def roman_value(signs: str) -> int | None:
    """The inverse of ``roman``; None where ``signs`` is no proper Roman number."""
    lowered, value = signs.lower(), 0
    rest = lowered
    for worth, sign in _ROMAN:
        while rest.startswith(sign):
            value += worth
            rest = rest[len(sign) :]
    return value if value and not rest and roman(value) == lowered else None
