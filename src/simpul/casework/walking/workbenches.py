"""What the pages of a workbench let people do before its step can be completed: workbench -> acts of a played case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simpul.casework import partner_acts, signing_acts, text_acts
from simpul.casework.duty_stamping import stamp_one
from simpul.casework.joint_acts import ask_outside, contribute, record_outside_answer
from simpul.casework.outside_parties import awaited_parties
from simpul.casework.walking import inventing, own_texts
from simpul.casework.walking.simulated_service import sign_through_simulator
from simpul.casework.walking.staffing import officer_in
from simpul.casework.walking.turns import Turn
from simpul.core.directory.officers import officer_of
from simpul.core.signing.demo_keys import PASSPHRASE, ensure_key
from simpul.core.signing.duty_provider import provider_of
from simpul.core.signing.models import DutyState, Means, RoundState, Signer, SignerState, StampDuty
from simpul.features.agreements import analysis, value_changes
from simpul.features.agreements.models import Request
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.requests import papers_lacking
from simpul.features.agreements.workbenches.legal import TOPICS
from simpul.lib import clock
from simpul.rules.procedure.model import Step
from simpul.rules.procedure.vocabulary import Facts
from simpul.rules.refusals import N_, Refusal

_WISH = "Mohon jangka waktu pembayaran disesuaikan dengan kemampuan kas rumah sakit (contoh)."
_RISK = "Jangka waktu pembayaran belum sejalan dengan ketentuan PNBP; usul: dipersingkat (contoh)."
ASKED = "menunggu_pihak_luar"
_ASKED_NOTE = "Surat permintaan tanggapan dikirim (contoh)."
_ANSWER_NOTE = "Tanggapan diterima: pada pokoknya tidak keberatan (contoh)."
_CONTRIBUTION = "Setuju dengan rancangan; istilah disamakan dengan peraturan yang dirujuk (contoh)."
_SUMMARY = "Jangka waktu pembayaran disesuaikan (contoh)."


@dataclass(frozen=True, slots=True)
class Bench:
    """``play`` does the acts; ``beats(step, round, facts)`` tells how many beats of the clock they take."""

    play: Callable[[Turn], None]
    beats: Callable[[Step, int, Facts], int]


def before(step: Step, round_: int, facts: Facts) -> int:
    """The beats that the workbench of a step takes before its completion."""
    bench = BENCHES.get(step.form)
    return bench.beats(step, round_, facts) if bench is not None else 0


def _one(step: Step, round_: int, facts: Facts) -> int:
    return 1


def _drafting_beats(step: Step, round_: int, facts: Facts) -> int:
    return 2 if round_ == 1 and facts.get("kelengkapan_kurang") else 1


def _draft(turn: Turn) -> None:
    """The partner brings what is still missing; then the values are filled in and the next version is made."""
    played = turn.played
    lacking = papers_lacking(played.asked)
    if lacking:
        with played.pace.beat():
            by = partner_acts.partner(played.asked)
            files = {
                paper.code: turn.invented_file(_PAPERS.get(paper.code, paper.code), paper.code, by) for paper in lacking
            }
            partner_acts.supply_papers(request=played.asked, files=files)
    with played.pace.beat(turn.due()):
        text_acts.change_values(case_id=played.case.pk, officer=turn.officer(), change=_values(turn.task.round))
    with played.pace.same_moment():
        summary = _SUMMARY if turn.task.round > 1 else ""
        text_acts.make_draft(case_id=played.case.pk, officer=turn.officer(), summary=summary)


_PAPERS: Mapping[str, str] = {
    "surat_permohonan": "Surat permohonan", "bukti_wewenang": "Keputusan pengangkatan penanda tangan",
}  # fmt: skip


def _values(round_: int) -> value_changes.Changing:
    def write(request: Request) -> set[str]:
        standing = {name: request.answers.get(name) for name in value_changes.TERMS}
        columns = {name: getattr(request, name) for name in value_changes.COLUMNS}
        changed = value_changes.write_terms(request, {**standing, **columns, **inventing.terms(round_)})
        if request.tests.exists():
            changed |= value_changes.write_tests(request, inventing.PRICED)
        return changed

    return write


def _judge(turn: Turn) -> None:
    """A verdict on every topic; one of them is not low when the draft goes back."""
    back = turn.sends_back()
    verdicts = {topic: analysis.Verdict("rendah") for topic in TOPICS}
    if back:
        verdicts[next(iter(TOPICS))] = analysis.Verdict("sedang", _RISK)
    with turn.played.pace.beat(turn.due()):
        text_acts.record_findings(case_id=turn.played.case.pk, officer=turn.officer(), verdicts=verdicts)


def _talk(turn: Turn) -> None:
    """The partner answers the newest draft, which the step has offered on entry."""
    request = turn.played.asked
    draft = our_latest(request)
    assert draft is not None
    with turn.played.pace.beat():
        agreed = not turn.sends_back()
        partner_acts.answer_draft(
            request=request, draft_number=draft.number, agreed=agreed, note="" if agreed else _WISH
        )


def _sign(turn: Turn) -> None:
    """Everybody signs in turn; the last signature completes the step."""
    _stamp(turn)
    turns = Signer.objects.filter(round__case_id=turn.played.case.pk, state=SignerState.TURN).order_by("order", "id")
    while (signer := turns.first()) is not None:
        with turn.played.pace.beat(turn.due()):
            _sign_one(turn, signer)


def _stamp(turn: Turn) -> None:
    """The stamps that are still owed go in before the first signature."""
    house = turn.played.case.institution
    provider = provider_of(house)
    if provider is None:
        return
    owed = StampDuty.objects.filter(round__case_id=turn.played.case.pk, round__state=RoundState.OPEN)
    for duty in owed.filter(state=DutyState.DUE):
        stamp_one(duty.pk, provider)


def _sign_one(turn: Turn, signer: Signer) -> None:
    if signer.means == Means.SEALED_ACT:
        partner_acts.sign(request=turn.played.asked, signer_id=signer.pk, read_affirmed=True)
        return
    officer = officer_of(signer.user) if signer.user is not None else None
    if officer is not None and signer.means == Means.SERVICE:
        sign_through_simulator(signer, officer)
        return
    if signer.user is None or officer is None or signer.means != Means.CERTIFICATE:
        raise Refusal(
            "TGS-81", N_("%(name)s cannot sign electronically, so this case cannot be played to its end."),
            name=signer.name,
        )  # fmt: skip
    ensure_key(signer.user)
    signing_acts.sign_as_officer(signer_id=signer.pk, officer=officer, passphrase=PASSPHRASE, read_affirmed=True)


def _outside_beats(step: Step, round_: int, facts: Facts) -> int:
    return len(outside_waits(step))


def outside_waits(step: Step) -> tuple[str, ...]:
    """The outside parties on whom the step waits because they were asked."""
    return tuple(wait.party for wait in step.waits if wait.during == ASKED)


def _general(turn: Turn) -> None:
    """The other lanes contribute; whoever outside has been asked, or is asked now, answers."""
    _contribute(turn)
    for party in outside_waits(turn.step):
        case = turn.played.case
        case.refresh_from_db()
        if party not in awaited_parties(case.facts):
            with turn.played.pace.same_moment():
                ask_outside(
                    case_id=case.pk, key=turn.task.key, officer=turn.officer(), party=party, note=_ASKED_NOTE,
                    happened_at=clock.now(),
                )  # fmt: skip
        with turn.played.pace.beat():
            record_outside_answer(
                case_id=case.pk, key=turn.task.key, officer=turn.officer(), party=party, channel="surat",
                note=_ANSWER_NOTE, happened_at=clock.now(),
            )  # fmt: skip
    own_texts.draft(turn)


def _contribute(turn: Turn) -> None:
    if not turn.task.is_joint:
        return
    for lane in turn.task.also_lanes:
        officer = officer_in(turn.played.institution, lane, None, turn.step)
        with turn.played.pace.same_moment():
            contribute(case_id=turn.played.case.pk, key=turn.task.key, officer=officer, text=_CONTRIBUTION)


BENCHES: Mapping[str, Bench] = {
    "umum": Bench(_general, _outside_beats),
    text_acts.DRAFTING: Bench(_draft, _drafting_beats),
    text_acts.LEGAL: Bench(_judge, _one),
    text_acts.TALKS: Bench(_talk, _one),
    "ruang_tanda_tangan": Bench(_sign, _one),
}
