"""Order as data, rounds that are void, and numbers that stay or become holes."""

from __future__ import annotations

from datetime import date

import pytest

from simpul.casework import signing_acts, signing_rounds
from simpul.casework.cases import withdraw_case
from simpul.casework.retraction import retract_completion
from simpul.core.procedures.models import Task
from simpul.core.signing.models import Means, RoundState, Signer, SignerState, SigningRound
from simpul.features.agreements.models import IssuedNumber
from simpul.features.agreements.models_agreement import AgreementStatus
from simpul.features.agreements.numbers import report_of
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.signing.house import CLERK, HEAD, Desk, draft, talk

pytestmark = pytest.mark.django_db
TERMS = signing_rounds.Terms(on=date(2026, 11, 24), place="Bogor")


def _states(desk: Desk) -> dict[str, str]:
    return {signer.role: signer.state for signer in desk.round().signers.all()}


def test_two_partners_side_by_side_then_the_head(desk_of_three: Desk) -> None:
    desk = desk_of_three
    desk.number()
    assert _states(desk) == {"pihak_1": "waiting", "pihak_2": "turn", "pihak_3": "turn"}
    first, second = desk.round().signers.filter(means=Means.SEALED_ACT)
    signing_acts.sign_as_partner(
        request_id=desk.request.pk, signer_id=second.pk, actor=desk.partner(), read_affirmed=True
    )
    assert _states(desk)["pihak_1"] == "waiting", "the head hears nothing while one partner is missing"
    signing_acts.sign_as_partner(
        request_id=desk.request.pk, signer_id=first.pk, actor=desk.partner(), read_affirmed=True
    )
    assert _states(desk) == {"pihak_1": "turn", "pihak_2": "signed", "pihak_3": "signed"}
    desk.head_signs()
    assert desk.round().state == RoundState.COMPLETE
    assert desk.open_steps() == ["pengarsipan"]


def test_the_head_may_come_first(desk: Desk) -> None:
    parties = {party.is_host: party.pk for party in desk.request.parties.all()}
    clerk = desk.officer(CLERK)
    with pytest.raises(Refusal, match="TTD-39"):
        signing_rounds.set_order(case_id=desk.case.pk, officer=clerk, orders={parties[True]: 1})
    signing_rounds.set_order(case_id=desk.case.pk, officer=clerk, orders={parties[True]: 1, parties[False]: 2})
    desk.number()
    assert _states(desk) == {"pihak_1": "turn", "pihak_2": "waiting"}
    signing_rounds.set_order(case_id=desk.case.pk, officer=clerk, orders={parties[True]: 2, parties[False]: 1})
    assert _states(desk) == {"pihak_1": "waiting", "pihak_2": "turn"}
    desk.seal()
    with pytest.raises(Conflict, match="TTD-47"):
        signing_rounds.set_order(case_id=desk.case.pk, officer=clerk, orders={parties[True]: 1, parties[False]: 2})


def test_a_new_round_asks_everybody_again_under_the_same_number(desk: Desk) -> None:
    first = desk.number()
    number = desk.agreement().number
    desk.seal()
    stranger = desk.officer("tim_analis_hukum")
    with pytest.raises(NotAllowed, match="TTD-37"):
        signing_rounds.new_round(case_id=desk.case.pk, officer=stranger, terms=TERMS, reason="tempat berubah")
    with pytest.raises(Refusal, match="TTD-38"):
        signing_rounds.new_round(case_id=desk.case.pk, officer=desk.officer(CLERK), terms=TERMS, reason=" ")
    signing_rounds.new_round(
        case_id=desk.case.pk, officer=desk.officer(CLERK), terms=TERMS, reason="Tempat penandatanganan berubah"
    )
    first.refresh_from_db()
    assert (first.state, first.void_reason) == (RoundState.VOID, "Tempat penandatanganan berubah")
    assert first.signers.filter(state=SignerState.SIGNED).exists(), "what was signed is kept"
    again = desk.round()
    assert again.number == 2
    assert again.rendered.sha256 != first.rendered.sha256
    assert desk.agreement().number == number
    assert desk.agreement().sign_place == "Bogor"
    assert _states(desk) == {"pihak_1": "waiting", "pihak_2": "turn"}
    desk.seal()
    desk.head_signs()
    assert desk.open_steps() == ["pengarsipan"]


