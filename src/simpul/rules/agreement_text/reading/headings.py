"""Headings of articles in the forms that offices write: numbered automatically, on one line, or split over several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simpul.rules.agreement_text.reading.labels import labelled
from simpul.rules.agreement_text.reading.numbers import roman_value
from simpul.rules.agreement_text.reading.text import HeadingForm
from simpul.rules.agreement_text.reading.views import Line

_NUMBER = r"(?:\d{1,3}[A-Z]?|[IVXLC]{1,7})(?!\w)"
_ALONE = re.compile(rf"^(?P<word>pasal|article)\s*(?P<number>{_NUMBER})\s*[.:]?$", re.IGNORECASE)
_TITLED = re.compile(
    rf"^(?P<word>pasal|article)[ \t]*(?P<number>{_NUMBER})(?P<gap>[ \t]*\n\s*|\s*[.:\-–—]+\s*|[ \t]+)(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"^(pasal|article)$", re.IGNORECASE)
_BARE_NUMBER = re.compile(rf"^{_NUMBER}[.:]?$")
_REFERRING = re.compile(r"^(ayat|huruf|angka|dan|sampai|s\.?d)\b", re.IGNORECASE)
_LONGEST = 160
_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines ``start:end`` are the heading of one article."""

    start: int
    end: int
    printed: str
    number: int | None
    title: str
    form: HeadingForm
    automatic: bool


def headings(lines: Sequence[Line]) -> list[Heading]:
    """All headings of articles, in reading order."""
    found: list[Heading] = []
    at = 0
    while at < len(lines):
        heading = _heading(lines, at)
        if heading:
            found.append(heading)
        at = heading.end if heading else at + 1
    return found


def is_prominent(line: Line) -> bool:
    """Set off from the running text: centred, bold or in the style of a heading."""
    return line.align == "center" or line.bold or line.outline >= 0


def _heading(lines: Sequence[Line], at: int) -> Heading | None:
    line = lines[at]
    if line.is_table:
        return None
    numbered = bool(_ALONE.match(line.label.strip(" .:")))
    words = f"{line.label.strip(' .:')}\n{line.text.strip()}".strip() if numbered else line.text.strip()
    if line.label and not numbered:
        return None
    if _WORD.match(words) and at + 1 < len(lines) and _BARE_NUMBER.match(lines[at + 1].text.strip()):
        printed = f"{words} {lines[at + 1].text.strip(' .:')}"
        return _with_title(lines, at, at + 2, printed, "", "split", False)
    if _ALONE.match(words):
        return _with_title(lines, at, at + 1, words.rstrip(" .:"), "", "numbered" if numbered else "alone", numbered)
    titled = _TITLED.match(words)
    if titled and _is_heading(line, titled):
        printed = f"{titled['word']} {titled['number']}"
        form: HeadingForm = "numbered" if numbered else "break" if "\n" in titled["gap"] else "inline"
        return _with_title(lines, at, at + 1, printed, titled["title"], form, numbered)
    return None


def _is_heading(line: Line, titled: re.Match[str]) -> bool:
    """A title follows, not a sentence that begins with a reference to an article."""
    title, gap = titled["title"].strip(), titled["gap"]
    if len(title) > _LONGEST or title[0].islower() or _REFERRING.match(title) or title.endswith((";", ",", ":")):
        return False
    plain_gap = not gap.strip() and "\n" not in gap
    return is_prominent(line) if plain_gap or title.endswith(".") else True


def _with_title(
    lines: Sequence[Line], start: int, end: int, printed: str, title: str, form: HeadingForm, automatic: bool
) -> Heading:
    """The lines after the number that carry on the title."""
    parts = [title] if title else []
    first = lines[start]
    while end < len(lines) and len(parts) < _TITLE_LINES and _carries_on(first, lines[end], parts):
        parts.append(lines[end].text.strip())
        end += 1
    whole = " ".join(" ".join(parts).split())
    return Heading(start, end, " ".join(printed.split()), _value(printed), whole, form, automatic)


def _carries_on(first: Line, line: Line, parts: list[str]) -> bool:
    text = line.text.strip()
    if line.is_table or labelled(line)[0] or len(text) > _LONGEST or _ALONE.match(text) or _WORD.match(text):
        return False
    if text.endswith((".", ";", ":", ",")) or _TITLED.match(text):
        return False
    if parts:
        return first.align == line.align == "center" and line.bold == first.bold and is_prominent(line)
    if is_prominent(line):
        return line.align == first.align or line.bold
    return not is_prominent(first) and len(text) <= 80 and text[0].isupper()


def _value(printed: str) -> int | None:
    number = printed.split()[-1]
    return int(number) if number.isdigit() else roman_value(number)
