"""What a simulated stamp looks like: a plain box that says that it is none. Nothing of it resembles the real one."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from pathlib import Path

import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from simpul.adapters.emeterai.values import EmeteraiFault, Place, Problem

LABEL = "SIMULASI e-Meterai"
NOT_GENUINE = "bukan meterai"
_PRINTED = 4
_BOX = Path(__file__).parent / "box.typ"


def stamped(pdf: bytes, serial: str, place: Place) -> bytes:
    """``pdf`` with the box appended as one more revision. Raises EmeteraiFault: no PDF of that many pages."""
    left, bottom, right, top = place.rect
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        look = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(_drawn(right - left, top - bottom, serial))))
        box = generic.DictionaryObject({
            pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/Stamp"),
            pdf_name("/Rect"): generic.ArrayObject(generic.FloatObject(round(edge, 3)) for edge in place.rect),
            pdf_name("/F"): generic.NumberObject(_PRINTED),
            pdf_name("/Contents"): generic.pdf_string(f"{LABEL} - {NOT_GENUINE} {serial}"),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): look}),
        })  # fmt: skip
        writer.register_annotation(writer.find_page_for_modification(place.page)[0], writer.add_object(box))
    except (PdfError, ValueError, IndexError) as error:
        raise EmeteraiFault(Problem.REFUSED) from error
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(_BOX))


def _drawn(width: float, height: float, serial: str) -> bytes:
    values = {
        "width": width, "height": height, "label": LABEL, "notice": NOT_GENUINE, "first": serial[:11],
        "second": serial[11:],
    }  # fmt: skip
    pdf = _compiler().compile(
        format="pdf", sys_inputs={"data": json.dumps(values)}, pdf_standards="a-2b", pdf_tags=False
    )
    assert isinstance(pdf, bytes)
    return pdf
