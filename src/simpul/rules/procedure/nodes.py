"""Text of a procedure file -> nodes, read once. Depth, size and aliases are limited while the text is read, so that a
hostile file costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from simpul.rules.refusals import N_

MAX_CHARACTERS = 400_000
MAX_DEPTH = 20
MAX_ALIASES = 200
MAX_PARTS = 40_000

NULL = "tag:yaml.org,2002:null"
MERGE = "tag:yaml.org,2002:merge"
_TEXT = "tag:yaml.org,2002:str"
PLAIN_TAGS = frozenset({NULL, MERGE, _TEXT, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})
_MEANINGS = {"": NULL, "~": NULL, "null": NULL, "Null": NULL, "NULL": NULL, "<<": MERGE}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it is written; ``line`` and ``column`` count from 1."""

    text: str
    tag: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A list, or the keys and values of a mapping by turns (``is_keyed``)."""

    is_keyed: bool
    tag: str
    line: int
    parts: list[Node]


Node = Scalar | Group


class Unreadable(Exception):
    """The text cannot be read: a msgid with its values, and the line on which to look."""

    def __init__(self, line: int, text: str, **params: object) -> None:
        super().__init__(text)
        self.line, self.text, self.params = line, text, params


def compose(text: str) -> Node | None:
    """The node of the whole text; None where there is nothing in it. Raises Unreadable and yaml.YAMLError."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(1, N_("The file is longer than %(most)d characters."), most=MAX_CHARACTERS)
    return _Composer().whole(yaml.parse(text, Loader=_LOADER))


class _Composer:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Group] = []
        self.named: dict[str, Node] = {}
        self.aliases = 0

    def whole(self, events: Iterator[yaml.Event]) -> Node | None:
        for count, event in enumerate(events):
            if count > MAX_PARTS:
                raise Unreadable(_line(event), N_("The file has more than %(most)d parts."), most=MAX_PARTS)
            match event:
                case yaml.ScalarEvent():
                    self._add(event, _scalar(event))
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._enter(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.open.pop()
                case yaml.AliasEvent():
                    self._repeat(event)
                case yaml.DocumentStartEvent() if self.root is not None:
                    text = N_("A file holds one procedure: delete this line “---”.")
                    raise Unreadable(_line(event), text)
        return self.root

    def _enter(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        is_keyed = isinstance(event, yaml.MappingStartEvent)
        kind = "map" if is_keyed else "seq"
        group = Group(is_keyed, event.tag or f"tag:yaml.org,2002:{kind}", _line(event), [])
        self._add(event, group)
        self.open.append(group)
        if len(self.open) > MAX_DEPTH:
            raise Unreadable(group.line, N_("The file is nested deeper than %(most)d levels."), most=MAX_DEPTH)

    def _repeat(self, event: yaml.AliasEvent) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise Unreadable(_line(event), N_("The file uses more than %(most)d aliases."), most=MAX_ALIASES)
        known = self.named.get(event.anchor or "")
        if known is None:
            mark: Any = event.start_mark
            raise yaml.composer.ComposerError(None, None, "found undefined alias", mark)
        self._place(known)

    def _add(self, event: yaml.NodeEvent, node: Node) -> None:
        if event.anchor is not None:
            self.named[event.anchor] = node
        self._place(node)

    def _place(self, node: Node) -> None:
        if self.open:
            self.open[-1].parts.append(node)
        else:
            self.root = node


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    tag = event.tag if event.tag not in (None, "!") else _meaning(event)
    mark: Any = event.start_mark  # always there: the text is parsed, not made
    return Scalar(event.value, tag, mark.line + 1, mark.column + 1)


def _line(event: yaml.Event) -> int:
    mark: Any = event.start_mark
    return int(mark.line) + 1


def _meaning(event: yaml.ScalarEvent) -> str:
    """Only a plain text can be the empty value or the merge key."""
    return _MEANINGS.get(event.value, _TEXT) if event.implicit[0] else _TEXT
