"""Wet ink: two originals with meterai, parafs, exchange, scans and where each lies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from simpul.casework import signing_rounds
from simpul.core.signing.models import RoundState, Signer
from simpul.features.agreements.wet_ink import OriginalFacts, duty_due, host_parties, lacking
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.signing.house import CLERK, Desk

pytestmark = pytest.mark.django_db


def _sign(desk: Desk, signer: Signer, day: date | None = None) -> None:
    today = clock.now().date()
    signing_rounds.record_wet_signature(signer_id=signer.pk, officer=desk.officer(CLERK), signed_on=day or today)


def _facts(desk: Desk, number: int) -> OriginalFacts:
    return OriginalFacts(
        meterai=f"ABC{number}", paraf_pages=True, paraf_teams=True, exchanged_on=clock.now().date(),
        location=f"Rak {number}", scan=desk.file(f"%PDF-1.7 asli {number}".encode()),
    )  # fmt: skip


def _keep(desk: Desk, number: int, facts: OriginalFacts | None = None) -> None:
    signing_rounds.record_original(
        case_id=desk.case.pk, officer=desk.officer(CLERK), number=number, facts=facts or _facts(desk, number)
    )


def test_two_originals_to_the_archive(paper_desk: Desk) -> None:
    desk = paper_desk
    signing = desk.number()
    assert signing.paper_originals.count() == 2
    assert duty_due(signing)
    for signer in signing.signers.all():
        _sign(desk, signer)
    assert desk.round().state == RoundState.OPEN, "signed, but nothing is known of the originals"
    _keep(desk, 1)
    with pytest.raises(Refusal, match="TTD-46"):
        _keep(desk, 2, replace(_facts(desk, 2), scan=desk.file(b"%PDF-1.7 asli 1")))
    with pytest.raises(Refusal, match="TTD-180"):
        _keep(desk, 2, replace(_facts(desk, 2), meterai=" abc1"))
    _keep(desk, 2, replace(_facts(desk, 2), exchanged_on=None))
    assert desk.round().state == RoundState.OPEN, "the partner's original has not been handed over"
    _keep(desk, 2)
    desk.case.refresh_from_db()
    assert desk.round().state == RoundState.COMPLETE
    assert desk.open_steps() == ["pengarsipan"]
    ours = next(one for one in desk.round().paper_originals.all() if one.holder_party_id in host_parties(signing))
    assert desk.agreement().signed_file == ours.scan
    with pytest.raises(Conflict, match="TTD-34"):
        _keep(desk, 2, replace(_facts(desk, 2), location="Rak 9"))


def test_what_is_refused_about_paper(paper_desk: Desk) -> None:
    desk = paper_desk
    signing = desk.number()
    tomorrow = clock.now().date() + timedelta(days=2)
    first = signing.signers.all()[0]
    with pytest.raises(Refusal, match="TTD-43"):
        _sign(desk, first, tomorrow)
    with pytest.raises(Refusal, match="TTD-42"):
        _keep(desk, 1, replace(_facts(desk, 1), scan=desk.file(b"foto", "image/jpeg")))
    with pytest.raises(Refusal, match="TTD-43"):
        _keep(desk, 1, replace(_facts(desk, 1), exchanged_on=tomorrow))
    with pytest.raises(Refusal, match="TTD-44"):
        _keep(desk, 3)
    with pytest.raises(NotAllowed, match="TTD-37"):
        signing_rounds.record_wet_signature(
            signer_id=first.pk, officer=desk.officer("tim_analis_hukum"), signed_on=clock.now().date()
        )
    _sign(desk, first)
    with pytest.raises(Conflict, match="TTD-32"):
        _sign(desk, first)


def test_the_originals_are_as_many_as_the_text_says(wet_desk: Desk) -> None:
    signing = wet_desk.number()
    assert signing.paper_originals.count() == 3
    terms = signing_rounds.Terms(on=date(2026, 11, 24), place="Jakarta")
    signing_rounds.new_round(
        case_id=wet_desk.case.pk, officer=wet_desk.officer(CLERK), terms=terms, reason="Tanggal berubah"
    )
    assert (wet_desk.round().mode, wet_desk.round().paper_originals.count()) == ("basah", 3)


def test_an_electronic_round_has_no_paper(desk: Desk) -> None:
    signing = desk.number()
    assert signing.paper_originals.count() == 0
    with pytest.raises(Refusal, match="TTD-41"):
        _sign(desk, signing.signers.all()[0])


def test_what_an_original_lacks(paper_desk: Desk) -> None:
    original = paper_desk.number().paper_originals.all()[0]
    assert lacking(original, ours=True, duty=False) == ("paraf_pages", "paraf_teams", "scan", "location")
    assert lacking(original, ours=False, duty=True) == ("paraf_pages", "meterai", "exchanged_on", "scan", "location")
