"""What stands after the articles: closing words, the places to sign, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simpul.rules.agreement_text.reading.front import LABEL
from simpul.rules.agreement_text.reading.headings import is_prominent
from simpul.rules.agreement_text.reading.labels import labelled, nested
from simpul.rules.agreement_text.reading.text import ReadAnnex, ReadSignature, ReadTable
from simpul.rules.agreement_text.reading.views import Line

_ANNEX = re.compile(r"^(lampiran|annex|appendix)\b\s*(?P<number>[IVXLC]{1,5}|\d{1,2}|[A-Z])?\b(?P<rest>.*)$",
                    re.IGNORECASE | re.DOTALL)  # fmt: skip
_CLOSING = re.compile(
    r"^(demikian|sebagai bukti\b|in witness\b|(?:perjanjian|nota|naskah|kesepa)\b.*ditandatangani di\b)", re.IGNORECASE
)
_PARTY = re.compile(rf"^{LABEL}\b", re.IGNORECASE)
_DUTY = re.compile(r"^(e-?)?meterai", re.IGNORECASE)


def annex_starts(lines: Sequence[Line], after: int) -> list[int]:
    """Where an annex begins, from ``after`` on."""
    return [at for at in range(after, len(lines)) if _is_annex(lines[at])]


def _is_annex(line: Line) -> bool:
    first = line.text.strip().split("\n")[0].strip()
    if line.is_table or line.label or not _ANNEX.match(first) or len(first) > 120:
        return False
    return (is_prominent(line) or line.page_break or first.isupper()) and not first.endswith((".", ";", ","))


def split_last(lines: Sequence[Line], body: int) -> tuple[int, int]:
    """(closing, signatures): where the closing words and the block to sign begin in the lines of the last article.

    ``body`` is where the body of that article begins; an end of ``lines`` means that there is none.
    """
    sign = next((at for at in range(body, len(lines)) if lines[at].is_table and _is_block(lines[at])), len(lines))
    closing = next((at for at in range(body, sign) if _is_closing(lines[at])), sign)
    if sign == len(lines) and closing < sign:
        sign = next((at for at in range(closing + 1, sign) if _starts_block(lines[at])), len(lines))
    return closing, sign


def _is_closing(line: Line) -> bool:
    return not line.is_table and not labelled(line)[0] and bool(_CLOSING.match(line.text))


def _starts_block(line: Line) -> bool:
    return bool(_PARTY.match(line.text.strip())) and len(line.text) < 160


def _is_block(line: Line) -> bool:
    """A table with one party in each column and a free place below; a lined list of addresses is none."""
    cells = [part.strip() for row in line.rows for cell in row for part in cell.split("\n") if part.strip()]
    parties = sum(bool(_PARTY.match(cell)) for cell in cells)
    return parties >= 1 and (any(_DUTY.match(cell) for cell in cells) or not line.lined)


def signatures(lines: Sequence[Line]) -> tuple[ReadSignature, ...]:
    """The block by its columns; a row that begins with a party starts a new place."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        columns: dict[int, tuple[str, list[str]]] = {}
        for row in line.rows or ((line.text,),):
            for column, cell in enumerate(row):
                for words in (part.strip() for part in re.split(r"\n|\t+", cell)):
                    if _PARTY.match(words):
                        columns[column] = (words, [])
                        found.append(columns[column])
                    if words and (place := columns.get(column) or (found[-1] if found else None)):
                        place[1].append(words)
    return tuple(ReadSignature(label, tuple(words)) for label, words in found)


def read_annex(lines: Sequence[Line], number: int) -> ReadAnnex:
    """The heading may carry its title on further lines, in one paragraph or several."""
    ref = f"annex{number}"
    parts = [part.strip() for part in lines[0].text.split("\n") if part.strip()]
    end = 1
    while end < len(lines) and end < 5 and _carries_title(lines[end]):
        parts += [part.strip() for part in lines[end].text.split("\n") if part.strip()]
        end += 1
    body = [line for line in lines[end:] if not line.is_table]
    tables = [line for line in lines[end:] if line.is_table]
    return ReadAnnex(
        ref=ref,
        heading=parts[0],
        title=parts[-1] if len(parts) > 1 else "",
        sources=tuple(index for line in (*lines[:end], *tables) for index in line.sources),
        shares=tuple(share for line in lines[:end] for share in line.shares),
        body=nested(body, ref),
        tables=tuple(ReadTable(line.rows, line.header_rows) for line in tables),
    )


def _carries_title(line: Line) -> bool:
    return not line.is_table and not labelled(line)[0] and is_prominent(line) and len(line.text) <= 200
