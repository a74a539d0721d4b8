"""The DOCX face: real numbering that renumbers itself, bookmarks, an unsplit signature block."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from lxml import etree

from simpul.core.documents.faces.docx import MAP, agreement_docx
from simpul.core.documents.texts import text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.structure import AgreementText
from simpul.rules.agreement_text.values import AgreementValues
from tests.documents.agreement_cases import HOST, INTERN, LAB, THREE, of_template
from tests.documents.office import as_pdfs, lines, pages

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
FURNITURE = re.compile(r"Paraf|(PIHAK K\w+\s*)+$|.*Halaman \d+ dari")
SHOWN = ("pelayanan@labcontoh.example", "PCR Mycobacterium")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lab(values: AgreementValues = LAB, code: str = "pks-pemeriksaan-lab") -> tuple[AgreementText, bytes]:
    text, _ = assemble(text_template(code), values)
    return text, agreement_docx(text, at=AT, base_version="draf-3")


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


def styled(document: bytes, *styles: str) -> list[str]:
    """The words of the paragraphs in these styles."""
    read = docx.Document(io.BytesIO(document))
    return [p.text.strip() for p in read.paragraphs if p.style is not None and p.style.name in styles]


def changed(document: bytes, old: str, new: str) -> bytes:
    """The document with one place of its body rewritten, as an editor would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                assert content.decode().count(old) == 1
                content = content.decode().replace(old, new).encode()
            copy.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("values", "code"), [(LAB, "pks-pemeriksaan-lab"), (THREE, "pks-pemeriksaan-lab"), (INTERN, "pks-umum")]
)
def test_every_part_is_well_formed_and_python_docx_reads_it(values: AgreementValues, code: str) -> None:
    text, document = lab(values, code)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    assert styled(document, "Pasal") == [article.title for article in text.articles]


def test_numbers_are_made_by_word_not_typed() -> None:
    _, document = lab()
    numbered = styled(document, "Pasal", "Ayat", "Huruf", "Pertimbangan", "Dasar")
    assert len(numbered) > 100
    assert not [words for words in numbered if re.match(r"(Pasal \d|\(\d+\)|[a-z]\.|\d+\.)", words)]


def test_every_clause_has_its_bookmark_and_stands_in_the_map() -> None:
    text, document = lab()
    ids = [name for name, _ in text.clauses()]
    body = part(document, "word/document.xml")
    bookmarks = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="k_([a-z0-9_]+)"/>', body)
    assert {name for _, name in bookmarks} >= set(ids)
    assert len({number for number, _ in bookmarks}) == len(bookmarks) == body.count("<w:bookmarkEnd")
    assert all(len(f"k_{name}") <= 40 for _, name in bookmarks)
    mapped = etree.fromstring(part(document, "customXml/item1.xml").encode())
    assert mapped.get("dasar") == "draf-3"
    assert [entry.get("id") for entry in mapped.iter(f"{{{MAP}}}klausa")] == [name for _, name in bookmarks]


def test_references_are_fields_to_existing_bookmarks() -> None:
    _, document = lab()
    body = part(document, "word/document.xml")
    targets = re.findall(r'w:instr=" REF k_([a-z0-9_]+) ', body)
    assert len(targets) > 15
    assert set(targets) <= set(re.findall(r'w:name="k_([a-z0-9_]+)"', body))


def test_every_table_has_a_grid_of_its_widths() -> None:
    _, document = lab()
    for table in etree.fromstring(part(document, "word/document.xml").encode()).iter(f"{W}tbl"):
        grid = [column.get(f"{W}w") for column in table.find(f"{W}tblGrid")]
        for row in table.iter(f"{W}tr"):
            spans = [int(s.get(f"{W}val")) for c in row.iter(f"{W}tc") for s in c.iter(f"{W}gridSpan")]
            assert len(row.findall(f"{W}tc")) + sum(spans) - len(spans) == len(grid)


def test_an_article_inserted_in_the_middle_renumbers_the_rest(tmp_path: Path) -> None:
    text, document = lab()
    found = re.search(r'<w:p><w:pPr><w:pStyle w:val="Pasal"/></w:pPr><w:bookmarkStart w:id="\d+" w:name="k_hak"/>',
                      part(document, "word/document.xml"))  # fmt: skip
    assert found
    inserted = (
        '<w:p><w:pPr><w:pStyle w:val="Pasal"/></w:pPr><w:r><w:br/><w:t>SISIPAN</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Ayat"/></w:pPr><w:r><w:t>Ayat sisipan satu.</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Ayat"/></w:pPr><w:r><w:t>Ayat sisipan dua.</w:t></w:r></w:p>'
    )
    words = lines(as_pdfs([changed(document, found[0], inserted + found[0])], tmp_path)[0])
    headings = re.findall(r"^Pasal (\d+)\n+(.+)$", words, re.M)
    titles = [article.title for article in text.articles]
    expected = [*titles[:4], "SISIPAN", *titles[4:]]
    assert [(int(number), title) for number, title in headings] == list(enumerate(expected, 1))
    flat = " ".join(words.split())
    assert "(1) Ayat sisipan satu. (2) Ayat sisipan dua." in flat
    # the payment article moved from 6 to 7, and the sentence that names it follows
    assert "melakukan pembayaran sebagaimana dimaksud dalam Pasal 7." in flat


