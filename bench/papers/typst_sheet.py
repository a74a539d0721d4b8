"""typst on our sheet with its source ready: what the compiler alone costs for all that the sheet shows, as PDF/A."""

from __future__ import annotations

from collections.abc import Sequence

from bench.papers.text import AT, Work, agreement
from simpul.core.documents.faces.pdf import pictures, sheet_data
from simpul.core.documents.faces.typesetting import kept_compiler, source
from simpul.rules.agreement_text.structure import AgreementText


def prepare(count: int) -> Work:
    return compiling([agreement(number) for number in range(count)])


def compiling(texts: Sequence[AgreementText]) -> Work:
    """The compiler on the sources of these texts."""
    sources = [source("agreement", sheet_data(text), pictures(text)).encode() for text in texts]
    compiler = kept_compiler()

    def work(number: int) -> bytes:
        pdf = compiler.compile(sources[number], format="pdf", pdf_standards=["a-2b"], timestamp=int(AT.timestamp()))
        assert isinstance(pdf, bytes)
        return pdf

    return work
