"""Numbering and date: number, date and place are fixed, then the agreed text is rendered to be signed."""

from __future__ import annotations

from datetime import date

from simpul.core.procedures.acting import Acting
from simpul.core.procedures.rows import NewOutput
from simpul.features.agreements.signing_plan import awaited, check_agreed, fix_terms, render_round
from simpul.features.agreements.workbenches.sheets import request_of, wanted

PARTNER_NUMBER = "nomor_mitra"
SIGN_BY = "batas_tanda_tangan"


def make(acting: Acting) -> None:
    """The record with the number, and the text as a file. The facts of signing are set for the next step's clock."""
    assert acting.task is not None
    request = request_of(acting)
    data = acting.data
    check_agreed(request, data)
    until = str(data.get(SIGN_BY) or "")
    agreement = fix_terms(
        acting, request, on=date.fromisoformat(str(data["tanggal_penandatanganan"])),
        place=str(data["tempat_penandatanganan"]), partner_number=_partner_number(acting),
        by=date.fromisoformat(until) if until else None,
    )  # fmt: skip
    signing = render_round(acting, request, agreement)
    assert agreement.number is not None
    assert agreement.sign_by is not None
    acting.facts["cara_tanda_tangan"] = agreement.signing_mode
    acting.facts["penanda_belum"] = awaited(signing, request)
    acting.told |= {"number": agreement.number.number, "round": signing.number, "sha256": signing.rendered.sha256}
    acting.told["sign_by"] = agreement.sign_by.isoformat()
    record = {
        "nomor": agreement.number.number, "tanggal": str(data["tanggal_penandatanganan"]),
        "tempat": str(data["tempat_penandatanganan"]), "cara": agreement.signing_mode, "putaran": signing.number,
    }  # fmt: skip
    kinds = {output.id: output.kind for output in acting.procedure.by_id[acting.task.step].outputs}
    for output in wanted(acting):
        if kinds[output] == "berkas":
            acting.made.append(NewOutput(output, file_id=signing.rendered.pk))
        else:
            acting.made.append(NewOutput(output, record=record))


def _partner_number(acting: Acting) -> str | None:
    """What was entered, "" for an entry left empty; None where the step does not ask for it."""
    assert acting.task is not None
    asked = any(field.id == PARTNER_NUMBER for field in acting.procedure.by_id[acting.task.step].fields)
    return str(acting.data.get(PARTNER_NUMBER, "")) if asked else None
