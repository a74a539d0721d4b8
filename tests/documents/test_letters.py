"""Letters and sheets on both papers: sound PDF/A, people's words untouched, a place to sign where somebody signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simpul.core.documents.faces.evidence_sheet import EvidenceSheet, Part, Table, evidence_sheet_pdf
from simpul.core.documents.faces.letters import Letter, ReplyLetter, SrikandiSheet, letter_pdf, refusal_body, reply_body
from simpul.core.documents.faces.typesetting import Paper
from tests.documents.letter_cases import ABOUT, HEAD, About, lettering
from tests.documents.office import assert_sound_pdf_a, pages, pdf_text, run

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
HOSTILE = 'Catatan #emph[x] $2$ *tebal* _miring_ \\ @label "kutip" <tag> `kode` // = judul'


def saved(letter: Letter, folder: Path, paper: Paper = "a4", demo: bool = True) -> Path:
    path = folder / "surat.pdf"
    path.write_bytes(letter_pdf(letter, replace(HEAD, demo=demo), at=AT, paper=paper).pdf)
    return path


@pytest.mark.parametrize("letter", lettering(), ids=lambda letter: type(letter).__name__)
@pytest.mark.parametrize(("paper", "height"), [("a4", "841.89"), ("f4", "935.433")])
def test_each_is_sound_on_both_papers(letter: Letter, paper: Paper, height: str, tmp_path: Path) -> None:
    path = saved(letter, tmp_path, paper)
    assert_sound_pdf_a(path)
    assert f"x {height} pts" in run("pdfinfo", path)
    assert len(pages(path)) == 1
    words = pdf_text(path)
    assert "BALAI BESAR LABORATORIUM CONTOH" in words
    assert "DEMO" in words


@pytest.mark.parametrize("letter", lettering(), ids=lambda letter: type(letter).__name__)
def test_where_somebody_signs_there_is_one_place(letter: Letter) -> None:
    boxes = letter_pdf(letter, HEAD, at=AT).boxes
    assert [(box.party, box.kind, box.page) for box in boxes] == (
        [] if isinstance(letter, SrikandiSheet) else [(0, "ttd", 0)]
    )


@pytest.mark.parametrize("letter", lettering(HOSTILE), ids=lambda letter: type(letter).__name__)
def test_words_of_people_are_never_markup(letter: Letter, tmp_path: Path) -> None:
    assert HOSTILE in " ".join(pdf_text(saved(letter, tmp_path)).split())


def test_only_a_demo_institution_is_labelled(tmp_path: Path) -> None:
    assert "DEMO" not in pdf_text(saved(lettering()[0], tmp_path, demo=False))


def test_the_reply_carries_the_approval(tmp_path: Path) -> None:
    words = " ".join(pdf_text(saved(lettering()[0], tmp_path)).split())
    assert "nomor 445/099/RSUD/XI/2026 tanggal 16 November 2026" in words
    assert "dapat disetujui" in words


def test_a_letter_without_a_number_is_named_by_its_date() -> None:
    about = About(letter_number="", letter_date=ABOUT["letter_date"], subject=ABOUT["subject"])
    reply = reply_body(**about, next_step="Kami menghubungi Saudara.")
    assert reply[0].startswith("Menindaklanjuti surat Saudara tanggal 16 November 2026 mengenai ")
    assert refusal_body(**about, reasons=())[0].startswith("Terima kasih atas surat Saudara tanggal 16 November 2026 ")


def test_a_refusal_lists_its_reasons() -> None:
    body = refusal_body(**ABOUT, reasons=("alasan satu.", "alasan dua;"))
    assert body[2] == "1. alasan satu.\n2. alasan dua."


def test_the_copy_sheet_shows_only_the_start_of_a_fingerprint(tmp_path: Path) -> None:
    words = pdf_text(saved(lettering()[-1], tmp_path))
    assert "0f0f0f0f0f0f0f0f" in words
    assert "0f" * 9 not in words


def test_a_long_letter_runs_over_several_pages(tmp_path: Path) -> None:
    reply = lettering()[0]
    assert isinstance(reply, ReplyLetter)
    path = saved(replace(reply, body=reply.body * 12), tmp_path)
    assert len(pages(path)) > 1
    assert_sound_pdf_a(path)


def test_a_row_of_the_evidence_sheet_stands_on_one_page(tmp_path: Path) -> None:
    rows = tuple((f"awal{number}", f"atas{number}\n" + "tempat\n" * 6 + f"bawah{number}") for number in range(12))
    table = Table(columns=("Asli", "Pemegang dan tempat"), widths=(1, 3), rows=rows)
    sheet = EvidenceSheet(
        number="Nomor 1", subject="Uji", parts=(Part(heading="Asli", notes=("x",) * 3, table=table),), made="x"
    )
    path = tmp_path / "jejak.pdf"
    path.write_bytes(evidence_sheet_pdf(sheet, HEAD, at=datetime(2026, 11, 23, tzinfo=UTC)))
    found = pages(path)
    assert len(found) > 1
    for number in range(12):
        assert [f"atas{number}\n" in page for page in found] == [f"bawah{number}\n" in page for page in found], number
