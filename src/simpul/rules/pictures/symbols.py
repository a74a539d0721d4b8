"""The size and the words of each symbol, measured before anything is placed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simpul.rules.pictures.drawing import Flag, Symbol, SymbolState, Text
from simpul.rules.pictures.metrics import width, wrap
from simpul.rules.pictures.model import Node, Status, Words

SIZE = 12.0
_NUMBER = 13.0
LINE = 15.0
_PAD = 8.0
_WIDTHS = (90.0, 104.0, 124.0, 148.0)
_DIAMOND = (36.0, 28.0)
_FLAG_TEXT = 150.0
_FLAG_PAD = 8.0
FLAG_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text. `lead` is set in bold before `text`."""

    text: str
    role: str
    lead: str = ""

    @property
    def width(self) -> float:
        bold = self.role in {"number", "flag", "flag-head", "round"}
        size = _NUMBER if self.role == "number" else SIZE
        return width(self.lead, size, bold=True) + width(self.text, size, bold=bold)


@dataclass(frozen=True, slots=True)
class Measured:
    """Half width and half height of a symbol, the rows in it, the rows below it and the rows of its flag (px)."""

    node: Node
    half_w: float
    half_h: float
    inside: tuple[Row, ...]
    below: tuple[Row, ...]
    flag: tuple[Row, ...]

    @property
    def flag_size(self) -> tuple[float, float]:
        if not self.flag:
            return 0.0, 0.0
        return max(row.width for row in self.flag) + 2 * _FLAG_PAD, len(self.flag) * LINE + 2 * _FLAG_PAD - 2

    @property
    def hang(self) -> float:
        """How far words and flag reach below the symbol."""
        caption = len(self.below) * LINE + 4 if self.below else 0.0
        return caption + (self.flag_size[1] + FLAG_GAP if self.flag else 0.0)

    @property
    def reach(self) -> float:
        """Half the width of all that belongs to the step."""
        widest = max((row.width for row in self.below), default=0.0)
        return max(self.half_w, widest / 2 + 2, self.flag_size[0] / 2)


def measure(node: Node, status: Status | None, words: Words) -> Measured:
    """Size and words of one step, as it stands in the given status."""
    if node.repeats:
        return _again(node)
    rounds = status.round_of(node.id) if status else 1
    extra = (Row(words.round.format(number=rounds), "round"),) if rounds > 1 else ()
    done = status is not None and node.id in status.done and not status.is_current(node.id)
    flag = _flag(status.callout(node.id), words) if status and status.is_current(node.id) else ()
    if node.shape == "decision":
        return _diamond(node, done, extra, flag)
    return _box(node, done, extra, flag)


def _again(node: Node) -> Measured:
    """A step shown again in another of its lanes: what it is, without its time and its standing."""
    if node.shape == "decision":
        return replace(_diamond(node, False, (), ()), below=())
    return _box(node, False, (), ())


def _heading(node: Node, done: bool) -> tuple[str, str]:
    """The number, in bold, and what follows it: the time and the tick."""
    plus = node.added and not node.no.startswith("+")
    lead = f"+ {node.no}".strip() if plus else node.no
    rest = f" · {node.time_text}" if node.time_text and lead else node.time_text
    return lead, f"{rest} ✓" if done else rest


def _heading_rows(node: Node, done: bool, limit: float) -> tuple[Row, ...]:
    lead, rest = _heading(node, done)
    whole = Row(rest, "head", lead)
    if not lead and not rest:
        return ()
    if whole.width <= limit or not lead:
        return (whole,) if whole.width <= limit else _rows(rest, "head", limit, 2)
    return (Row("", "head", lead), *_rows(rest.removeprefix(" · "), "head", limit, 2))


def _whole(text: str, limit: float) -> bool:
    """Whether every word fits on a line of its own, so that none is cut."""
    return all(width(word, SIZE) <= limit for word in text.split())


def _rows(text: str, role: str, limit: float, most: int) -> tuple[Row, ...]:
    return tuple(Row(line, role) for line in wrap(text, SIZE, limit, most=most))


def _box(node: Node, done: bool, extra: tuple[Row, ...], flag: tuple[Row, ...]) -> Measured:
    for full in _WIDTHS:
        limit = full - 2 * _PAD
        heading, label = _heading_rows(node, done, limit), _rows(node.label, "label", limit, 4)
        if len(label) <= 3 and len(heading) <= 1 and _whole(node.label, limit):
            break
    inside = (*heading, *label, *extra)
    return Measured(node, full / 2, max(22.0, (len(inside) * LINE + 12) / 2), inside, (), flag)


def _diamond(node: Node, done: bool, extra: tuple[Row, ...], flag: tuple[Row, ...]) -> Measured:
    lead, _ = _heading(node, False)
    number = Row(" ✓" if done else "", "number", lead)
    half_w = max(_DIAMOND[0], number.width / 2 + 20)
    for full in _WIDTHS[2:]:
        label = _rows(node.label, "label", full, 3)
        if len(label) <= 2 and _whole(node.label, full):
            break
    below = (*label, *_rows(node.time_text, "head", _WIDTHS[-1], 2), *extra)
    return Measured(node, half_w, _DIAMOND[1], (number,), below, flag)


def _flag(text: str, words: Words) -> tuple[Row, ...]:
    lines = wrap(text, SIZE, _FLAG_TEXT, bold=True, most=4)
    return (Row(words.now, "flag-head"), *(Row(line, "flag") for line in lines))


def _stack(rows: tuple[Row, ...], x: float, first: float, *, start: bool = False) -> tuple[Text, ...]:
    return tuple(
        Text(x, first + number * LINE, row.width, row.text, row.role, row.lead, start)
        for number, row in enumerate(rows)
    )


def dress(one: Measured, x: float, y: float, state: SymbolState) -> Symbol:
    """The symbol at its place, with its words in it and under it."""
    inside = _stack(one.inside, x, y - (len(one.inside) - 1) * LINE / 2)
    below = _stack(one.below, x, y + one.half_h + 4 + LINE / 2)
    return Symbol(one.node, x, y, one.half_w, one.half_h, state, (*inside, *below))


def hoist(one: Measured, symbol: Symbol) -> Flag:
    """The flag under a symbol that is open now. Its tip touches the symbol, or the words under it."""
    wide, tall = one.flag_size
    top = symbol.y + symbol.half_h + one.hang - tall
    left = symbol.x - wide / 2
    texts = _stack(one.flag, left + _FLAG_PAD, top + _FLAG_PAD - 1 + LINE / 2, start=True)
    return Flag((left, top, left + wide, top + tall), (symbol.x, top - FLAG_GAP + 3), texts)
