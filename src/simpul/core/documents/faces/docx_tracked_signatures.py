"""The places to sign with tracked changes: line by line, or as two tables where a party came or went."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simpul.core.documents.faces import docx_xml as xml
from simpul.core.documents.faces.docx_body import Pages
from simpul.core.documents.faces.docx_changes import How, Tracker
from simpul.rules.agreement_text.comparing.compare import Change
from simpul.rules.agreement_text.structure import AgreementText

Lines = tuple[str, ...]
_DUTY = re.compile(r"^(e-?)?meterai", re.IGNORECASE)
_HEIGHT = 1800  # twips left free for a signature and its meterai


def signature_tables(changes: Sequence[Change], base: AgreementText, pages: Pages, tracker: Tracker) -> str:
    """``base`` with its places to sign as they were and as they are."""
    signs = [change for change in changes if change.part.kind == "signature"]
    if all(change.old and change.new for change in signs):
        pairs = [(_lines(change, old=True), _lines(change, old=False)) for change in signs]
        return _table(pairs, "kept", pages, tracker)
    olds = [(_lines(change, old=True), ()) for change in signs if change.old]
    news = [((), _lines(change, old=False)) for change in signs if change.new]
    gone = _table(olds, "del", pages, tracker) + tracker.paragraph("Kaki", "", how="del") if olds else ""
    return gone + (_table(news, "ins", pages, tracker) if news else "")


def _lines(change: Change, *, old: bool) -> Lines:
    part = change.old if old else change.new
    return tuple(part.text.split("\n")) if part else ()


def _table(pairs: Sequence[tuple[Lines, Lines]], how: How, pages: Pages, tracker: Tracker) -> str:
    half = pages.width // 2
    rows = "".join(_rows(pairs[start : start + 2], half, len(pairs), how, tracker) for start in range(0, len(pairs), 2))
    return xml.table([half, half] if len(pairs) > 1 else [pages.width], rows, "none")


def _rows(pairs: Sequence[tuple[Lines, Lines]], half: int, parties: int, how: How, tracker: Tracker) -> str:
    span = 2 if len(pairs) == 1 and parties > 1 else 1
    width = half * (2 if len(pairs) == 1 else 1)
    out = ""
    for group, height in ((_capacity, 0), (_duty, _HEIGHT), (_name, 0)):
        cells = "".join(
            xml.cell(width, _paragraphs(group(old), group(new), how, tracker), span) for old, new in pairs
        )  # fmt: skip
        out += tracker.row(cells, how, height=height)
    return out


def _capacity(lines: Lines) -> Lines:
    return tuple(line for line in lines[:-1] if not _DUTY.match(line))


def _duty(lines: Lines) -> Lines:
    return tuple(line for line in lines[1:-1] if _DUTY.match(line))[:1]


def _name(lines: Lines) -> Lines:
    return lines[-1:]


def _paragraphs(old: Lines, new: Lines, how: How, tracker: Tracker) -> str:
    """A cell must end with a paragraph that stays."""
    if how == "kept" and len(old) == len(new):
        words = [tracker.words(*pair) for pair in zip(old, new, strict=True)]
    elif how == "kept":
        words = [tracker.runs(xml.run(line), "del") for line in old]
        words += [tracker.runs(xml.run(line), "ins") for line in new]
    else:
        words = [tracker.runs(xml.run(line), how) for line in old or new]
    return "".join(xml.paragraph("TandaTangan", each) for each in words or [""])
