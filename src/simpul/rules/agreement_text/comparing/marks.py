"""What changed in the words of a clause and the cells of a table.

Numbers, amounts, dates and a figure with its words ("14 (empat belas)") are marked as a whole: half a number misleads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from simpul.rules.agreement_text.reading.text import ReadTable, Rows

Kind = Literal["same", "added", "removed"]
_MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_TOKEN = re.compile(
    rf"""(?:\d{{1,2}}\s(?:{_MONTHS})\s\d{{4}}              # 22 November 2026
        | Rp\s?\d[\d.,]*\d(?:\s\([a-z ]+\))?                # Rp1.500.000,00 (satu juta lima ratus ribu rupiah)
        | \d+(?:[.,:/-]\d+)*\s\([a-z][a-z ]*\)              # 14 (empat belas)
        | \d+(?:[.,:/-]\d+)*
        | \w+ | [^\w\s] )\s*""",
    re.VERBOSE,
)
_LIMIT = 200_000
"""Pairs of equal words that are looked at; a text that repeats itself more than that is marked as a whole."""
_SMALL = re.compile(r"\w{0,3}\W{0,2}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the same as before, added, or removed."""

    kind: Kind
    text: str


Marks = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowMarks:
    """One row: its cells in words, each as ``marked`` gives them; ``old`` and ``new`` as they stand, or empty."""

    kind: Literal["same", "changed", "added", "removed"]
    cells: tuple[Marks, ...]
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableMarks:
    rows: tuple[RowMarks, ...]
    header_rows: int = 0

    @property
    def differs(self) -> bool:
        return any(row.kind != "same" for row in self.rows)


def tidy(text: str) -> str:
    """Words without what only their setting changes: any run of spaces is one space."""
    return " ".join(text.split())


def marked(old: str, new: str) -> Marks:
    """``new`` against ``old``: the pieces same and removed are the old words, same and added the new ones."""
    old, new = tidy(old), tidy(new)
    if old == new:
        return (Piece("same", new),) if new else ()
    return tuple(_joined(_runs(_TOKEN.findall(old), _TOKEN.findall(new))))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """(old words, new words, equal) in order; ends that are alike are set aside first."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    yield from _equal(old[:start], new[:start])
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end])
    yield from _equal(old[len(old) - end :], new[len(new) - end :])


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.rstrip() != other.rstrip():
            break
        count += 1
    return count


def _equal(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    if new:
        yield "".join(old), "".join(new), True


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    plain_old, plain_new = [word.rstrip() for word in old], [word.rstrip() for word in new]
    counted = Counter(plain_new)
    if sum(counted[word] for word in plain_old) > _LIMIT:
        yield "".join(old), "".join(new), False
        return
    matcher = SequenceMatcher(None, plain_old, plain_new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        yield "".join(old[old_start:old_end]), "".join(new[new_start:new_end]), kind == "equal"


def _joined(runs: Iterator[tuple[str, str, bool]]) -> Iterator[Piece]:
    """Equal runs as one piece; a short word between two changes is marked with them, so that they read as one."""
    held = ["", ""]
    every = list(runs)
    for at, (old, new, equal) in enumerate(every):
        between = 0 < at < len(every) - 1 and any(held) and not every[at + 1][2]
        if not equal or (between and _SMALL.fullmatch(new)):
            held = [held[0] + old, held[1] + new]
            continue
        # a space behind both sides of a change stands before the words that follow; one that only one side has behind
        # equal words goes with the change that follows
        both = held[0][-1:].isspace() and held[1][-1:].isspace()
        yield from _changed(*(side.rstrip() if both else side for side in held))
        uneven = old[-1:].isspace() != new[-1:].isspace()
        held = [" " if old[-1:].isspace() else "", " " if new[-1:].isspace() else ""] if uneven else ["", ""]
        yield Piece("same", (" " if both else "") + (new.rstrip() if uneven else new))
    yield from _changed(*held)


def _changed(old: str, new: str) -> Iterator[Piece]:
    if old.strip() or new.strip():
        if old:
            yield Piece("removed", old)
        if new:
            yield Piece("added", new)
    elif new:
        yield Piece("same", new)


def table_marks(old: ReadTable | None, new: ReadTable | None) -> TableMarks:
    """Rows that are alike stand together; of those between them the first with the first, and so on."""
    before, after = old.rows if old else (), new.rows if new else ()
    rows: list[RowMarks] = []
    even_old, even_new = [_even(row) for row in before], [_even(row) for row in after]
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, even_old, even_new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            rows += [
                RowMarks("same", tuple(marked(cell, cell) for cell in row), row, row)
                for row in after[new_start:new_end]
            ]
        else:
            rows += _changed_rows(before[old_start:old_end], after[new_start:new_end])
    return TableMarks(tuple(rows), (new or old or ReadTable(())).header_rows)


def _changed_rows(old: Rows, new: Rows) -> Iterator[RowMarks]:
    shared = min(len(old), len(new))
    for one, other in zip(old[:shared], new[:shared], strict=True):
        width = max(len(one), len(other))
        olds, news = _padded(one, width), _padded(other, width)
        cells = tuple(marked(before, after) for before, after in zip(olds, news, strict=True))
        yield RowMarks("changed", cells, olds, news)
    for row in old[shared:]:
        yield RowMarks("removed", tuple(marked(cell, "") for cell in row), row)
    for row in new[shared:]:
        yield RowMarks("added", tuple(marked("", cell) for cell in row), (), row)


def _even(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tidy(cell) for cell in row)


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return row + ("",) * (width - len(row))
