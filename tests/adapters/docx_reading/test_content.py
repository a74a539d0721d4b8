"""What a Word file holds comes out whole: numbers, changes, comments, notes, boxes, and what is not understood."""

from __future__ import annotations

import pytest

from simpul.adapters.docx_reading import read
from simpul.rules.agreement_text.reading.read import read_agreement
from simpul.rules.agreement_text.reading.views import View, lines, plain
from simpul.rules.agreement_text.reading.word import Document, Mark
from tests.adapters.docx_reading.made import (
    WHO,
    centred,
    deleted,
    document,
    inserted,
    numbered,
    paragraph,
    part,
    run,
)

LEVELS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Pasal %1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def labels(found: Document, view: View = "accepted") -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in lines(found, view)]


def test_automatic_numbers_count_restart_and_are_overridden() -> None:
    wanted = [(1, 0, "Pasal III"), (1, 1, "3.1"), (1, 2, "a)"), (1, 2, "b)"), (1, 1, "3.2"), (1, 2, "a)"),
              (2, 2, "e)"), (2, 2, "f)"), (1, 0, "Pasal IV"), (1, 1, "4.1")]  # fmt: skip
    body = "".join(paragraph("kata", props=numbered(num, depth)) for num, depth, _ in wanted)
    found = read(document(body, {"numbering": part("numbering", LEVELS)}))
    assert [label for label, _ in labels(found)] == [label for _, _, label in wanted]


def test_a_style_numbers_its_paragraphs_and_number_zero_takes_one_out() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Dasar"><w:name w:val="Ayat Kantor"/><w:pPr>'
        f'{numbered(1, 1)}<w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Anak"><w:name w:val="Anak"/><w:basedOn w:val="Dasar"/></w:style>'
    )
    body = paragraph("satu", style="Dasar") + paragraph("dua", style="Anak")
    body += paragraph("tiga", style="Anak", props=numbered(0))
    parts = {"styles": part("styles", style), "numbering": part("numbering", LEVELS)}
    found = read(document(body, parts))
    assert labels(found) == [("3.1", "satu"), ("3.2", "dua"), ("", "tiga")]
    assert lines(found, "accepted")[1].align == "center"


def test_both_views_of_tracked_changes_with_author_and_moment() -> None:
    body = centred("Pasal 1") + centred("BIAYA")
    body += paragraph(run("(1)\tDibayar dalam ") + deleted("30") + inserted("60") + run(" hari."))
    found = read_agreement(read(document(body)))
    assert [clause.text for clause in found.accepted.articles[0].body] == ["Dibayar dalam 60 hari."]
    assert [clause.text for clause in found.before.articles[0].body] == ["Dibayar dalam 30 hari."]
    assert [(c.kind, c.words, c.author, c.at, c.place) for c in found.changes] == [
        ("delete", "30", "Rina Umpama", "2026-03-02T09:15:00Z", "Pasal 1 (1)"),
        ("insert", "60", "Rina Umpama", "2026-03-02T09:15:00Z", "Pasal 1 (1)"),
    ]


def test_a_paragraph_deleted_under_tracking_is_gone_and_does_not_count() -> None:
    gone = f"<w:rPr><w:del {WHO}/></w:rPr>"
    body = paragraph("satu", props=numbered(1, 1)) + paragraph(deleted("dua"), props=numbered(1, 1) + gone)
    body += paragraph("tiga", props=numbered(1, 1))
    found = read(document(body, {"numbering": part("numbering", LEVELS)}))
    assert labels(found) == [("3.1", "satu"), ("3.2", "tiga")]
    assert labels(found, "before") == [("3.1", "satu"), ("3.2", "dua"), ("3.3", "tiga")]


def test_a_move_keeps_its_name_at_both_ends() -> None:
    def moved(kind: str) -> str:
        name = 'w:id="7" w:name="move1"'
        return (
            f"<w:{kind}RangeStart {name} {WHO[9:]}/><w:{kind} {WHO}>{run('kalimat')}</w:{kind}>"
            f'<w:{kind}RangeEnd w:id="7"/>'
        )

    found = read_agreement(read(document(paragraph(moved("moveFrom")) + paragraph(moved("moveTo")))))
    assert [(change.kind, change.move, change.words) for change in found.changes] == [
        ("move_from", "move1", "kalimat"),
        ("move_to", "move1", "kalimat"),
    ]


