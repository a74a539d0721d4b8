"""Originals on their way from one signer to the next: who has one now, since when, and that it came back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from simpul.casework.evidence.signatures import originals
from simpul.casework.signing_rounds import record_original
from simpul.core.directory.officers import today_in
from simpul.features.agreements.wet_ink import OriginalFacts, lacking
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.signing.house import CLERK, Desk

pytestmark = pytest.mark.django_db


def test_an_original_goes_round_and_comes_back(paper_desk: Desk) -> None:
    desk = paper_desk
    signing = desk.number()
    today = today_in(desk.house.institution)
    keep = partial(record_original, case_id=desk.case.pk, officer=desk.officer(CLERK), number=1)
    out = OriginalFacts(manner="sirkuler", with_whom="RSUD Rekaan", sent_on=today - timedelta(days=2))
    with pytest.raises(Refusal, match="TTD-48"):
        keep(facts=replace(out, with_whom=" "))
    with pytest.raises(Refusal, match="TTD-49"):
        keep(facts=replace(out, back_on=today - timedelta(days=3)))
    with pytest.raises(Refusal, match="TTD-43"):
        keep(facts=replace(out, back_on=today + timedelta(days=1)))
    with pytest.raises(NotAllowed, match="TTD-37"):
        keep(officer=desk.officer("tim_mutu_kemitraan"), facts=out)
    keep(facts=out)
    original = signing.paper_originals.get(number=1)
    assert "back_on" in lacking(original, ours=True, duty=True)
    told = originals(desk.agreement(), signing).table
    assert told is not None
    assert "belum kembali" in told.rows[0][1]
    keep(facts=replace(out, back_on=today))
    original.refresh_from_db()
    assert "back_on" not in lacking(original, ours=True, duty=True)
    told = originals(desk.agreement(), signing).table
    assert told is not None
    assert "ditandatangani sirkuler; dikirim ke RSUD Rekaan" in told.rows[0][1]
