"""Numbers before a paragraph, typed or automatic, and how paragraphs nest by them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from simpul.rules.agreement_text.reading.numbers import BULLET, roman_value
from simpul.rules.agreement_text.reading.text import ReadClause, ReadTable
from simpul.rules.agreement_text.reading.views import Line, Share

_TYPED = re.compile(
    r"""^(?P<label>
        \(\s?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})\s?\)      # (1) (a) (iv)
      | \d{1,3}(?:\.\d{1,3}){1,3}[.)]?                    # 7.1  7.1.2
      | \d{1,3}[.)]                                       # 1. 1)
      | (?:[a-z]|aa|bb|cc|[ivx]{2,5})[.)]                 # a. a) iv.
      | [IVX]{1,5}[.)](?=\t)
      | [A-Z][.)](?=\t)
      | [-–—•·▪◦](?=\s)
      | o(?=\t)
    )\s+(?P<rest>\S.*)$""",
    re.VERBOSE | re.DOTALL,
)
_SHAPE = re.compile(r"[0-9]+|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Label:
    """``kind`` is the label with its last number replaced: "(1)", "a.", "1.1", "-"; ``value`` 0 for a bullet."""

    text: str
    kind: str
    value: int
    automatic: bool = False


@dataclass(slots=True)
class _Node:
    label: Label | None
    text: str
    sources: list[int]
    shares: list[Share]
    items: list[_Node] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)


def labelled(line: Line) -> tuple[str, str, bool]:
    """(label, text, automatic) of a line: its automatic number, else one typed at its beginning."""
    if line.label:
        return line.label.strip(), line.text, True
    typed = _TYPED.match(line.text)
    return (typed["label"], typed["rest"], False) if typed else ("", line.text, False)


def nested(lines: Sequence[Line], ref: str) -> tuple[ReadClause, ...]:
    """Lines as clauses with their items: a kind of number not yet open lies one level below the last."""
    top: list[_Node] = []
    open_at: list[_Node] = []
    for at, line in enumerate(lines):
        if line.is_table:
            _attach_table(line, top, open_at)
            continue
        text, words, automatic = labelled(line)
        label = _label(text, automatic, open_at) if text else None
        node = _Node(label, words, list(line.sources), list(line.shares))
        del open_at[_depth(label, open_at) if label else _still_open(lines[at + 1 :], open_at) :]
        (open_at[-1].items if open_at else top).append(node)
        if label:
            open_at.append(node)
    return tuple(_frozen(node, f"{ref}.{number}") for number, node in enumerate(top, 1))


def _still_open(following: Sequence[Line], open_at: list[_Node]) -> int:
    """An unnumbered paragraph belongs to the clause before it where the next number carries on from that clause."""
    for line in following:
        text, _, automatic = ("", "", False) if line.is_table else labelled(line)
        if text:
            depth = _depth(_label(text, automatic, open_at), open_at)
            return depth + 1 if depth < len(open_at) else 0
    return 0


def _attach_table(line: Line, top: list[_Node], open_at: list[_Node]) -> None:
    """A table belongs to the words before it."""
    if not top:
        top.append(_Node(None, "", [], []))
    holder = open_at[-1] if open_at else top[-1]
    holder.tables.append(ReadTable(line.rows, line.header_rows))
    holder.sources += line.sources
    holder.shares += line.shares


def _frozen(node: _Node, ref: str) -> ReadClause:
    return ReadClause(
        ref=ref,
        label=node.label.text if node.label else "",
        text=node.text,
        sources=tuple(node.sources),
        shares=tuple(node.shares),
        automatic=bool(node.label and node.label.automatic),
        items=tuple(_frozen(item, f"{ref}.{number}") for number, item in enumerate(node.items, 1)),
        tables=tuple(node.tables),
    )


def _depth(label: Label, open_at: list[_Node]) -> int:
    """How many open levels stay open above a paragraph with this label."""
    levels = [node.label for node in open_at]
    for depth in reversed(range(len(levels))):
        above = levels[depth]
        if above is None or above.kind != label.kind:
            continue
        restarts = label.value == 1 and depth < len(levels) - 1
        return len(levels) if restarts else depth
    for depth in reversed(range(len(levels))):
        above = levels[depth]
        if above and _alphabet(above.kind) == _alphabet(label.kind) and label.value == above.value + 1:
            return depth
    return len(levels)


def _label(text: str, automatic: bool, open_at: list[_Node]) -> Label:
    """A letter that is a Roman number too (i, v, x, c, d) is what continues an open series, else i alone is Roman."""
    parts = _SHAPE.findall(text)
    if not parts:
        return Label(text, BULLET, 0, automatic)
    last = parts[-1]
    if last.isdigit():
        return Label(text, _shape(text, len(parts), "1"), int(last), automatic)
    sign = "a" if last.islower() else "A"
    letters = Label(text, _shape(text, 1, sign), _letters(last), automatic)
    value = roman_value(last)
    if value is None:
        return letters
    romans = Label(text, _shape(text, 1, "i" if last.islower() else "I"), value, automatic)
    for node in reversed(open_at):
        for guess in (letters, romans):
            if node.label and node.label.kind == guess.kind and guess.value == node.label.value + 1:
                return guess
    return romans if len(last) > 1 or value == 1 else letters


def _shape(text: str, count: int, sign: str) -> str:
    """ "7.2" and "11.3" are of one kind, "1.1.1" of another; a trailing full stop after dotted numbers says nothing."""
    shape = _SHAPE.sub(sign, text)
    return shape.rstrip(".)") if count > 1 else shape.replace(" ", "")


def _letters(text: str) -> int:
    return (len(text) - 1) * 26 + ord(text[0].lower()) - ord("a") + 1


def _alphabet(kind: str) -> str:
    return kind.strip("().")
