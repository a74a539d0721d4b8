"""The plain sheet with its words in the source, as our PDF has them: typst knows again what did not change."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import typst

from bench.papers.text import Work, agreement, words
from bench.papers.typst_plain import PLAIN


def prepare(count: int) -> Work:
    data = [json.dumps(json.dumps(words(agreement(number))), ensure_ascii=False) for number in range(count)]
    sheet = Path(tempfile.mkdtemp(), "sheet.typ")
    sheet.write_text(PLAIN, encoding="utf-8")
    compiler = typst.Compiler(str(sheet), ignore_system_fonts=True)

    def work(number: int) -> bytes:
        sheet.write_text(PLAIN.replace("sys.inputs.d", data[number]), encoding="utf-8")
        pdf = compiler.compile(format="pdf")
        assert isinstance(pdf, bytes)
        return pdf

    return work
