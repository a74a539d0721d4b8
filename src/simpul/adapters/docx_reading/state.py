"""What is gathered while a document is walked: running indices, tracked changes, open bookmarks and comments."""

from __future__ import annotations

import re

from simpul.adapters.docx_reading.names import attribute, inner_words, name_of
from simpul.adapters.docx_reading.package import Element
from simpul.adapters.docx_reading.styles import Lists, Styles
from simpul.rules.agreement_text.reading.word import ChangeKind, Mark, Unknown

_CLAUSES = ("k_", "e_")  # of the first and of the second column
_REFERS = re.compile(r"\s*REF\s+k_(?P<clause>[a-z0-9_]+)\s", re.IGNORECASE)
_KINDS: dict[str, ChangeKind] = {"ins": "insert", "del": "delete", "moveFrom": "move_from", "moveTo": "move_to"}
TRACKED = frozenset(_KINDS)


class State:
    """Shared by the body and everything beside it, so that an index or a mark is met once in a document."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.styles = styles
        self.lists = lists
        self.marks: list[Mark] = []
        self.unknown: list[Unknown] = []
        self.index = -1
        self.depth = 0
        self.clauses: dict[str, str] = {}
        self.comments: list[str] = []
        self._ended: set[str] = set()
        self.fields: list[str] = []
        self.shown: list[str] = []
        self._known_marks: dict[Mark, int] = {}
        self._moves: dict[str, str] = {}

    @property
    def refers(self) -> str:
        """The clause of ours whose number the innermost open field shows; empty where none does."""
        found = _REFERS.match(self.shown[-1]) if self.shown else None
        return found["clause"] if found else ""

    def next_index(self) -> int:
        self.index += 1
        return self.index

    def begin(self, part: Element) -> None:
        """A part of its own begins: bookmarks do not reach over its edge."""
        self.clauses.clear()
        self.comments.clear()
        self._ended = {attribute(element, "id") for element in part.iter() if name_of(element) == "bookmarkEnd"}

    def end_paragraph(self) -> None:
        """LibreOffice leaves the first half of a bookmark that was split without an end: it ends with its paragraph."""
        self.clauses = {key: clause for key, clause in self.clauses.items() if key in self._ended}

    def mark(self, element: Element, kind: ChangeKind | None = None) -> int:
        """The position of this tracked change; equal ones (same author, moment, kind) share it."""
        meant = kind or _KINDS[name_of(element)]
        moved = next(reversed(self._moves.values()), "") if meant in {"move_from", "move_to"} else ""
        mark = Mark(meant, attribute(element, "author"), attribute(element, "date"), moved)
        if mark not in self._known_marks:
            self._known_marks[mark] = len(self.marks)
            self.marks.append(mark)
        return self._known_marks[mark]

    def meet(self, element: Element) -> bool:
        """Take note of the start or end of a bookmark, a comment or a move; False for anything else."""
        name, key = name_of(element), attribute(element, "id")
        if name == "bookmarkStart":
            bookmark = attribute(element, "name")
            if bookmark.startswith(_CLAUSES):
                self.clauses[key] = bookmark[2:]
        elif name == "bookmarkEnd":
            self.clauses.pop(key, None)
        elif name == "commentRangeStart":
            self.comments.append(key)
        elif name == "commentRangeEnd":
            self.comments = [each for each in self.comments if each != key]
        elif name in {"moveFromRangeStart", "moveToRangeStart"}:
            self._moves[key] = attribute(element, "name")
        elif name in {"moveFromRangeEnd", "moveToRangeEnd"}:
            self._moves.pop(key, None)
        else:
            return False
        return True

    def report(self, what: str, element: Element | None = None, text: str = "") -> None:
        """Something is not understood: it is told, with its words, at the present paragraph."""
        words = text or (inner_words(element) if element is not None else "")
        self.unknown.append(Unknown(what, words, self.index))
