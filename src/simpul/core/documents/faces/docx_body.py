"""The body of the DOCX: from the title block to the annexes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simpul.core.documents.faces import docx_xml as xml
from simpul.core.documents.faces.docx_parts import HEAD, NOTES, R, W
from simpul.core.documents.faces.logos import Logo
from simpul.core.documents.faces.typesetting import Paper
from simpul.rules.agreement_text.structure import (
    AgreementText,
    Annex,
    Article,
    Item,
    Paragraph,
    PartyParagraph,
    SignatureBlock,
)

_SIZES: dict[Paper, tuple[int, int]] = {"a4": (11906, 16838), "f4": (12189, 18709)}  # twips
_LEFT, _RIGHT, _TOP, _BOTTOM = 1701, 1417, 1587, 1587  # 30, 25, 28, 28 mm
_SIGN_HEIGHT = 1800  # twips left free for a signature and its meterai
_THREE_LINES = 285  # characters


@dataclass(frozen=True, slots=True)
class Pages:
    """The page of one document; ``width`` is the width of its text in twips."""

    paper: Paper

    @property
    def width(self) -> int:
        return _SIZES[self.paper][0] - _LEFT - _RIGHT

    @property
    def section(self) -> str:
        width, height = _SIZES[self.paper]
        return (
            f'<w:sectPr><w:headerReference xmlns:r="{R}" w:type="default" r:id="rId4"/>'
            f'<w:footerReference xmlns:r="{R}" w:type="default" r:id="rId5"/>'
            f'<w:footerReference xmlns:r="{R}" w:type="first" r:id="rId5"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{_TOP}" w:right="{_RIGHT}" w:bottom="{_BOTTOM}" '
            f'w:left="{_LEFT}" w:header="620" w:footer="620" w:gutter="0"/><w:titlePg/></w:sectPr>'
        )


def body(text: AgreementText, pages: Pages, logos: list[Logo]) -> tuple[str, list[str]]:
    """The document part and the ids of its clauses in order."""
    marks = xml.Bookmarks()
    content = (
        _title(text, pages, logos)
        + _recitals(text, marks)
        + "".join(_article(article, pages, marks) for article in text.articles)
        + xml.paragraph("Normal", xml.run(text.closing), "<w:keepNext/><w:keepLines/>")
        + signatures(text, pages)
        + "".join(_annex(annex, number, text, pages, marks) for number, annex in enumerate(text.annexes))
    )
    return f'{HEAD}<w:document xmlns:w="{W}"><w:body>{content}{pages.section}</w:body></w:document>', marks.names


def logo_row(logos: Sequence[Logo], width: int, height_mm: float, first: int) -> str:
    """Logos side by side, the first at the left and the last at the right; ``first`` numbers the drawings."""
    columns = [width // len(logos)] * len(logos)
    last = len(logos) - 1
    cells = ""
    for index, one in enumerate(logos):
        place = "left" if index == 0 else "right" if index == last else "center"
        drawing = xml.picture(f"rIdL{index + 1}", first + index, height_mm * one.width / one.height, height_mm)
        cells += xml.cell(columns[index], xml.paragraph("Tabel", drawing, f'<w:jc w:val="{place}"/>'))
    return xml.table(columns, xml.row(cells), "none")


WORDS = {"id": ("ANTARA", "DAN", "TENTANG", "NOMOR"), "en": ("BETWEEN", "AND", "ON", "NUMBER")}


def large_logos(pages: Pages, logos: list[Logo]) -> str:
    """The logos above the title of the first page."""
    return logo_row(logos, pages.width, 20, 1) + xml.paragraph("Kaki", "") if logos else ""


def title_lines(text: AgreementText) -> str:
    """The title block in the words of its language."""
    title = text.title
    between, joined, on, numbered = WORDS[text.language]
    names = [*title.parties[:-1], joined, title.parties[-1]] if len(title.parties) > 1 else list(title.parties)
    lines = [title.instrument, between, *names, on, title.subject]
    numbers = "".join(xml.paragraph("Nomor", xml.run(f"{numbered}: {number}")) for number in title.number_lines)
    return "".join(xml.paragraph("Judul", xml.run(line)) for line in lines) + numbers + xml.paragraph("Nomor", "")


def _title(text: AgreementText, pages: Pages, logos: list[Logo]) -> str:
    return large_logos(pages, logos) + title_lines(text)


def _recitals(text: AgreementText, marks: xml.Bookmarks) -> str:
    """From "Pada hari ini" to the words that lead into Pasal 1."""
    keep = "<w:keepNext/>"
    parts = [xml.paragraph("Normal", xml.run(text.opening), keep)]
    parts += [party_line(number, party) for number, party in enumerate(text.parties, 1)]
    parts += [xml.paragraph("Normal", xml.run(item.text)) for item in text.after_parties]
    for lead, items, style in (
        (text.considerations_lead, text.considerations, "Pertimbangan"),
        (text.bases_lead, text.bases, "Dasar"),
    ):
        parts.append(xml.paragraph("Normal", xml.run(lead), keep))
        parts += [_item(item, style, marks) for item in items]
    return "".join(parts) + xml.paragraph("Normal", xml.run(text.agreed))


def party_line(number: int, party: PartyParagraph) -> str:
    """One party of the komparisi."""
    words = f"{xml.run(f'{number}.')}<w:r><w:tab/></w:r>{xml.run(party.name, bold=True)}"
    words += xml.run(f", {party.text} ") + xml.run(party.label, bold=True) + xml.run(";")
    return xml.paragraph("Pihak", words, '<w:ind w:left="454" w:hanging="454"/>')


def _item(item: Item, style: str, marks: xml.Bookmarks, extra: str = "") -> str:
    return xml.paragraph(style, marks.round(item.id, xml.referring(item.text, item.references)), extra)


def _article(article: Article, pages: Pages, marks: xml.Bookmarks) -> str:
    """The heading is one paragraph: "Pasal N" comes from the numbering, then a line break, then the title."""
    heading = xml.paragraph("Pasal", marks.round(article.id, f"<w:r><w:br/></w:r>{xml.run(article.title)}"))
    clauses = (_paragraph(one, pages, marks, first=not at) for at, one in enumerate(article.paragraphs))
    return heading + "".join(clauses)


def _paragraph(paragraph: Paragraph, pages: Pages, marks: xml.Bookmarks, *, first: bool) -> str:
    """The ``first`` one below a heading may part though it is short: kept whole, LibreOffice (7.4) may leave the
    heading behind alone at the end of a page."""
    words = marks.round(paragraph.id, xml.referring(paragraph.text, paragraph.references))
    keep = "<w:keepNext/>" if paragraph.items or paragraph.table else ""
    keep += '<w:widowControl w:val="0"/>' if first and len(paragraph.text) < _THREE_LINES else ""
    out = xml.paragraph("Ayat", words, keep) + "".join(_item(item, "Huruf", marks) for item in paragraph.items)
    if paragraph.table:
        out += xml.data_table(paragraph.table, pages.width - 454, 454) + xml.paragraph("Kaki", "")
    return out


def signatures(text: AgreementText, pages: Pages, rows: str = "") -> str:
    """Rows that cannot split, each kept with the next: the block stands on one page, with the closing words. ``rows``
    stand above in the same table: in two columns the closing words would else part from it in LibreOffice."""
    half = pages.width // 2
    blocks = text.signatures
    for start in range(0, len(blocks), 2):
        second = text.translation.signatures[start : start + 2] if text.translation is not None else ()
        rows += _signature_rows(blocks[start : start + 2], half, len(blocks), text.mode, second)
    return xml.table([half, half] if len(blocks) > 1 else [pages.width], rows, "none")


def _signature_rows(
    pair: Sequence[SignatureBlock], half: int, parties: int, mode: str, second: Sequence[SignatureBlock]
) -> str:
    span = 2 if len(pair) == 1 and parties > 1 else 1
    width = half * (2 if len(pair) == 1 else 1)

    def line(make: Callable[[SignatureBlock], str], height: int = 0) -> str:
        return xml.row("".join(xml.cell(width, make(block), span) for block in pair), height=height)

    capacities = dict(zip(pair, second, strict=False))
    return (
        line(lambda block: _capacity(block, capacities.get(block)))
        + line(lambda block: _duty(block, mode), _SIGN_HEIGHT)
        + line(_name)
    )


def _capacity(block: SignatureBlock, second: SignatureBlock | None = None) -> str:
    """Label, institution and position; those of the second language below, where they differ."""
    if second is None:
        lines = [(block.label, True), (block.institution, True), (f"{block.title},", False)]
    else:
        lines = [(f"{block.label} / {second.label}", True), (block.institution, True)]
        lines += [(second.institution, False)] if second.institution != block.institution else []
        lines += [(block.title, False)] + ([(second.title, False)] if second.title != block.title else [])
    first, *rest = (xml.run(words, bold=bold) for words, bold in lines)
    room = '<w:spacing w:before="160" w:after="0"/>'
    return xml.paragraph("TandaTangan", first, room) + "".join(xml.paragraph("TandaTangan", words) for words in rest)


def _duty(block: SignatureBlock, mode: str) -> str:
    """Where stamp duty is due the word stands in the free space, as on printed forms."""
    word = {"basah": "Meterai", "elektronik": "Meterai elektronik"}.get(mode, "") if block.meterai else ""
    return xml.paragraph("TandaTangan", xml.run(word), '<w:spacing w:before="400" w:after="0"/>')


def _name(block: SignatureBlock) -> str:
    return xml.paragraph("TandaTangan", xml.run(block.name, bold=True, underline=True), '<w:spacing w:after="240"/>')


def _annex(annex: Annex, number: int, text: AgreementText, pages: Pages, marks: xml.Bookmarks) -> str:
    title = f"{annex.heading}\n{text.title.instrument}\n{annex.title}"
    out = xml.paragraph("Lampiran", marks.round(annex.id, xml.run(title)), "<w:pageBreakBefore/>")
    out += xml.paragraph("Normal", xml.referring(annex.lead, annex.references), "<w:keepNext/>")
    out += xml.data_table(annex.table, pages.width) + xml.paragraph("Kaki", "")
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NOTES[min(number, len(NOTES) - 1)]}"/></w:numPr>'
    if annex.notes:
        out += xml.paragraph("Normal", xml.run("Catatan:"), "<w:keepNext/>")
    return out + "".join(_item(note, "Normal", marks, numbered) for note in annex.notes)
