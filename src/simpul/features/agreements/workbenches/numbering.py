"""Numbering and date: number, date, place and mode are fixed, then the text to be signed is rendered."""

from __future__ import annotations

from datetime import date

from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput
from simpul.features.agreements.signing_plan import awaited, fix_terms, keep_originals, render_round
from simpul.features.agreements.workbenches.sheets import request_of, wanted


def make(acting: Acting) -> None:
    """The record with the number, and the text as a file. The facts of signing are set for the next step's clock."""
    assert acting.task is not None
    request = request_of(acting)
    data = acting.data
    mode = str(data.get("cara_tanda_tangan", ""))
    count = data.get("jumlah_asli")
    originals = count if isinstance(count, int) and count > 0 else max(2, request.parties.count())
    keep_originals(request, originals)
    agreement = fix_terms(
        acting, request, on=date.fromisoformat(str(data["tanggal_penandatanganan"])),
        place=str(data["tempat_penandatanganan"]), mode=mode, partner_number=str(data.get("nomor_mitra", "")),
    )  # fmt: skip
    request.refresh_from_db()
    signing = render_round(acting, request, agreement, originals)
    assert agreement.number is not None
    acting.facts["cara_tanda_tangan"] = mode
    acting.facts["penanda_belum"] = awaited(signing, request)
    acting.told |= {"number": agreement.number.number, "round": signing.number, "sha256": signing.rendered.sha256}
    record = {
        "nomor": agreement.number.number, "tanggal": str(data["tanggal_penandatanganan"]),
        "tempat": str(data["tempat_penandatanganan"]), "cara": mode, "putaran": signing.number,
    }  # fmt: skip
    kinds = {output.id: output.kind for output in acting.procedure.by_id[acting.task.step].outputs}
    for output in wanted(acting):
        if kinds[output] == "berkas":
            acting.made.append(NewOutput(output, file_id=signing.rendered.pk))
        else:
            acting.made.append(NewOutput(output, record=record))
