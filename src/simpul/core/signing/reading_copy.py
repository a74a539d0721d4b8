"""Reading copies: what officers and inspectors receive instead of the signed original.

A copy shows every page of the original a little smaller above a strip that calls it uncontrolled. It carries no
signature: the stamps are part of the picture, so no reader can take it for the signed file.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf

from simpul.core.signing.faces import qr, typeset
from simpul.core.signing.verdict import COPY_MARK
from simpul.rules.refusals import N_, Refusal

STRIP = 42.0
"""Height of the strip in points (about 15 mm)."""

FOOTER = "Salinan tidak terkendali - verifikasi melalui kode QR"


def reading_copy(pdf: bytes, *, link: str, title: str, footer: str = FOOTER) -> bytes:
    """A derived PDF/A of ``pdf`` with ``footer`` and the QR of ``link`` on each page, without any signature.

    Refuses (TTD-13) a file that cannot be read.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as original:
            return _framed(original, link, title, footer)
    except pikepdf.PdfError as error:
        raise Refusal("TTD-13", N_("No reading copy can be made: the file cannot be read as a PDF.")) from error


def _framed(original: pikepdf.Pdf, link: str, title: str, footer: str) -> bytes:
    original.flatten_annotations("all")
    sizes = [_size(page) for page in original.pages]
    content = {
        "pages": sizes,
        "strip": STRIP,
        "footer": footer,
        "link": link,
        "title": title,
        "mark": COPY_MARK,
        "qr": qr(link),
    }
    with pikepdf.open(BytesIO(typeset("copy.typ", content))) as copy:
        for page, source, (width, height) in zip(copy.pages, original.pages, sizes, strict=True):
            page.add_overlay(source, pikepdf.Rectangle(0, STRIP, width, height))
        result = BytesIO()
        copy.save(result, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return result.getvalue()


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height as shown, a turned page turned."""
    left, bottom, right, top = (float(each) for each in page.trimbox)
    turned = int(page.get("/Rotate", 0)) % 180 != 0
    return (top - bottom, right - left) if turned else (right - left, top - bottom)
