"""A text that was stamped by hand at a distributor's: handed in, judged, and taken as the text to be signed.

For the times when the service cannot be reached, or there is none. Whatever is handed in is kept, also what is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.casework.duty_rounds import go_on, not_yours, runs_duty
from simpul.casework.returned_acts import kept_only_if_used
from simpul.casework.service_outcomes import LEGAL
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import store
from simpul.core.documents.faces.pages import page_pictures
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import path_of, read
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case
from simpul.core.signing.models import (
    DutyState,
    Mode,
    ReturnedState,
    RoundState,
    SigningRound,
    StampDuty,
    StampedFile,
)
from simpul.core.signing.open_form import with_form
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.stamped_upload import Awaited, JudgedStamps, judge_stamped
from simpul.core.signing.verdict import to_json
from simpul.features.agreements.signing_plan import newest_round
from simpul.features.agreements.stamp_duty import PDF, places, relieved
from simpul.rules.refusals import N_, Conflict, Refusal
from simpul.rules.stamp_duty import Way, stated

MOST_TRIES = 20
"""Files handed in for one text; each is kept."""


def hand_in_stamped(*, case_id: int, officer: Officer, file: StoredFile, serials: str) -> StampedFile:
    """Judge the file; a good one becomes the text to be signed, and the duty of as many originals is paid.

    Raises NotAllowed TTD-37, Conflict TTD-149, Refusal TTD-101, 116, 117, 141, 142, 144 (serials), 148.
    """
    with kept_only_if_used(file):
        return _handed_in(case_id, officer, file, serials)


def _handed_in(case_id: int, officer: Officer, file: StoredFile, serials: str) -> StampedFile:
    signing, numbers = _payable_round(case_id, officer), _numbers(serials)
    paid_by(signing, numbers)
    if signing.stamped.count() >= MOST_TRIES:
        raise Refusal("TTD-101", N_("Too many files were handed in for this signature. Talk to the other side first."))
    judged = judge_stamped(path_of(file.sha256), awaited_of(signing, len(numbers)), settings.HOME)
    kept: list[StampedFile] = []

    def change(acting: Acting) -> None:
        now = _payable_round(case_id, officer)
        found = judged if now.current_id == signing.current_id else JudgedStamps(ReturnedState.STALE, ("stale",))
        row = _kept(acting, signing, officer, file, numbers, found)
        if row.state == ReturnedState.TAKEN:
            _take(acting, now, row)
        kept.append(row)

    with transaction.atomic():
        act_on_case(case_id=case_id, verb="duty.handed_in", by=officer.actor(), change=change)
    return kept[0]


def decide_stamped(*, stamped_id: int, officer: Officer, accepted: bool, reason: str) -> None:
    """A person has compared the two. Raises Refusal TTD-94 (no reason), Conflict TTD-103, NotAllowed TTD-37."""
    if not reason.strip():
        raise Refusal("TTD-94", N_("Say what the comparison showed. It stays with the case."))
    case_id = StampedFile.objects.values_list("round__case_id", flat=True).get(pk=stamped_id)

    def change(acting: Acting) -> None:
        if not decides_stamped(officer, case_id):
            raise not_yours()
        row = StampedFile.objects.select_related("round__current", "file").get(pk=stamped_id)
        signing = row.round
        if row.state != ReturnedState.ASKED or signing.state != RoundState.OPEN or signing.current_id != row.sent_id:
            raise Conflict("TTD-103", N_("This file is not waiting for a decision any more. Open the signing again."))
        row.state = ReturnedState.TAKEN if accepted else ReturnedState.REFUSED
        row.decided_at, row.decided_by_id, row.decision_reason = acting.at, officer.user_id, reason.strip()[:300]
        row.save(update_fields=["state", "decided_at", "decided_by", "decision_reason"])
        acting.reason = reason
        acting.told = {"round": signing.number, "sha256": row.file.sha256, "accepted": accepted}
        if accepted:
            _take(acting, signing, row)

    with transaction.atomic():
        act_on_case(case_id=case_id, verb="duty.decided", by=officer.actor(), change=change)


def decides_stamped(officer: Officer, case_id: int) -> bool:
    """Who sees to the duty, and the legal analysts of the case's procedure."""
    case = Case.objects.get(pk=case_id)
    legal = {
        lane
        for step in procedure_of(case.procedure_version_id).steps
        if step.form == LEGAL
        for lane in step.performer.lanes
    }
    here = officer.institution_id == case.institution_id and not officer.is_inspector
    return here and (runs_duty(officer, case_id) or officer.holds_code(*legal))


def may_stamp_by_hand(signing: SigningRound | None) -> bool:
    """Whether a stamp can still be put on the text, and some of its duty is owed."""
    if signing is None or signing.state != RoundState.OPEN or signing.mode == Mode.WET or not places(signing):
        return False
    if relieved(signing) or signing.signers.filter(signed_at__isnull=False).exists():
        return False
    return signing.duties.filter(state__in=(DutyState.DUE, DutyState.BOUGHT)).exists()


def _payable_round(case_id: int, officer: Officer) -> SigningRound:
    signing = newest_round(case_id)
    if signing is None or not may_stamp_by_hand(signing):
        raise Conflict(
            "TTD-149", N_("No stamp is owed on this text any more, or somebody has signed it. Open the signing again.")
        )
    if not runs_duty(officer, case_id):
        raise not_yours()
    return signing


