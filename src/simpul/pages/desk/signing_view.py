"""What the signing room shows: the signers with their state, the originals, the rounds, and what you can do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from simpul.casework.signing_rounds import runs_the_room
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import path_of
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Task
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.models import (
    Means,
    Mode,
    Original,
    ReturnedFile,
    ReturnedState,
    RoundState,
    Signer,
    SignerState,
    SigningRound,
)
from simpul.core.signing.verdict import Outcome, Verdict
from simpul.features.agreements.models import Agreement, Party, Request
from simpul.features.agreements.officer_files import works_with_original
from simpul.features.agreements.signing_plan import newest_round
from simpul.features.agreements.wet_ink import LACKS, duty_due, lacking
from simpul.pages.desk.case_head import CaseView
from simpul.pages.shell import formats
from simpul.pages.shell.returned_words import STATES
from simpul.pages.shell.verdict_word import verdict_word
from simpul.rules.agreement_text.words import on_one_line

FORM = "ruang_tanda_tangan"
LEGAL = "telaah_hukum"
_WORDS: Mapping[str, tuple[str, str]] = {
    SignerState.WAITING: ("", "idle"),
    SignerState.TURN: ("now", "now"),
    SignerState.SIGNED: ("done", "ok"),
    SignerState.REFUSED: ("", "late"),
}
VERDICT_KINDS: Mapping[str, str] = {Outcome.SAH: "ok", Outcome.TIDAK_SAH: "late", Outcome.TIDAK_DIKENAL: "idle"}


@dataclass(frozen=True, slots=True)
class SignerCard:
    """One signer as ``shell/_signer.html`` draws it."""

    id: int
    order: int
    state: str
    title: str
    note: str
    facts: Sequence[tuple[str, str]]
    chip: str
    chip_text: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class OriginalCard:
    """One original with who keeps it and what is still missing."""

    original: Original
    holder: str
    lacks: Sequence[str]
    ours: bool
    duty: bool


@dataclass(frozen=True, slots=True)
class Room:
    """The signing of one case as an officer sees it; ``round`` is the newest, None before the text is prepared."""

    view: CaseView
    request: Request
    agreement: Agreement | None
    round: SigningRound | None
    signers: Sequence[Signer]
    task: Task | None
    runs: bool
    reads_original: bool
    officer: Officer

    @property
    def open(self) -> bool:
        return self.task is not None and self.round is not None and self.round.state == RoundState.OPEN

    @property
    def wet(self) -> bool:
        return self.round is not None and self.round.mode == Mode.WET

    @property
    def own(self) -> Signer | None:
        """The officer's own signature that is due now."""
        due = (one for one in self.signers if one.user_id == self.officer.user_id and one.state == SignerState.TURN)
        return next(due, None) if self.open and not self.wet else None

    @property
    def refused(self) -> Signer | None:
        return next((one for one in self.signers if one.state == SignerState.REFUSED), None) if self.open else None

    @property
    def unsigned(self) -> list[Signer]:
        return [one for one in self.signers if one.signed_at is None]


def room_of(officer: Officer, view: CaseView) -> Room | None:
    """The room of a case; None where the case has no request."""
    request = Request.objects.select_related("institution").filter(case_id=view.case.pk).first()
    if request is None:
        return None
    signing = newest_round(view.case.pk)
    task = next((task for task in view.tasks if view.step(task).form == FORM), None)
    return Room(
        view=view,
        request=request,
        agreement=Agreement.objects.filter(case_id=view.case.pk).select_related("number").first(),
        round=signing,
        signers=list(signing.signers.select_related("user")) if signing is not None else [],
        task=task,
        runs=task is not None and runs_the_room(officer, view.procedure, task.lane_id),
        reads_original=works_with_original(officer, view.case.pk),
        officer=officer,
    )


def signer_cards(room: Room) -> list[SignerCard]:
    """The signers in their order, each with what is known of the signature."""
    labels = party_labels(room.request)
    over = room.round is not None and room.round.state == RoundState.VOID
    return [_card(room, one, labels.get(one.party_id, ""), over) for one in room.signers]


def party_labels(request: Request) -> dict[int, str]:
    """PIHAK KESATU, PIHAK KEDUA ... by party id, as the text names them."""
    names = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM")
    parties = request.parties.values_list("pk", flat=True)
    return {pk: f"PIHAK {names[at]}" if at < len(names) else "" for at, pk in enumerate(parties)}


