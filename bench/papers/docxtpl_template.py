"""docxtpl: a template parsed for each document, as it must be."""

from __future__ import annotations

import io

import docx
from docxtpl import DocxTemplate

from bench.papers.text import Work, agreement, words


def prepare(count: int) -> Work:
    template, data = template_file(), [words(agreement(number)) for number in range(count)]

    def work(number: int) -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(data[number], autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return work


def template_file() -> bytes:
    """A template with the fields and loops of the agreement."""
    sheet = docx.Document()
    for line in (
        "{%p for line in title %}", "{{ line }}", "{%p endfor %}", "{%p for line in opening %}", "{{ line }}",
        "{%p endfor %}", "{%p for a in articles %}", "Pasal {{ a.number }} {{ a.title }}",
        "{%p for p in a.paragraphs %}", "({{ p.number }}) {{ p.text }}", "{%p for i in p['items'] %}", "{{ i }}",
        "{%p endfor %}", "{%p endfor %}", "{%p endfor %}", "{%p for line in contacts %}", "{{ line }}",
        "{%p endfor %}", "{%p for line in closing %}", "{{ line }}", "{%p endfor %}",
    ):  # fmt: skip
        sheet.add_paragraph(line)
    out = io.BytesIO()
    sheet.save(out)
    return out.getvalue()