def test_comments_keep_author_words_and_thread() -> None:
    about = '<w:commentRangeStart w:id="0"/>' + run("tiga puluh hari") + '<w:commentRangeEnd w:id="0"/>'
    about += '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
    body = centred("Pasal 1") + centred("BIAYA") + paragraph(run("(1)\tDibayar dalam ") + about)
    remarks = "".join(
        f'<w:comment w:id="{n}" w:author="{who}" w:date="2026-03-0{n + 1}T00:00:00Z">'
        f'<w:p w14:paraId="0000000{n}">{run(words)}</w:p></w:comment>'
        for n, who, words in ((0, "Rina Umpama", "Terlalu lama."), (1, "Bima Misal", "Setuju."))
    )
    threads = '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="1"/>'
    extended = part("commentsEx", threads)
    found = read_agreement(read(document(body, {"comments": part("comments", remarks), "commentsExtended": extended})))
    assert [(c.author, c.at, c.text, c.anchored, c.place, c.parent, c.done) for c in found.comments] == [
        ("Rina Umpama", "2026-03-01T00:00:00Z", "Terlalu lama.", "tiga puluh hari", "Pasal 1 (1)", "", False),
        ("Bima Misal", "2026-03-02T00:00:00Z", "Setuju.", "", "Pasal 1 (1)", "0", True),
    ]


def test_notes_boxes_frames_and_pictures_are_told_with_their_place() -> None:
    box = "<w:r><mc:AlternateContent><mc:Choice><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Choice>"
    box += "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    words = run("(1)\tDibayar") + '<w:r><w:footnoteReference w:id="4"/></w:r>' + box.format(paragraph("Kotak"))
    body = centred("Pasal 1") + centred("BIAYA") + paragraph(words + "<w:r><w:drawing/></w:r>")
    note = f'<w:footnote w:id="4">{paragraph("Sesuai tarif.")}</w:footnote>'
    parts = {"footnotes": part("footnotes", note), "header1": part("hdr", paragraph("Kop surat"))}
    found = read_agreement(read(document(body, parts)))
    assert [(aside.kind, aside.text, aside.place) for aside in found.asides] == [
        ("footnote", "Sesuai tarif.", "Pasal 1 (1)"),
        ("header", "Kop surat", ""),
        ("textbox", "Kotak", "Pasal 1 (1)"),
        ("image", "", "Pasal 1 (1)"),
    ]
    assert found.accepted.articles[0].body[0].text == "Dibayar"


@pytest.mark.parametrize(
    ("content", "what", "words"),
    [
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "formula", "x+1"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "symbol", "Wingdings F0FE"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>", "hidden text", "rahasia"),
        ("<w:aneh><w:r><w:t>kata asing</w:t></w:r></w:aneh>", "aneh", "kata asing"),
        ('<w:fldSimple w:instr=" BARCODE 1 "><w:r><w:t>1</w:t></w:r></w:fldSimple>', "field", "BARCODE 1"),
    ],
)
def test_what_is_not_understood_is_reported_and_kept(content: str, what: str, words: str) -> None:
    found = read(document(paragraph(run("Isi ") + content)))
    assert [(one.what, one.text) for one in found.unknown] == [(what, words)]
    if what not in {"symbol", "field"}:
        assert words in plain(found.blocks)


def test_a_row_deleted_under_tracking() -> None:
    def row(words: str, props: str = "") -> str:
        return f"<w:tr><w:trPr>{props}</w:trPr><w:tc>{paragraph(words)}</w:tc></w:tr>"

    table = f"<w:tbl>{row('Dahak')}{row('Serum', f'<w:del {WHO}/>')}</w:tbl>"
    found = read(document(table))
    assert [line.rows for line in lines(found, "accepted")] == [(("Dahak",),)]
    assert [line.rows for line in lines(found, "before")] == [(("Dahak",), ("Serum",))]
    assert found.marks == (Mark("delete", "Rina Umpama", "2026-03-02T09:15:00Z"),)
    assert [(change.words, change.whole_row) for change in read_agreement(found).changes] == [("Serum", True)]


AYAT = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


def clause(name: str, words: str, number: int) -> str:
    """A numbered paragraph under a bookmark of ours."""
    mark = f'<w:bookmarkStart w:id="{number}" w:name="k_{name}"/>{words}<w:bookmarkEnd w:id="{number}"/>'
    return paragraph(mark, props=numbered(1))


def referring(shown: str) -> str:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> REF k_tujuan \\n \\h </w:instrText></w:r>'
    return run("Sebagaimana dimaksud pada ayat ") + field.format("begin") + code + field.format("separate") + run(
        shown
    ) + field.format("end") + run(" berlaku.")  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "counted"),
    [
        ("(3)", "(2)"),  # counted among the struck paragraphs, as the page shows them
        ("(2)", "(2)"),
        ("(5)", "(5)"),  # no count gives this: somebody wrote it
        ("berikutnya", "berikutnya"),
    ],
)
def test_a_field_shows_the_number_of_its_view_unless_somebody_wrote_over_it(shown: str, counted: str) -> None:
    struck = paragraph(deleted("Ayat yang dicoret."), props=f"{numbered(1)}<w:rPr><w:del {WHO}/></w:rPr>")
    body = clause("awal", run("Ayat awal."), 1) + struck + clause("tujuan", run("Ayat tujuan."), 2)
    parts = {"numbering": part("numbering", AYAT)}
    found = read(document(body + paragraph(referring(shown)), parts))
    assert lines(found, "accepted")[-1].text == f"Sebagaimana dimaksud pada ayat {counted} berlaku."
