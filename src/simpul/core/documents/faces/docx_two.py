"""The body of a DOCX in two languages: a table of two columns, one row for each clause.

The first language carries the outline, as in a text of one language; the second one counts in lists of its own, so that
both columns renumber when an article is added in Word. A clause has a bookmark in each column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simpul.core.documents.faces import docx_xml as xml
from simpul.core.documents.faces.docx_body import Pages, large_logos, party_line, signatures, title_lines
from simpul.core.documents.faces.docx_parts import ENGLISH, HEAD, W
from simpul.core.documents.faces.logos import Logo
from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph, Table

_KEEP = "<w:keepNext/>"
_SHORT = 900  # letters; about half a page of one column, above which a clause may run over two pages


def body_in_two(text: AgreementText, pages: Pages, logos: list[Logo]) -> tuple[str, list[str]]:
    """The document part and the ids of its clauses in order. ``text`` has a translation."""
    marks = xml.Bookmarks()
    rows = "".join(_rows(text, marks, pages))
    closing = _row(pages, xml.paragraph("Normal", xml.run(text.closing), _KEEP), _plain(_other(text).closing, _KEEP))
    content = (
        large_logos(pages, logos)
        + _sheet(pages, rows)
        + xml.paragraph("Kaki", "", _KEEP)
        + signatures(text, pages, closing)
        + xml.paragraph("Kaki", "")
    )
    return f'{HEAD}<w:document xmlns:w="{W}"><w:body>{content}{pages.section}</w:body></w:document>', marks.names


def _other(text: AgreementText) -> AgreementText:
    assert text.translation is not None
    return text.translation


def _sheet(pages: Pages, rows: str) -> str:
    return xml.table([pages.width // 2] * 2, rows, "none")


def _row(pages: Pages, left: str, right: str, *, whole: bool = True) -> str:
    """``whole``: the row stays on one page; a long clause may run over."""
    cells = xml.cell(pages.width // 2, left) + xml.cell(pages.width // 2, right)
    return xml.row(cells) if whole else f"<w:tr>{cells}</w:tr>"


def _plain(words: str, extra: str = "") -> str:
    return xml.paragraph("NormalEn", xml.run(words), extra)


def _rows(text: AgreementText, marks: xml.Bookmarks, pages: Pages) -> Iterator[str]:
    other = _other(text)
    yield _row(pages, title_lines(text), title_lines(other))
    yield _row(pages, xml.paragraph("Normal", xml.run(text.opening)), _plain(other.opening))
    for number, (one, two) in enumerate(zip(text.parties, other.parties, strict=True), 1):
        yield _row(pages, party_line(number, one), party_line(number, two))
    for first, second in zip(text.after_parties, other.after_parties, strict=True):
        yield _row(pages, xml.paragraph("Normal", xml.run(first.text)), _plain(second.text))
    heads = (
        (
            text.considerations_lead,
            other.considerations_lead,
            text.considerations,
            other.considerations,
            "Pertimbangan",
        ),
        (text.bases_lead, other.bases_lead, text.bases, other.bases, "Dasar"),
    )
    for lead, lead_two, items, items_two, style in heads:
        yield _row(pages, xml.paragraph("Normal", xml.run(lead), _KEEP), _plain(lead_two, _KEEP))
        yield from _items(items, items_two, style, marks, pages)
    yield _row(pages, xml.paragraph("Normal", xml.run(text.agreed)), _plain(other.agreed))
    for article, translated in zip(text.articles, other.articles, strict=True):
        yield from _article(article, translated, marks, pages)


def _items(
    items: Sequence[Item], others: Sequence[Item], style: str, marks: xml.Bookmarks, pages: Pages
) -> Iterator[str]:
    for one, two in zip(items, others, strict=True):
        yield _row(pages, _item(one, style, marks), _translated(ENGLISH[style], two.id, two.text, marks))


def _item(item: Item, style: str, marks: xml.Bookmarks) -> str:
    return xml.paragraph(style, marks.round(item.id, xml.referring(item.text, item.references)))


def _article(article: Article, other: Article, marks: xml.Bookmarks, pages: Pages) -> Iterator[str]:
    heading = xml.paragraph("Pasal", marks.round(article.id, f"<w:r><w:br/></w:r>{xml.run(article.title)}"))
    title = marks.round(other.id, f"<w:r><w:br/></w:r>{xml.run(other.title)}", second=True)
    yield _row(pages, heading, xml.paragraph("PasalEn", title))
    for one, two in zip(article.paragraphs, other.paragraphs, strict=True):
        keep = _KEEP if one.items or one.table else ""
        left = xml.paragraph("Ayat", marks.round(one.id, xml.referring(one.text, one.references)), keep)
        left += "".join(_item(item, "Huruf", marks) for item in one.items)
        yield _row(pages, left, _second(two, marks, keep), whole=_length(one) < _SHORT and _length(two) < _SHORT)
        if one.table is not None and two.table is not None:
            yield _table_row(_merged(one.table, two.table), pages)


def _length(paragraph: Paragraph) -> int:
    return len(paragraph.text) + sum(len(item.text) for item in paragraph.items)


def _second(paragraph: Paragraph, marks: xml.Bookmarks, keep: str) -> str:
    words = _translated("AyatEn", paragraph.id, paragraph.text, marks, keep)
    return words + "".join(_translated("HurufEn", item.id, item.text, marks) for item in paragraph.items)


def _translated(style: str, clause: str, words: str, marks: xml.Bookmarks, extra: str = "") -> str:
    return xml.paragraph(style, marks.round(clause, xml.run(words), second=True), extra)


def _merged(one: Table, two: Table) -> Table:
    """One table for both: titles side by side, a cell's translation below it where it differs."""
    columns = tuple(
        type(first)(f"{first.title} / {second.title}", first.width, first.align)
        for first, second in zip(one.columns, two.columns, strict=True)
    )
    rows = tuple(
        tuple(a if a == b else f"{a}\n{b}" for a, b in zip(row, other, strict=True))
        for row, other in zip(one.rows, two.rows, strict=True)
    )
    return Table(one.id, columns, rows)


def _table_row(table: Table, pages: Pages) -> str:
    """The table across both columns. LibreOffice hides the empty paragraph below it, so the cell itself keeps room."""
    inside = xml.data_table(table, pages.width - 200) + xml.paragraph("Kaki", "")
    room = '<w:tcMar><w:bottom w:w="140" w:type="dxa"/></w:tcMar>'
    return xml.row(xml.cell(pages.width, inside, 2, room))
