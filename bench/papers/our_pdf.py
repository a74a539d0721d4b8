"""Our PDF: from the text to PDF/A with the places of the signatures."""

from __future__ import annotations

from bench.papers.text import AT, Work, agreement
from simpul.core.documents.faces.pdf import agreement_pdf


def prepare(count: int) -> Work:
    texts = [agreement(number) for number in range(count)]
    return lambda number: agreement_pdf(texts[number], at=AT).pdf
