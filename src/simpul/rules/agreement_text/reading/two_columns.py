"""Tables that are a text beside its translation: which of their rows, and which column holds which language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from simpul.rules.agreement_text.reading.word import Block, Cell, Row, Table

_LEAST = 3  # clauses of ours, or articles, in a table that is the whole text
_PASAL, _ARTICLE = re.compile(r"\s*pasal\s+\d", re.IGNORECASE), re.compile(r"\s*article\s+\d", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(demikian|sebagai bukti)\b", re.IGNORECASE), re.compile(r"\s*in witness\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Together:
    """The first ``rows`` of a table, with the columns of the text and of its translation."""

    rows: tuple[Row, ...]
    text: int = 0
    translation: int = 1


def in_two_languages(table: Table) -> Together:
    """All rows of a text in two columns: the bookmarks of our clauses stand in the first, which is the text. A file of
    the partner's own has none: there "Pasal 1" stands beside "Article 1", on either side, row by row or all in one.

    Of a table of places to sign only the closing words in two languages, which share it so as to stay on their page.
    """
    if any(sum(cell.span for cell in row.cells) != 2 for row in table.rows):
        return Together(())
    if not table.lined and len(_clauses(table)) >= _LEAST:
        return Together(table.rows)
    (pasal, article), (other_pasal, other_article) = (_headed(table, column) for column in (0, 1))
    if min(pasal, other_article) >= _LEAST > max(article, other_pasal):
        return Together(table.rows)
    if min(article, other_pasal) >= _LEAST > max(pasal, other_article):
        return Together(table.rows, text=1, translation=0)
    return Together(tuple(takewhile(_is_closing, table.rows)))


def _clauses(table: Table) -> set[str]:
    """The bookmarks of ours in the first column."""
    first = (block.paragraph for row in table.rows for block in row.cells[0].blocks)
    return {name for paragraph in first if paragraph for piece in paragraph.pieces for name in piece.clauses}


def _headed(table: Table, column: int) -> tuple[int, int]:
    """How many paragraphs of a column begin with "Pasal" and a number, and how many with "Article"."""
    said = [_words(block) for row in table.rows if len(row.cells) == 2 for block in row.cells[column].blocks]
    return sum(bool(_PASAL.match(each)) for each in said), sum(bool(_ARTICLE.match(each)) for each in said)


def _is_closing(row: Row) -> bool:
    return len(row.cells) == 2 and all(
        starts.match(_first(cell)) for starts, cell in zip(_CLOSED, row.cells, strict=True)
    )


def _first(cell: Cell) -> str:
    return next((words for block in cell.blocks if (words := _words(block).strip())), "")


def _words(block: Block) -> str:
    return "".join(piece.text for piece in block.paragraph.pieces) if block.paragraph else ""
