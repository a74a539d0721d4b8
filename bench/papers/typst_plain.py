"""typst alone: a plain sheet of the same words, without logos, fields, boxes or PDF/A; one compiler kept."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import typst

from bench.papers.text import Work, agreement, words

PLAIN = """
#let d = json(bytes(sys.inputs.d))
#set page(paper: "a4", margin: (top: 28mm, bottom: 28mm, left: 30mm, right: 25mm), numbering: "1")
#set text(font: "Libertinus Serif", size: 11.5pt, lang: "id")
#set par(justify: true, leading: 0.72em)
#for line in d.title { align(center, strong(line)) }
#for line in d.opening { par(line) }
#for a in d.articles {
  align(center)[== Pasal #a.number \\ #a.title]
  for p in a.paragraphs [(#p.number) #p.text

  #for i in p.items [#i

  ]]
}
#for row in d.contacts { par(row) }
#for line in d.closing { par(line) }
"""


def prepare(count: int) -> Work:
    data = [json.dumps(words(agreement(number))) for number in range(count)]
    sheet = Path(tempfile.mkdtemp(), "sheet.typ")
    sheet.write_text(PLAIN, encoding="utf-8")
    compiler = typst.Compiler(str(sheet), ignore_system_fonts=True)

    def work(number: int) -> bytes:
        pdf = compiler.compile(format="pdf", sys_inputs={"d": data[number]})
        assert isinstance(pdf, bytes)
        return pdf

    return work