def _card(room: Room, signer: Signer, label: str, over: bool) -> SignerCard:
    state, chip = _WORDS[signer.state]
    return SignerCard(
        id=signer.pk,
        order=0 if signer.state == SignerState.SIGNED else signer.order,
        state=state,
        title=", ".join(part for part in (on_one_line(signer.capacity), signer.institution_name) if part),
        note=", ".join(part for part in (label, signer.name) if part),
        facts=_facts(room, signer),
        chip="idle" if over else chip,
        chip_text=_("Void") if over else _state_word(signer),
        refused=signer.refusal_reason,
    )


def _state_word(signer: Signer) -> str:
    if signer.state == SignerState.TURN:
        return _("Turn now")
    if signer.state == SignerState.SIGNED:
        return _("Signed")
    return _("Refused") if signer.state == SignerState.REFUSED else _("Not yet")


def _facts(room: Room, signer: Signer) -> list[tuple[str, str]]:
    """Time, certificate and means; the seal is never called the signer's own certificate."""
    zone = calendar_for(room.officer.institution_id).tz
    found = [(_("Means"), str(signer.certificate.get("service") or means_word(signer.means)))]
    if signer.signed_at is not None:
        day = formats.hari_tanggal(signer.signed_at.astimezone(zone).date())
        wet = signer.means == Means.WET
        found.append((_("Time"), day if wet else formats.saat(signer.signed_at, zone)))
    if issuer := signer.certificate.get("issuer"):
        found.append((_("Issued by"), str(issuer)))
    if signer.refusal_reason:
        found.append((_("Reason"), signer.refusal_reason))
    return found


@dataclass(frozen=True, slots=True)
class ReturnedCard:
    """One file handed in, with what became of it."""

    row: ReturnedFile
    chip: str
    chip_text: str | Promise


def returned_cards(room: Room) -> list[ReturnedCard]:
    """The files handed in for this round, newest first, for those who see them."""
    if room.round is None or not judges_text(room.officer, room.view.case):
        return []
    rows = ReturnedFile.objects.filter(signer__round=room.round).select_related("file", "signer").order_by("-id")
    return [ReturnedCard(row, *STATES[ReturnedState(row.state)]) for row in rows]


def judges_text(officer: Officer, case: Case) -> bool:
    """Whether the officer sees what came back signed: who works with the signed text, and the legal analysts."""
    steps = procedure_of(case.procedure_version_id).steps
    legal = {lane for step in steps if step.form == LEGAL for lane in step.performer.lanes}
    return works_with_original(officer, case.pk) or officer.holds_code(*legal)


def means_word(means: str) -> str:
    """How somebody signs, in words."""
    if means == Means.CERTIFICATE:
        return _("Own certificate")
    if means == Means.OWN_FILE:
        return _("Own certificate, signed elsewhere and handed in here")
    if means == Means.SERVICE:
        return _("Certificate at the signing service (BSrE)")
    return _("In wet ink") if means == Means.WET else _("One-time code, system seal (not certified, PP 71/2019)")


def original_cards(room: Room) -> list[OriginalCard]:
    """The originals of a wet-ink round in their order."""
    if room.round is None or not room.wet:
        return []
    parties = {party.pk: party for party in Party.objects.filter(request=room.request)}
    duty = duty_due(room.round)
    return [
        _original(one, parties, duty) for one in room.round.paper_originals.select_related("scan").order_by("number")
    ]


def _original(original: Original, parties: Mapping[int, Party], duty: bool) -> OriginalCard:
    holder = parties.get(original.holder_party_id or 0)
    ours = holder is not None and holder.is_host
    lacks = [_(LACKS[key]) for key in lacking(original, ours=ours, duty=duty)]
    return OriginalCard(original, holder.name if holder is not None else "-", lacks, ours, duty)


@lru_cache(maxsize=32)
def judged(sha256: str) -> Verdict:
    """The verdict on a file of ours, made once: its bytes never change."""
    return verify_isolated(path_of(sha256), settings.HOME)


def verdict_words(verdict: Verdict, zone: tzinfo) -> dict[str, object]:
    """The verdict with its reasons, and a line for each signature."""

    def moment(at: datetime) -> str:
        return formats.saat(at, zone)

    lines = [_(reason.text) % reason.values(moment) for reason in verdict.reasons]
    for each in verdict.signatures:
        said = " ".join(_(reason.text) % reason.values(moment) for reason in each.reasons)
        lines.append(f"{each.signer} ({each.scope}): {said}")
    return {"kind": VERDICT_KINDS[verdict.verdict], "word": verdict_word(verdict), "reasons": lines}


def shown_file(room: Room) -> str:
    """SHA-256 of the file whose pages are drawn; scans from outside are downloaded instead.

    A colleague who does not get the signed text sees the text as it was before the first signature.
    """
    if room.round is None:
        return ""
    unsigned = room.wet or not room.reads_original
    return room.round.rendered.sha256 if unsigned else room.round.current.sha256