def pushed(document: bytes, count: int) -> bytes:
    """``count`` more lines before the closing words."""
    closing = '<w:p><w:pPr><w:pStyle w:val="Normal"/><w:keepNext/><w:keepLines/></w:pPr>'
    filler = '<w:p><w:pPr><w:pStyle w:val="Ayat"/></w:pPr><w:r><w:t>Baris pengisi.</w:t></w:r></w:p>' * count
    return changed(document, closing, filler + closing)


def test_the_signature_block_never_splits(tmp_path: Path) -> None:
    """Pushed down until it has crossed a page border, it stays on one page with the closing words."""
    cases = [(values, count) for values in (LAB, THREE) for count in (0, 11, 22, 33)]
    printed = as_pdfs([pushed(lab(values)[1], count) for values, count in cases], tmp_path)
    crossed: dict[int, set[int]] = {}
    for (values, _), path in zip(cases, printed, strict=True):
        sheets = pages(path)
        (on,) = [number for number, sheet in enumerate(sheets) if "Demikian Perjanjian ini" in sheet]
        # the names also stand in the komparisi on the first page, so the page of the closing words is looked at
        assert all(party.signatory_name.split()[-1] in sheets[on] for party in values.parties)
        crossed.setdefault(len(values.parties), set()).add(on)
    assert all(len(found) > 1 for found in crossed.values()), "the block was never pushed over a page border"


def test_signature_rows_are_marked_unsplittable() -> None:
    _, document = lab(THREE)
    tables = etree.fromstring(part(document, "word/document.xml").encode()).findall(f".//{W}tbl")
    block = next(table for table in tables if "TandaTangan" in etree.tostring(table).decode())
    rows = block.findall(f"{W}tr")
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    styles = etree.fromstring(part(document, "word/styles.xml").encode())
    kept = next(style for style in styles if style.get(f"{W}styleId") == "TandaTangan")
    assert kept.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("code", ["pks-pemeriksaan-lab", "pks-umum", "mou", "mou-luar-negeri"])
def test_no_page_of_libreoffice_ends_with_the_heading_of_an_article(code: str, tmp_path: Path) -> None:
    """Pushed down line by line, every heading takes its first paragraph along. (While it opens a file LibreOffice deals
    the paragraphs out to pages by their number; where a heading ends such a page by chance it may still stay alone.)
    """
    _, document = lab(of_template(code), code)
    found = [ends_of_pages(path) for path in as_pdfs([lower(document, by) for by in range(0, 330, 66)], tmp_path)]
    assert all(len(ends) > 4 for ends in found)
    assert [end for ends in found for end in ends if re.search(r"(^|\n)(Pasal|Article) \d+\b[^.;:]*$", end)] == []


def test_a_short_first_clause_may_part_below_its_heading() -> None:
    """Kept whole it stays off the page, and LibreOffice 7.4 has left its heading alone there."""
    text, document = lab()
    set_ = r'w:val="Ayat"/>((?:<w:[^>]*/>)*)</w:pPr><w:bookmarkStart w:id="\d+" w:name="k_(\w+)"'
    loose = {name for how, name in re.findall(set_, part(document, "word/document.xml")) if "widowControl" in how}
    first = {article.paragraphs[0].id for article in text.articles if len(article.paragraphs[0].text) < 200}
    assert first <= loose <= {article.paragraphs[0].id for article in text.articles}


def lower(document: bytes, by: int) -> bytes:
    """The same with ``by`` twips more above its first words."""
    start = "<w:body>"
    filler = f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{by}" w:lineRule="exact"/></w:pPr></w:p>'
    return changed(document, start, start + filler) if by else document


def ends_of_pages(path: Path) -> list[str]:
    """The last two lines of each page but the last, without what stands on every page."""
    found = []
    for sheet in pages(path)[:-1]:
        said = [line.strip() for line in sheet.splitlines() if line.strip()]
        found.append("\n".join([line for line in said if not FURNITURE.match(line)][-2:]))
    return found


def test_a_short_table_stands_on_one_page_and_all_logos_on_every_page() -> None:
    named = replace(THREE, parties=tuple(replace(party, logo=HOST.logo) for party in THREE.parties))
    _, document = lab(named)
    assert part(document, "word/header1.xml").count("<w:drawing>") == 3
    tables = etree.fromstring(part(document, "word/document.xml").encode()).findall(f".//{W}tbl")
    contacts, tariffs = (next(table for table in tables if word in "".join(table.itertext())) for word in SHOWN)
    kept = [row.find(f".//{W}keepNext") is not None for row in contacts.findall(f"{W}tr")]
    assert kept == [True] * 3 + [False]
    assert [row.find(f".//{W}keepNext") is not None for row in tariffs.findall(f"{W}tr")] == [True] + [False] * 7


def test_hostile_words_stay_words() -> None:
    hostile = 'RS <w:t>&amp; "x" \x00\x0b\u202e #$*\\@ ]]>'
    _, document = lab(replace(LAB, parties=(HOST, replace(LAB.parties[1], name=hostile))))
    read = docx.Document(io.BytesIO(document))
    assert any('RS <w:t>&amp; "x"  #$*\\@ ]]>' in p.text for p in read.paragraphs)


def test_same_text_same_bytes() -> None:
    assert lab()[1] == lab()[1]
