"""Text of a procedure file -> plain data with the line of every part.

YAML is read without guessing: every scalar stays the text that was written (``no`` is no False, 12:30 no 750), only the
empty value and the merge key keep their meaning. Duplicate keys are refused, and what aliases unfold to is limited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.procedure.nodes import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_PARTS,
    MERGE,
    NULL,
    PLAIN_TAGS,
    Group,
    Node,
    Scalar,
    Unreadable,
    compose,
)
from simpul.rules.procedure.yaml_words import explained
from simpul.rules.refusals import N_

__all__ = ["MAX_CHARACTERS", "lines_of", "read"]
PROCEDURE = N_("A procedure file is a list of keys such as “kode” and “langkah”.")


def read(text: str, shape: str = PROCEDURE) -> tuple[dict[str, Any], Findings]:
    """The data of the file and what was found wrong while reading; the data are empty when it cannot be read.

    ``shape``: what is said of a text that is no list of keys.
    """
    lines: dict[Path, int] = {(): 1}
    findings = Findings(lines)
    try:
        node = compose(text)
        data = _Reader(lines, findings).value(node, ()) if node is not None else None
    except (Unreadable, yaml.YAMLError) as error:
        told = error if isinstance(error, Unreadable) else explained(error, text)
        lines[()] = told.line
        findings.add((), told.text, **told.params)
        return {}, findings
    if isinstance(data, dict) and data:
        return data, findings
    findings.add((), shape)
    return {}, findings


def lines_of(text: str) -> Mapping[Path, int]:
    """On which line each part of a readable file stands."""
    lines: dict[Path, int] = {}
    node = compose(text)
    if node is not None:
        _Reader(lines, Findings(lines)).value(node, ())
    return lines


class _Reader:
    """Nodes -> dicts, lists and texts. Aliased parts are counted each time they are used."""

    def __init__(self, lines: dict[Path, int], findings: Findings) -> None:
        self.lines = lines
        self.findings = findings
        self.parts = 0
        self.above: set[int] = set()

    def value(self, node: Node, path: Path) -> Any:
        if path not in self.lines:
            self.lines[path] = node.line
        self.parts += 1
        if self.parts > MAX_PARTS or len(self.above) > MAX_DEPTH:
            raise Unreadable(node.line, N_("The aliases of the file unfold to more than it may hold."))
        if node.tag not in PLAIN_TAGS:
            self.findings.add(path, N_("The tag %(tag)s is not allowed; write plain text."), tag=node.tag)
        if isinstance(node, Scalar):
            return None if node.tag == NULL else " ".join(node.text.split())
        return self._unfolded(node, path)

    def _unfolded(self, node: Group, path: Path) -> Any:
        if id(node) in self.above:
            raise Unreadable(node.line, N_("An alias stands inside the part that it repeats."))
        self.above.add(id(node))
        try:
            if node.is_keyed:
                return self._mapping(node, path)
            return [self.value(item, (*path, number)) for number, item in enumerate(node.parts)]
        finally:
            self.above.discard(id(node))

    def _mapping(self, node: Group, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, value in zip(node.parts[::2], node.parts[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise Unreadable(key.line, N_("A key must be plain text."))
            if key.tag == MERGE:
                for source in self._merged_from(value, path):
                    merged = {**source, **merged}
                continue
            here = (*path, key.text)
            if key.text in data:
                self._twice(here, key)
            self.lines[here] = key.line
            data[key.text] = self.value(value, here)
        return {**{name: value for name, value in merged.items() if name not in data}, **data}

    def _twice(self, path: Path, key: Scalar) -> None:
        text = N_("The key “%(key)s” stands twice: in line %(first)d, and here in column %(column)d.")
        self.findings.add(path, text, key=key.text, first=self.lines[path], column=key.column)

    def _merged_from(self, node: Node, path: Path) -> Iterator[dict[str, Any]]:
        parts = node.parts if isinstance(node, Group) and not node.is_keyed else [node]
        for part in parts:
            value = self.value(part, path)
            if isinstance(value, dict):
                yield value
            else:
                self.findings.add(path, N_("“<<” can only take over a list of keys."))
