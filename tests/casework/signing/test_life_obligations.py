"""The obligations of the agreed text, also where the partner worded it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpul.core.documents.actions import store
from simpul.features.agreements.drafting import DOCX, assembled
from simpul.features.agreements.life import keep_obligations
from simpul.features.agreements.models import Draft, Obligation
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.own_wording import take_over
from simpul.features.agreements.partner_texts import keep_reading
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.agreement_text.codec import to_json
from simpul.rules.agreement_text.editing.edits import Edit
from tests.casework.signing.house import Desk

pytestmark = pytest.mark.django_db
PAPER = Path(__file__).parents[2] / "samples" / "partner-paper" / "pks-rsud-tirta-kencana.docx"


def test_a_text_that_is_entirely_theirs_obliges_as_ours_does(desk: Desk) -> None:
    desk.number()
    ours = desk.request.drafts.get()
    file = store(
        institution_id=desk.request.institution_id, data=PAPER.read_bytes(), name="naskah.docx", kind="draf",
        media_type=DOCX, by=SYSTEM,
    )  # fmt: skip
    theirs = Draft.objects.create(
        request=desk.request, number=2, side=Side.PARTNER, docx=file, created_at=clock.now(), agreed_at=clock.now()
    )
    keep_reading(theirs, ours)
    assert keep_obligations(desk.agreement()) > 5
    rows = list(Obligation.objects.filter(agreement=desk.agreement()))
    assert {row.place.split()[0] for row in rows} == {"Pasal"}
    assert any(row.who for row in rows)


def test_what_was_accepted_from_the_partner_obliges(desk: Desk) -> None:
    words = "PIHAK KESATU wajib menyerahkan laporan berkala paling lambat 20 (dua puluh) hari kalender setiap triwulan."
    take_over(desk.request, [Edit("put", "dari_mitra", words, inside="monev", after=("monev_berkala",))])
    draft = desk.request.drafts.get()
    draft.text = to_json(assembled(desk.request).text)
    draft.save()
    desk.number()
    assert keep_obligations(desk.agreement()) > 5
    row = Obligation.objects.get(agreement=desk.agreement(), what__contains="laporan berkala")
    assert (row.who, row.rhythm, row.clause) == ("PIHAK KESATU", "triwulan", "dari_mitra")