def _numbers(serials: str) -> tuple[str, ...]:
    """As many as were entered, each a serial, none twice."""
    count = len(stated(Way.SLIP, numbers=serials, parties=1).numbers)
    return stated(Way.ELECTRONIC, numbers=serials, parties=count).numbers


def paid_by(signing: SigningRound, numbers: Sequence[str]) -> list[StampDuty]:
    """Whose duty the stamps with these numbers pay: where the serial was bought here, else what is owed, in order.

    Raises Refusal TTD-117 (a serial of another original), TTD-148 (fewer are owed).
    """
    rows = list(signing.duties.all())
    bought = {row.serial: row for row in rows if row.state == DutyState.BOUGHT}
    strange = [number for number in numbers if number not in bought]
    if StampDuty.objects.filter(serial__in=strange).exists():
        raise Refusal("TTD-117", N_("This serial number stands on another original already."))
    due = [row for row in rows if row.state == DutyState.DUE]
    if len(strange) > len(due):
        raise Refusal(
            "TTD-148",
            N_(
                "%(count)s more stamps than are owed. Enter only the serials on this file, and settle a purchase that "
                "was not answered first."
            ),
            count=len(strange) - len(due),
        )
    return [bought[number] if number in bought else due.pop(0) for number in numbers]


def awaited_of(signing: SigningRound, serials: int) -> Awaited:
    """What was sent, and where stamps may stand on it."""
    room, paid = places(signing), signing.duties.filter(state=DutyState.PAID).values_list("number", flat=True)
    signatures = [
        SignatureField(f"ttd_{box['party']}", box["page"], tuple(box["rect"]))
        for box in signing.boxes
        if box["kind"] == "ttd"
    ]
    older = () if signing.rendered_id == signing.current_id else (read(signing.rendered.sha256),)
    return Awaited(
        sent=path_of(signing.current.sha256), serials=serials, older=older, signing=signatures, places=room,
        there=[room[number - 1] for number in paid], pictures=page_pictures(signing.current.sha256),
    )  # fmt: skip


def _kept(
    acting: Acting, signing: SigningRound, officer: Officer, file: StoredFile, numbers: Sequence[str],
    found: JudgedStamps,
) -> StampedFile:  # fmt: skip
    if found.state == ReturnedState.ASKED:
        # A newer file takes the place of one that nobody has decided upon yet.
        signing.stamped.filter(state=ReturnedState.ASKED).update(state=ReturnedState.STALE)
    acting.told = {
        "round": signing.number, "sha256": file.sha256, "judged": str(found.state), "faults": list(found.faults),
        "serials": list(numbers),
    }  # fmt: skip
    return StampedFile.objects.create(
        round=signing, file=file, sent=signing.current, state=found.state, serials=list(numbers),
        boxes=[{"page": box.page, "rect": list(box.rect)} for box in found.boxes], extends=found.extends,
        faults=list(found.faults), verdict=to_json(found.verdict) if found.verdict is not None else {}, at=acting.at,
        by_id=officer.user_id,
    )  # fmt: skip


def _take(acting: Acting, signing: SigningRound, row: StampedFile) -> None:
    """The file becomes the text to be signed; where its stamps stand no signature goes."""
    file, rows = _signable(acting, row.file), paid_by(signing, row.serials)
    boxes = _by_place(signing, rows, row.boxes)
    for number, duty in enumerate(rows):
        duty.state, duty.serial, duty.file = DutyState.PAID, row.serials[number], file
        duty.paid_at, duty.incident, duty.next_try_at, duty.picture = acting.at, "", None, b""
        duty.save()
    signing.boxes, signing.current = boxes, file
    signing.save(update_fields=["boxes", "current"])
    signing.stamped.filter(state=ReturnedState.ASKED).exclude(pk=row.pk).update(state=ReturnedState.STALE)
    go_on(acting, signing)


def _signable(acting: Acting, file: StoredFile) -> StoredFile:
    """The file itself, unless it lost the form that our texts bear from the start."""
    data = read(file.sha256)
    made = with_form(data)
    if made == data:
        return file
    return store(
        institution_id=file.institution_id, data=made, name=file.name, kind="naskah", media_type=PDF, by=acting.by
    )


def _by_place(
    signing: SigningRound, rows: Sequence[StampDuty], stamps: Sequence[dict[str, object]]
) -> list[dict[str, object]]:
    """The places of the text, with the stamps where they really stand: each in the place it is nearest to."""
    order = sorted({int(box["party"]) for box in signing.boxes if box["kind"] == "meterai"})
    left, moved = list(stamps), {}
    for duty in rows:
        party = order[duty.number - 1]
        kept = next(box for box in signing.boxes if box["kind"] == "meterai" and int(box["party"]) == party)
        nearest = min(left, key=lambda stamp: _distance(stamp, kept))
        left.remove(nearest)
        moved[party] = {**kept, "page": nearest["page"], "rect": nearest["rect"]}
    return [moved.get(int(box["party"]), box) if box["kind"] == "meterai" else box for box in signing.boxes]


def _distance(one: dict[str, object], other: dict[str, object]) -> tuple[int, float]:
    (left, bottom, *_), (left2, bottom2, *_) = _rect(one), _rect(other)
    return abs(int(str(one["page"])) - int(str(other["page"]))), (left - left2) ** 2 + (bottom - bottom2) ** 2


def _rect(box: dict[str, object]) -> list[float]:
    rect = box["rect"]
    assert isinstance(rect, list | tuple)
    return [float(edge) for edge in rect]
