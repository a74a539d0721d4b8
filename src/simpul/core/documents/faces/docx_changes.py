"""Tracked changes in WordprocessingML: inserted, deleted and moved runs, paragraphs and rows with author and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal
from xml.sax.saxutils import quoteattr

from simpul.core.documents.faces import docx_xml as xml
from simpul.rules.agreement_text.comparing.marks import Marks, marked

How = Literal["kept", "ins", "del", "moveFrom", "moveTo"]
Bold = Sequence[tuple[int, int]]
_WORDS: Mapping[str, How] = {"same": "kept", "added": "ins", "removed": "del"}


@dataclass
class Tracker:
    """Whose changes these are. Every mark gets a number of its own, apart from those of the bookmarks."""

    author: str
    at: datetime
    _last: int = field(default=100_000)

    def _stamp(self) -> str:
        self._last += 1
        moment = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        author = quoteattr("".join(sign for sign in self.author if sign.isprintable()))
        return f'w:id="{self._last}" w:author={author} w:date="{moment}"'

    def runs(self, runs: str, how: How, move: str = "") -> str:
        """Whole runs under one mark; ``move`` is the name that both ends of a move share."""
        if how == "kept" or not runs:
            return runs
        if how == "del":
            runs = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        wrapped = f"<w:{how} {self._stamp()}>{runs}</w:{how}>"
        if not move:
            return wrapped
        stamp = self._stamp()
        start = f'<w:{how}RangeStart {stamp} w:name="{move}"/>'
        return f'{start}{wrapped}<w:{how}RangeEnd w:id="{self._last}"/>'

    def paragraph(self, style: str, body: str, extra: str = "", how: How = "kept") -> str:
        """A paragraph whose end mark came or went with it."""
        mark = "" if how == "kept" else f"<w:rPr><w:{how} {self._stamp()}/></w:rPr>"
        return xml.paragraph(style, body, extra + mark)

    def row(self, cells: str, how: How, *, header: bool = False, height: int = 0) -> str:
        """``height`` is a minimum in twips."""
        mark = "" if how == "kept" else f"<w:{how} {self._stamp()}/>"
        least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
        heading = "<w:tblHeader/>" if header else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{least}{heading}{mark}</w:trPr>{cells}</w:tr>"

    def words(self, old: str, new: str, bold_old: Bold = (), bold_new: Bold = ()) -> str:
        """Runs of ``new`` with the changes since ``old``, line by line where both have as many lines."""
        olds, news = old.split("\n"), new.split("\n")
        if old == new:
            return bold_runs(new, 0, bold_new)
        if len(olds) == len(news) and not bold_new:
            lines = (self._marked(marked(*pair), (), ()) for pair in zip(olds, news, strict=True))
            return "<w:r><w:br/></w:r>".join(lines)
        return self._marked(marked(old, new), bold_old, bold_new)

    def _marked(self, marks: Marks, bold_old: Bold, bold_new: Bold) -> str:
        out, before, after = "", 0, 0
        for piece in marks:
            how = _WORDS[piece.kind]
            runs = bold_runs(piece.text, before, bold_old) if how == "del" else bold_runs(piece.text, after, bold_new)
            out += self.runs(runs, how)
            before += len(piece.text) if how != "ins" else 0
            after += len(piece.text) if how != "del" else 0
        return out


def bold_runs(text: str, offset: int, bold: Bold) -> str:
    """``text`` begins at ``offset`` of a text of which the ranges ``bold`` are bold."""
    edges = {0, len(text)} | {edge - offset for span in bold for edge in span if 0 < edge - offset < len(text)}
    stops = sorted(edges)
    return "".join(
        xml.run(text[start:stop], bold=any(first <= start + offset < last for first, last in bold))
        for start, stop in pairwise(stops)
    )