def test_void_then_the_text_changes_and_the_number_stays(desk: Desk) -> None:
    """The way of a change of wording: void, take back number and date and the talks, draft anew, sign anew."""
    desk.number()
    partner = desk.round().signers.get(means=Means.SEALED_ACT)
    number = desk.agreement().number
    signing_rounds.void_round(case_id=desk.case.pk, officer=desk.officer(HEAD), reason="Pasal 5 diubah")
    with pytest.raises(Conflict, match="TTD-34"):
        signing_acts.sign_as_partner(
            request_id=desk.request.pk, signer_id=partner.pk, actor=desk.partner(), read_affirmed=True
        )
    for step, lane in (("penomoran", CLERK), ("perundingan", "tim_program_pelayanan")):
        task = Task.objects.get(case=desk.case, step=step, state="done")
        retract_completion(task_id=task.pk, officer=desk.officer(lane), reason="Pasal 5 diubah")
    talk(desk, "teks_diubah")
    draft(desk)
    desk.step("tim_analis_hukum", "telaah_hukum", "layak", kesimpulan_hukum="Layak")
    talk(desk)
    assert desk.number().number == 2
    assert desk.agreement().number == number
    desk.seal()
    desk.head_signs()
    assert desk.open_steps() == ["pengarsipan"]


def test_nobody_signs_while_number_and_date_are_taken_back(desk: Desk) -> None:
    desk.number()
    task = Task.objects.get(case=desk.case, step="penomoran", state="done")
    retract_completion(task_id=task.pk, officer=desk.officer(CLERK), reason="Tanggal salah")
    assert (desk.round().state, desk.round().void_reason) == (RoundState.VOID, "Tanggal salah")
    desk.case.refresh_from_db()
    assert desk.case.facts["penanda_belum"] == {"lembaga": 1, "mitra": 0}
    with pytest.raises(Conflict, match="TTD-34"):
        desk.seal()
    assert desk.number().number == 2
    assert SigningRound.objects.filter(state=RoundState.OPEN).count() == 1


def test_asked_again_after_a_refusal(desk: Desk) -> None:
    desk.number()
    signer = desk.signer(Means.SEALED_ACT)
    clerk = desk.officer(CLERK)
    with pytest.raises(Conflict, match="TTD-45"):
        signing_rounds.ask_again(signer_id=signer.pk, officer=clerk, reason="sudah jelas")
    signing_acts.refuse_to_sign(signer_id=signer.pk, by=desk.partner(), reason="Belum paham Pasal 5")
    signing_rounds.ask_again(signer_id=signer.pk, officer=clerk, reason="Sudah dijelaskan")
    assert Signer.objects.get(pk=signer.pk).state == SignerState.TURN
    assert desk.case.tasks.get(step="tanda_tangan", state="open").paused_since is not None
    desk.seal()


def test_only_withdrawal_makes_a_hole(desk: Desk) -> None:
    desk.number()
    number = IssuedNumber.objects.get(case=desk.case)
    withdraw_case(case_id=desk.case.pk, by=desk.partner(), reason="Anggaran batal", party="mitra")
    number.refresh_from_db()
    assert number.voided_at is not None
    assert number.void_reason == "Anggaran batal"
    assert desk.agreement().status == AgreementStatus.WITHDRAWN
    assert desk.round().state == RoundState.VOID
    found = report_of(number.series, number.year)
    assert found.sound
    assert [void.void_reason for void in found.voids] == ["Anggaran batal"]
