"""The PDF face: whole, PDF/A, in the right order, with places for every signature."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.faces.typesetting import Paper, Rendered
from simpul.core.documents.texts import text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.values import AgreementValues
from tests.documents.agreement_cases import HOST, INTERN, LAB, THREE
from tests.documents.office import assert_sound_pdf_a, lines, pages, pdf_text, run

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
HOSTILE = "RSUD #strong[x] $1+1$ *tebal* \\ @biaya \"kutip\" 'satu' <b> & `kode` // = judul"


def render(values: AgreementValues, code: str = "pks-pemeriksaan-lab", paper: Paper = "a4") -> Rendered:
    return agreement_pdf(assemble(text_template(code), values)[0], at=AT, paper=paper)


def saved(rendered: Rendered, folder: Path) -> Path:
    path = folder / "naskah.pdf"
    path.write_bytes(rendered.pdf)
    return path


@pytest.mark.parametrize(
    ("values", "code", "paper", "size"),
    [
        (LAB, "pks-pemeriksaan-lab", "a4", (595, 842)),
        (THREE, "pks-pemeriksaan-lab", "f4", (609, 935)),
        (INTERN, "pks-umum", "a4", (595, 842)),
    ],
)
def test_every_page_is_sound(
    values: AgreementValues, code: str, paper: Paper, size: tuple[int, int], tmp_path: Path
) -> None:
    path = saved(render(values, code, paper), tmp_path)
    assert_sound_pdf_a(path)
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", run("pdfinfo", path))
    assert found
    assert (round(float(found[1])), round(float(found[2]))) == size
    sheets = pages(path)
    assert all(f"Halaman {n} dari {len(sheets)}" in sheet for n, sheet in enumerate(sheets, 1))


def test_nothing_is_left_open(tmp_path: Path) -> None:
    words = lines(saved(render(LAB), tmp_path))
    assert not re.search(r"[\[\]‹›{}…]|\.\.", words)
    assert "NOMOR: HK.03.01/C.I/0123/2026" in words
    assert "NOMOR: 445/117/PKS-RSUD/XI/2026" in words
    raw = run("pdftotext", saved(render(LAB), tmp_path), "-")
    assert all(exact in raw for exact in ("Rp285.000,00", "22-11-2026", "lab@rsudtirta.example"))
    assert [int(n) for n in re.findall(r"^Pasal (\d+)$", words, re.M)] == list(range(1, 17))


def test_same_text_same_bytes() -> None:
    assert render(LAB).pdf == render(LAB).pdf


@pytest.mark.parametrize(("values", "kinds"), [(LAB, ["meterai", "ttd"] * 2), (THREE, ["meterai", "ttd"] * 3),
                                               (replace(LAB, meterai=False), ["ttd"] * 2)])  # fmt: skip
def test_each_party_has_its_places_on_one_page(values: AgreementValues, kinds: list[str], tmp_path: Path) -> None:
    rendered = render(values)
    assert [box.kind for box in rendered.boxes] == kinds
    assert len({box.page for box in rendered.boxes}) == 1
    sheet = pages(saved(rendered, tmp_path))[rendered.boxes[0].page]
    assert all(party.signatory_name in sheet for party in values.parties)
    assert "Demikian Perjanjian ini" in sheet


def test_no_two_places_overlap_and_all_lie_inside_the_margins() -> None:
    for values in (LAB, THREE, replace(LAB, mode="basah")):
        boxes = render(values).boxes
        for number, one in enumerate(boxes):
            left, bottom, right, top = one.rect
            assert 80 < left < right < 530
            assert 60 < bottom < top < 780
            for other in boxes[number + 1 :]:
                x1, y1, x2, y2 = other.rect
                assert right <= x1 or x2 <= left or top <= y1 or y2 <= bottom


def test_names_stand_just_below_their_places(tmp_path: Path) -> None:
    rendered = render(LAB)
    path = saved(rendered, tmp_path)
    page = rendered.boxes[0].page + 1
    found = run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-")
    name = next(line for line in found.splitlines() if ">Misalnata,<" in line)
    top = float(re.findall(r'yMin="([\d.]+)"', name)[0])
    place = next(box for box in rendered.boxes if box.kind == "ttd" and box.party == 0)
    assert 0 < top - (297 / 25.4 * 72 - place.rect[1]) < 20


def test_words_of_people_are_never_markup(tmp_path: Path) -> None:
    parties = (HOST, replace(LAB.parties[1], name=HOSTILE, signatory_title=HOSTILE, contact_email=HOSTILE))
    values = replace(LAB, parties=parties, subject=HOSTILE, scope_items=(HOSTILE,), host_unit=HOSTILE)
    words = " ".join(pdf_text(saved(render(values), tmp_path)).split())
    assert words.count(HOSTILE) >= 4


def test_signs_that_no_font_has_do_not_stop_the_agreement(tmp_path: Path) -> None:
    parties = (HOST, replace(LAB.parties[1], name="RS \u202eContoh\u0000 漢 😀 \u200bélan"))
    path = saved(render(replace(LAB, parties=parties)), tmp_path)
    assert_sound_pdf_a(path)
    assert "RS Contoh ? ? élan" in pdf_text(path)


def test_a_broken_logo_is_left_out() -> None:
    parties = (replace(HOST, logo=b"\x89PNG broken"), LAB.parties[1])
    assert render(replace(LAB, parties=parties)).pdf.startswith(b"%PDF")


def test_names_of_120_letters_keep_the_block_on_one_page() -> None:
    long = replace(LAB.parties[1], name="Rumah Sakit " + "Umpama Panjang " * 7, signatory_name="Contoh " * 17)
    rendered = render(replace(LAB, parties=(HOST, long)))
    assert len({box.page for box in rendered.boxes}) == 1


def test_wet_ink_has_a_paraf_on_every_page(tmp_path: Path) -> None:
    sheets = pages(saved(render(THREE), tmp_path))
    words = [" ".join(sheet.split()) for sheet in sheets]
    assert all(sheet.count("Paraf") == 3 for sheet in words)
    assert all("PIHAK KESATU PIHAK KEDUA PIHAK KETIGA" in sheet for sheet in words)


def test_a_demo_says_so_on_every_page(tmp_path: Path) -> None:
    text, _ = assemble(text_template("pks-umum"), INTERN)
    rendered = agreement_pdf(text, at=AT, demo=True, mark="Draf versi 2")
    assert all("DEMO" in sheet and "Draf versi 2" in sheet for sheet in pages(saved(rendered, tmp_path)))


def test_a_long_address_stays_in_its_cell(tmp_path: Path) -> None:
    email = "bagian.kerja.sama.dan.hubungan.masyarakat@rumahsakit.umpama.example"
    path = saved(render(replace(LAB, parties=(HOST, replace(LAB.parties[1], contact_email=email)))), tmp_path)
    ends = re.findall(r'xMax="([\d.]+)"', run("pdftotext", "-bbox", path, "-"))
    assert max(map(float, ends)) < (210 - 24) / 25.4 * 72
