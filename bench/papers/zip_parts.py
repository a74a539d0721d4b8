"""The floor of a DOCX: ready parts into an archive."""

from __future__ import annotations

import io
import zipfile

from bench.papers.text import AT, Work, agreement
from simpul.core.documents.faces.docx import agreement_docx


def prepare(count: int) -> Work:
    with zipfile.ZipFile(io.BytesIO(agreement_docx(agreement(0), at=AT))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def work(number: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out.getvalue()

    return work
