"""What a partner sent back: the clauses of a Word file that began as our draft, or its plain paragraphs.

Our DOCX puts a bookmark ``k_<id>`` round every clause; word processors keep them through editing, so that a
counter-draft can be laid beside ours clause by clause. Tracked changes are read as accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_MARK = "k_"
_MAX_PART = 30 * 1024 * 1024
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_GAPS = frozenset({f"{_W}tab", f"{_W}br", f"{_W}p"})


@dataclass(frozen=True, slots=True)
class CounterText:
    """``clauses`` by id where the file still carries our bookmarks; ``paragraphs`` always, without empty ones."""

    clauses: dict[str, str]
    paragraphs: tuple[str, ...]


class _Foreign(Exception):
    """The part declares a document type: no word processor writes that."""


def read_counter_draft(docx: bytes) -> CounterText | None:
    """The text of a Word file that was judged harmless before; None when it cannot be read as one."""
    try:
        with ZipFile(BytesIO(docx)) as archive:
            if archive.getinfo("word/document.xml").file_size > _MAX_PART:
                return None
            part = archive.read("word/document.xml")
        reading = _Reading()
        reading.parse(part)
    except (BadZipFile, KeyError, expat.ExpatError, _Foreign, OSError, NotImplementedError):
        return None
    clauses = {name: _tidy(parts) for name, parts in reading.clauses.items()}
    plain = (_tidy(parts) for parts in reading.paragraphs)
    return CounterText({name: text for name, text in clauses.items() if text}, tuple(text for text in plain if text))


def _tidy(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


class _Reading:
    """Reads the document as it streams by and fills the open clauses and the current paragraph."""

    def __init__(self) -> None:
        self.clauses: dict[str, list[str]] = {}
        self.paragraphs: list[list[str]] = [[]]
        self._open: dict[str, str] = {}
        self._in_text = False
        self._gone = 0

    def parse(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(part, True)

    def _refuse(self, *_declaration: object) -> None:
        raise _Foreign

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._gone += tag in _GONE
        if tag == f"{_W}p":
            self.paragraphs.append([])
        if tag in _GAPS:
            self._say(" ")
        elif tag == f"{_W}bookmarkStart":
            self._begin(attributes.get(f"{_W}name", ""), attributes.get(f"{_W}id", ""))
        elif tag == f"{_W}bookmarkEnd":
            self._open.pop(attributes.get(f"{_W}id", ""), None)
        self._in_text = tag == f"{_W}t"

    def _end(self, tag: str) -> None:
        self._gone -= tag in _GONE
        self._in_text = False

    def _characters(self, words: str) -> None:
        if self._in_text and not self._gone:
            self._say(words)

    def _begin(self, name: str, number: str) -> None:
        if name.startswith(_MARK):
            clause = name.removeprefix(_MARK)
            self._open[number] = clause
            self.clauses.setdefault(clause, [])

    def _say(self, words: str) -> None:
        self.paragraphs[-1].append(words)
        for clause in self._open.values():
            self.clauses[clause].append(words)
