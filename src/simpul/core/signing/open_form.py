"""The text that goes round for signatures bears an empty form from the start.

Whoever signs first, here or with a program of his own, then only adds a field to it, and what else was added shows.
"""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def with_form(pdf: bytes) -> bytes:
    """``pdf`` with an empty form appended; its bytes stand unchanged at the front of the result."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if "/AcroForm" in writer.root:
        return pdf
    form = generic.DictionaryObject({
        pdf_name("/Fields"): generic.ArrayObject(), pdf_name("/SigFlags"): generic.NumberObject(3),
    })  # fmt: skip
    writer.root["/AcroForm"] = writer.add_object(form)
    writer.update_root()
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
