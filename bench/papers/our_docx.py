"""Our DOCX: numbering, bookmarks, fields, header and footer."""

from __future__ import annotations

from bench.papers.text import AT, Work, agreement
from simpul.core.documents.faces.docx import agreement_docx


def prepare(count: int) -> Work:
    texts = [agreement(number) for number in range(count)]
    return lambda number: agreement_docx(texts[number], at=AT)
