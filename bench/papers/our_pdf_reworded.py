"""Our PDF where every paragraph of the articles has words that were never set before."""

from __future__ import annotations

from bench.papers.text import AT, Work, agreement, reworded
from simpul.core.documents.faces.pdf import agreement_pdf


def prepare(count: int) -> Work:
    texts = [reworded(agreement(number), number) for number in range(count)]
    return lambda number: agreement_pdf(texts[number], at=AT).pdf
