"""Text of a procedure file -> plain data with the line of every part.

YAML is read without guessing: every scalar stays the text that was written (``no`` is no False, 12:30 no 750), only the
empty value and the merge key keep their meaning. Duplicate keys are refused; depth, size and aliases are limited before
anything is built, so that a hostile file costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.refusals import N_

MAX_CHARACTERS = 400_000
MAX_DEPTH = 20
MAX_ALIASES = 200
MAX_PARTS = 40_000

_NULL = "tag:yaml.org,2002:null"
_MERGE = "tag:yaml.org,2002:merge"
_PLAIN_TAGS = {_NULL, _MERGE, *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))}
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it


class _Loader(_BASE):  # type: ignore[misc]  # the base is chosen when the module loads
    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag in (_NULL, _MERGE)]
        for first, known in _BASE.yaml_implicit_resolvers.items()
    }


class _Refused(Exception):
    def __init__(self, line: int, text: str, **params: object) -> None:
        super().__init__(text)
        self.line, self.text, self.params = line, text, params


def read(text: str) -> tuple[dict[str, Any], Findings]:
    """The data of the file and what was found wrong while reading; the data are empty when it cannot be read."""
    lines: dict[Path, int] = {(): 1}
    findings = Findings(lines)
    try:
        _limit(text)
        node = yaml.compose(text, Loader=_Loader)
        data = _Reader(lines, findings).value(node, ()) if node is not None else None
    except _Refused as refused:
        lines[()] = refused.line
        findings.add((), refused.text, **refused.params)
        return {}, findings
    except yaml.YAMLError as error:
        lines[()] = _line_of(error, text)
        findings.add((), N_("This is not readable as YAML: %(problem)s"), problem=_problem_of(error))
        return {}, findings
    if isinstance(data, dict) and data:
        return data, findings
    findings.add((), N_("A procedure file is a list of keys such as “kode” and “langkah”."))
    return {}, findings


def lines_of(text: str) -> Mapping[Path, int]:
    """On which line each part of a readable file stands."""
    lines: dict[Path, int] = {}
    node = yaml.compose(text, Loader=_Loader) if text else None
    if node is not None:
        _Reader(lines, Findings(lines)).value(node, ())
    return lines


def _limit(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise _Refused(1, N_("The file is longer than %(most)d characters."), most=MAX_CHARACTERS)
    depth = aliases = 0
    for parts, event in enumerate(yaml.parse(text, Loader=_Loader)):
        kind = type(event)
        if kind in _OPENING:
            depth += 1
            if depth > MAX_DEPTH:
                raise _refused(event, N_("The file is nested deeper than %(most)d levels."), most=MAX_DEPTH)
        elif kind in _CLOSING:
            depth -= 1
        elif kind is yaml.AliasEvent:
            aliases += 1
            if aliases > MAX_ALIASES:
                raise _refused(event, N_("The file uses more than %(most)d aliases."), most=MAX_ALIASES)
        if parts > MAX_PARTS:
            raise _refused(event, N_("The file has more than %(most)d parts."), most=MAX_PARTS)


def _refused(place: yaml.Node | yaml.Event, text: str, **params: object) -> _Refused:
    return _Refused(place.start_mark.line + 1 if place.start_mark else 1, text, **params)


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return min(int(mark.line), text.count("\n")) + 1
    return text.count("\n", 0, getattr(error, "position", 0) or 0) + 1


def _problem_of(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")


class _Reader:
    """Nodes -> dicts, lists and texts. Aliased parts are counted each time they are used."""

    def __init__(self, lines: dict[Path, int], findings: Findings) -> None:
        self.lines = lines
        self.findings = findings
        self.parts = 0
        self.above: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        if path not in self.lines:
            self.lines[path] = node.start_mark.line + 1
        self.parts += 1
        if self.parts > MAX_PARTS or len(self.above) > MAX_DEPTH:
            raise _refused(node, N_("The aliases of the file unfold to more than it may hold."))
        if node.tag not in _PLAIN_TAGS:
            self.findings.add(path, N_("The tag %(tag)s is not allowed; write plain text."), tag=node.tag)
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == _NULL else " ".join(node.value.split())
        return self._unfolded(node, path)

    def _unfolded(self, node: yaml.Node, path: Path) -> Any:
        if id(node) in self.above:
            raise _refused(node, N_("An alias stands inside the part that it repeats."))
        self.above.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        finally:
            self.above.discard(id(node))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                for source in self._merged_from(value, path):
                    merged = {**source, **merged}
                continue
            name = self._key(key, path)
            self.lines[*path, name] = key.start_mark.line + 1
            if name in data:
                self.findings.add((*path, name), N_("The key “%(key)s” stands twice."), key=name)
            data[name] = self.value(value, (*path, name))
        return {**{name: value for name, value in merged.items() if name not in data}, **data}

    def _merged_from(self, node: yaml.Node, path: Path) -> Iterator[dict[str, Any]]:
        for part in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            value = self.value(part, path)
            if isinstance(value, dict):
                yield value
            else:
                self.findings.add(path, N_("“<<” can only take over a list of keys."))

    def _key(self, node: yaml.Node, path: Path) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        raise _Refused(node.start_mark.line + 1, N_("A key must be plain text."))
