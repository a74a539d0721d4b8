"""Stamps and reading copies: what they say, that user text stays text, and that a copy bears no signature."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from simpul.core.signing.reading_copy import FOOTER, reading_copy
from simpul.core.signing.stamp import Stamp, draw, picture, spoken_time
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.rules.refusals import Refusal
from tests.signing.kit import AT, LINK, Kit, agreement, pdfsig, run

SIZE = (210.0, 80.0)
HEAD = Stamp(name="dr. Rekaan Misal", capacity="Kepala Balai", at=AT, zone="Asia/Jakarta", link=LINK, identity="990001")


def test_the_picture_of_a_stamp_is_opaque() -> None:
    """A service that knows no transparency would print it as a black box."""
    with Image.open(BytesIO(picture(replace(HEAD, through="Melalui layanan contoh"), SIZE))) as made:
        assert made.mode == "RGB"
        assert made.getpixel((0, 0)) == (255, 255, 255)
        dark = sum(made.convert("L").histogram()[:128])
        assert 0 < dark < made.width * made.height / 3


def words(pdf: bytes, folder: Path) -> str:
    """The text of ``pdf`` in reading order, runs of space as one."""
    path = folder / "face.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_a_stamp_names_capacity_person_and_time(tmp_path: Path) -> None:
    said = words(draw(HEAD, SIZE), tmp_path)
    assert "Ditandatangani secara elektronik oleh:" in said
    assert "Kepala Balai dr. Rekaan Misal" in said
    assert "NIP 990001" in said
    assert "22 November 2026 pukul 14.30 WIB" in said
    assert "DEMO" not in said


def test_a_sealed_act_never_passes_for_a_certificate(tmp_path: Path) -> None:
    said = words(draw(replace(HEAD, sealed_act=True, demo=True), SIZE), tmp_path)
    assert "Segel sistem atas tindakan dr. Rekaan Misal, Kepala Balai" in said
    assert "tidak tersertifikasi (PP 71/2019)" in said
    assert "Ditandatangani secara elektronik oleh" not in said
    assert said.startswith("DEMO")


@pytest.mark.parametrize("text", ["#panic()", "$x^2$ *b* _i_", '"] #let a = 1', "\\ @ref <label> `raw`"])
def test_user_text_is_never_markup(tmp_path: Path, text: str) -> None:
    assert text.split()[0] in words(draw(replace(HEAD, name=text), SIZE), tmp_path)


@pytest.mark.parametrize(
    ("text", "shown"), [("Zoë Ĉu Łukasz", "Zoë Ĉu Łukasz"), ("漢字 Rekaan 😀", "?? Rekaan ?"), ("a\x07b", "a?b")]
)
def test_a_letter_without_glyph_stops_nothing(tmp_path: Path, text: str, shown: str) -> None:
    assert shown in words(draw(replace(HEAD, name=text), SIZE), tmp_path)


@pytest.mark.parametrize("size", [(210.0, 80.0), (140.0, 50.0), (90.0, 40.0)])
def test_long_names_shrink_to_fit_one_page(tmp_path: Path, size: tuple[float, float]) -> None:
    long = replace(HEAD, name="Rekaan " * 17, capacity="Kepala Balai Besar Laboratorium Contoh " * 3, demo=True)
    drawn = draw(long, size)
    with pikepdf.open(BytesIO(drawn)) as pdf:
        (page,) = pdf.pages
        assert [float(each) for each in page.mediabox] == pytest.approx([0, 0, *size], abs=0.01)
    assert "WIB" in words(drawn, tmp_path)


def test_a_stamp_embeds_its_fonts(tmp_path: Path) -> None:
    fonts = run(["pdffonts"], draw(HEAD, SIZE), tmp_path).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)


@pytest.mark.parametrize(
    ("zone", "spoken"),
    [
        ("Asia/Jakarta", "22 November 2026 pukul 14.30 WIB"),
        ("Asia/Makassar", "22 November 2026 pukul 15.30 WITA"),
        ("Asia/Jayapura", "22 November 2026 pukul 16.30 WIT"),
        ("Asia/Kolkata", "22 November 2026 pukul 13.00 +0530"),
    ],
)
def test_the_time_carries_its_zone(zone: str, spoken: str) -> None:
    assert spoken_time(AT, zone) == spoken


def test_a_reading_copy_shows_all_and_signs_nothing(kit: Kit, tmp_path: Path) -> None:
    copy = reading_copy(kit.thrice, link=LINK, title="Perjanjian Contoh")
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert len(pdf.pages) == 2
        assert "/AcroForm" not in pdf.Root
        assert "/Perms" not in pdf.Root
        assert all("/Annots" not in page for page in pdf.pages)
    said = words(copy, tmp_path)
    assert said.count(FOOTER) == 2
    assert said.count(LINK) == 2
    assert "Ditandatangani secara elektronik oleh:" in said
    assert b"/ByteRange" not in copy
    assert pdfsig(copy, tmp_path) == []
    assert run(["qpdf", "--check"], copy, tmp_path).returncode == 0


def test_the_verification_knows_a_reading_copy(kit: Kit) -> None:
    verdict = verify(reading_copy(kit.twice, link=LINK, title="Contoh"), kit.anchors, AT)
    assert verdict.verdict is Outcome.TIDAK_DIKENAL
    assert [each.code for each in verdict.reasons] == ["reading_copy"]


def test_a_reading_copy_keeps_the_size_of_turned_pages() -> None:
    turned = BytesIO()
    with pikepdf.open(BytesIO(agreement())) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save(turned)
    with pikepdf.open(BytesIO(reading_copy(turned.getvalue(), link=LINK, title="Contoh"))) as copy:
        sizes = [[round(float(each)) for each in page.mediabox[2:]] for page in copy.pages]
    assert sizes == [[842, 595], [595, 842]]


def test_no_copy_of_what_is_no_pdf() -> None:
    with pytest.raises(Refusal) as refused:
        reading_copy(b"bukan pdf", link=LINK, title="Contoh")
    assert refused.value.code == "TTD-13"
