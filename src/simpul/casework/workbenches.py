"""The other literal table: workbench of a step (formulir) -> what it makes when the step is completed.

A workbench that is not named here makes nothing: its fields fill every output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simpul.casework import general_form
from simpul.core.procedures.acting import Acting
from simpul.features.agreements.workbenches import (
    archive,
    disposition_sheet,
    drafting,
    legal,
    letters,
    numbering,
    receipt,
    signing_room,
    talks,
)

MAKERS: Mapping[str, Callable[[Acting], None]] = {
    "umum": general_form.make,
    "penerimaan": receipt.make,
    "disposisi": disposition_sheet.make,
    "surat_balasan": letters.make_reply,
    "surat_penolakan": letters.make_refusal,
    "penyusunan": drafting.make,
    "telaah_hukum": legal.make,
    "perundingan": talks.make,
    "penomoran": numbering.make,
    "ruang_tanda_tangan": signing_room.make,
    "pengarsipan": archive.make,
}
