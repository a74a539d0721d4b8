"""typst on our sheet with the data ready: what the compiler alone costs for all that the sheet shows, as PDF/A."""

from __future__ import annotations

import json

import typst

from bench.papers.text import AT, Work, agreement
from simpul.core.documents.faces.pdf import pictures, sheet_data
from simpul.core.documents.faces.typesetting import FOLDER, FONTS


def prepare(count: int) -> Work:
    data = [json.dumps(sheet_data(agreement(number)), ensure_ascii=False) for number in range(count)]
    logos = {f"picture{place}": json.dumps(list(png)) for place, png in enumerate(pictures(agreement(0)))}
    compiler = typst.Compiler(
        str(FOLDER / "agreement.typ"), root=str(FOLDER), font_paths=[str(FONTS)], ignore_system_fonts=True
    )

    def work(number: int) -> bytes:
        inputs = {"data": data[number], **logos}
        pdf = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2b"], timestamp=int(AT.timestamp()))
        assert isinstance(pdf, bytes)
        return pdf

    return work
