"""typst on our sheet with its source ready: what the compiler alone costs for all that the sheet shows, as PDF/A."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.papers.text import AT, Work, agreement
from simpul.core.documents.faces.pdf import pictures, sheet_data
from simpul.core.documents.faces.typesetting import compiler_beside, source


def prepare(count: int) -> Work:
    texts = [agreement(number) for number in range(count)]
    sources = [source("agreement", sheet_data(text), pictures(text)) for text in texts]
    main = Path(tempfile.mkdtemp(), "main.typ")
    main.write_text(sources[0], encoding="utf-8")
    compiler = compiler_beside(main, "agreement")

    def work(number: int) -> bytes:
        main.write_text(sources[number], encoding="utf-8")
        pdf = compiler.compile(format="pdf", pdf_standards=["a-2b"], timestamp=int(AT.timestamp()))
        assert isinstance(pdf, bytes)
        return pdf

    return work
