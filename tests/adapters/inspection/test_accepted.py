"""Papers as partners really send them: taken, whatever they are called and whichever program wrote them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from simpul.adapters.inspection import PAPERS, Judgement, inspect, strip_metadata
from simpul.rules.refusals import Refusal
from tests.adapters.inspection import hostile_offices, hostile_others, hostile_pdfs

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PAPER_FILES = sorted(path for path in SAMPLES.rglob("*") if path.suffix in {".pdf", ".jpg", ".docx"})
GPS_PHOTO = SAMPLES / "request-rsud" / "IMG_20260119_084211.jpg"


def judged(tmp_path: Path, data: bytes, name: str) -> Judgement:
    file = tmp_path / "unggahan"
    file.write_bytes(data)
    return inspect(file, name)


@pytest.mark.parametrize("path", PAPER_FILES, ids=lambda path: path.name)
def test_every_sample_is_taken(path: Path) -> None:
    judgement = inspect(path, path.name)
    assert (judgement.accepted, judgement.code, judgement.extension) == (True, "", path.suffix.removeprefix("."))
    assert judgement.size == path.stat().st_size
    assert (judgement.pages > 0) == (path.suffix == ".pdf")
    assert judgement.notes == (("has_gps",) if path == GPS_PHOTO else ())


def test_the_samples_are_there() -> None:
    assert len(PAPER_FILES) >= 13


def scan_of_twelve_pages() -> bytes:
    """What an office scanner makes of a deed: a picture for each page, about 6 MB, NUL bytes behind."""
    pages = [Image.effect_noise((1240, 1754), 60) for _number in range(12)]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], quality=15)
    return out.getvalue() + b"\x00" * 100


def opens_at_first_page() -> bytes:
    pdf = hostile_pdfs.honest_pdf()
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    return hostile_pdfs.saved(pdf)


def moves_and_links() -> bytes:
    pdf = hostile_pdfs.honest_pdf()
    pdf.Root.OpenAction = hostile_pdfs.action(
        "GoTo", D=Array([0, Name.Fit]), Next=hostile_pdfs.action("Named", N=Name.Print)
    )
    link = hostile_pdfs.action("URI", URI=String("https://rsud.example/"))
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=link)])
    pdf.docinfo["/Title"] = "Tentang /JavaScript dan /Launch"
    return hostile_pdfs.saved(pdf)


def tagged() -> bytes:
    """A structure element may bear any role; its key /S is no action."""
    pdf = hostile_pdfs.honest_pdf()
    element = Dictionary(Type=Name.StructElem, S=Name("/Launch"), K=0)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=element)
    return hostile_pdfs.saved(pdf)


def updated_in_place() -> bytes:
    """Saved with an update behind the first end, as signing does."""
    first = hostile_pdfs.honest_bytes()
    start = first.rindex(b"startxref") + 10
    previous = int(first[start:].split()[0])
    update = b"9 0 obj<</Note (x)>>endobj\n"
    table = b"xref\n9 1\n%010d 00000 n \n" % len(first)
    end = b"trailer<</Size 10/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\r\n" % (previous, len(first) + len(update))
    return first + update + table + end


def stream_with_left_over_bytes() -> bytes:
    """A large stream ends before its bytes do: careless writers leave a line end or more behind."""
    pdf = hostile_pdfs.honest_pdf()
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")
    pdf.pages[0].obj.Contents.write(zlib.compress(b"% baris\n" * 20_000) + b"sisa" * 10, filter=Name.FlateDecode)
    return hostile_pdfs.saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def word_document() -> bytes:
    """With a link, a picture and a page field, as python-docx and Word write them."""
    document = Document()
    document.add_heading("Proposal kerja sama", 1)
    document.add_picture(BytesIO(hostile_others.picture()))
    document.add_table(2, 2).cell(0, 0).text = "DDE bukan perintah, LINK juga bukan"
    document.part.relate_to("https://rsud.example/", f"{hostile_offices.REL}/hyperlink", is_external=True)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_chart_table() -> bytes:
    return hostile_offices.docx(word__embeddings__tabel_dot_xlsx=hostile_offices.xlsx())


def with_page_number() -> bytes:
    return hostile_offices.docx(body=hostile_offices.split_field(" PA", "GE ", "\\* MERGEFORMAT"))


def phone_photo_with_film() -> bytes:
    """A "motion photo": a short film stands behind the picture."""
    return hostile_others.picture(size=(400, 300)) + b"\x00\x00\x00\x18ftypmp42" + bytes(5000)


def two_picture_photo() -> bytes:
    out = BytesIO()
    first, second = Image.new("RGB", (300, 200), "red"), Image.new("RGB", (30, 20), "red")
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def drawing_with_alpha() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (60, 40), (1, 2, 3, 120)).save(out, "PNG")
    return out.getvalue()


HONEST: list[tuple[str, Callable[[], bytes], str, tuple[str, ...]]] = [
    ("AKTA PENDIRIAN NO 12 (scan).pdf", scan_of_twelve_pages, "pdf", ()),
    ("surat.pdf", opens_at_first_page, "pdf", ()),
    ("www.rsud-contoh.co.id.pdf", moves_and_links, "pdf", ()),
    ("surat.pdf.pdf", tagged, "pdf", ()),
    ("Surat No.12.2026 [final] (2).pdf", updated_in_place, "pdf", ()),
    ("SURAT.PDF", lambda: b"\xef\xbb\xbf\r\n" + hostile_pdfs.honest_bytes(), "pdf", ()),
    ("surat.pdf", stream_with_left_over_bytes, "pdf", ()),
    ("surat", hostile_pdfs.honest_bytes, "pdf", ("extension_corrected",)),
    ("Usulan — “baru” 日本.docx", word_document, "docx", ()),
    ("proposal.docx", with_chart_table, "docx", ()),
    ("proposal.docx", with_page_number, "docx", ()),
    ("WhatsApp Image 2026-01-19 at 08.42.11.jpeg", hostile_others.picture, "jpg", ()),
    ("foto.jpg", phone_photo_with_film, "jpg", ("trailing_data",)),
    ("foto.jpg", two_picture_photo, "jpg", ("trailing_data",)),
    ("foto.png", hostile_others.picture, "jpg", ("extension_corrected",)),
    ("gambar.png", drawing_with_alpha, "png", ()),
]


@pytest.mark.parametrize(("name", "make", "extension", "notes"), HONEST)
def test_ordinary_files_are_taken(
    tmp_path: Path, name: str, make: Callable[[], bytes], extension: str, notes: tuple[str, ...]
) -> None:
    judgement = judged(tmp_path, make(), name)
    assert (judgement.accepted, judgement.code, judgement.extension, judgement.notes) == (True, "", extension, notes)
    assert judgement.media_type


def test_a_signed_pdf_is_noted(tmp_path: Path) -> None:
    signature = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]))
    pdf = hostile_pdfs.honest_pdf()
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Sig, V=pdf.make_indirect(signature)))])
    )
    assert judged(tmp_path, hostile_pdfs.saved(pdf), "naskah.pdf").notes == ("has_signature",)


def test_published_photo_keeps_its_look_and_loses_its_place() -> None:
    original = GPS_PHOTO.read_bytes()
    published = strip_metadata(original)
    with Image.open(BytesIO(original)) as before, Image.open(BytesIO(published)) as after:
        assert before.getexif().get_ifd(0x8825)
        assert (after.size, after.format) == (before.size, "JPEG")
        assert not dict(after.getexif())
    assert b"ContohPonsel" in original
    assert b"ContohPonsel" not in published


def test_published_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone held upright
    with Image.open(BytesIO(strip_metadata(hostile_others.picture(size=(40, 30), exif=exif)))) as after:
        assert after.size == (30, 40)


def test_published_drawing_loses_its_texts_and_what_is_appended() -> None:
    published = strip_metadata(hostile_others.picture("PNG", comment="rahasia") + b"rahasia")
    assert published.startswith(b"\x89PNG")
    assert b"rahasia" not in published


@pytest.mark.parametrize("data", [b"", b"bukan foto", hostile_others.png_claiming(50_000, 50_000)])
def test_a_broken_photo_is_not_published(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        strip_metadata(data)
    assert refused.value.code in {"UNG-17", "UNG-28"}


def test_limits_are_told_as_people_know_them() -> None:
    assert (PAPERS.megabytes, PAPERS.labels()) == (10, "PDF, JPG, PNG, DOCX")


def test_pikepdf_still_undoes_odd_spelling() -> None:
    """The search for actions relies on it."""
    assert pikepdf.Object.parse(b"<</S/J#61vaScript>>").unparse() == b"<< /S /JavaScript >>"
