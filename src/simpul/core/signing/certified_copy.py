"""A certified copy: the sheet that says who certified it, then every page as a picture of the original's."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from simpul.core.signing.reading_copy import reading_copy

FOOTER = "Salinan sesuai asli - keterangan pada halaman pertama; verifikasi melalui kode QR"


def certified_copy(pdf: bytes, sheet: bytes, *, link: str, title: str) -> bytes:
    """``sheet`` before the pages of ``pdf``, which carry no signature here. Refuses (TTD-13) what cannot be read."""
    pages = reading_copy(pdf, link=link, title=title, footer=FOOTER)
    with pikepdf.open(BytesIO(sheet)) as first, pikepdf.open(BytesIO(pages)) as rest:
        rest.pages[0:0] = list(first.pages)
        result = BytesIO()
        rest.save(result, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return result.getvalue()
