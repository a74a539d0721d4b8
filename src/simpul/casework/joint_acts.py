"""What happens to an open task besides its completion: contributions of other lanes, questions to outside parties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from simpul.casework.cases import act_on_case
from simpul.casework.outside_parties import AWAITED, awaited_parties
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import OpenTask
from simpul.core.procedures.models import Contribution, Output
from simpul.core.procedures.reach import acting_lane, may_contribute, may_do
from simpul.rules.procedure.model import Step
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

ANSWER = "jawaban_pihak_luar"
"""Name of the output that holds the answer of an outside party."""


def contribute(*, case_id: int, key: str, officer: Officer, text: str, file: StoredFile | None = None) -> None:
    """Add what one's own lane has to say to a step done together (cara: bersama).

    Raises NotAllowed TGS-93, Refusal TGS-94 (nothing said), Conflict TGS-06.
    """
    if not text.strip() and file is None:
        raise Refusal("TGS-94", N_("Write your contribution, or add a file."))

    def change(acting: Acting) -> None:
        task = _open(acting, key)
        lane = acting_lane(officer, task)
        if lane is None or not may_contribute(officer, task):
            raise NotAllowed("TGS-93", N_("This step does not ask your team for a contribution."))
        Contribution.objects.create(
            task_id=task.id, lane_id=lane, by_id=officer.user_id, by_name=officer.name,
            text=text.strip()[:10_000], file=file, at=acting.at,
        )  # fmt: skip
        acting.told = {"step": key, "file": file.sha256 if file else None}
        acting.payload = {"task": key, "task_id": task.id}

    act_on_case(case_id=case_id, verb="task.contributed", by=officer.actor(), change=change)


def outside_parties_of(acting_parties: Sequence[str], step: Step) -> tuple[str, ...]:
    """Of the outside parties those on whom the clock of this step may wait, in written order."""
    return tuple(dict.fromkeys(wait.party for wait in step.waits if wait.party in acting_parties))


def ask_outside(*, case_id: int, key: str, officer: Officer, party: str, note: str, happened_at: datetime) -> None:
    """Record that an outside party was asked: from then the clock stands. Raises TGS-04, TGS-95, TGS-96."""

    def change(acting: Acting) -> None:
        task = _allowed(acting, key, officer, party)
        waiting = awaited_parties(acting.facts)
        if party in waiting:
            raise Refusal("TGS-96", N_("This party has been asked already and has not answered."))
        acting.facts[AWAITED] = [*waiting, party]
        _tell(acting, task, key, party, note)

    act_on_case(case_id=case_id, verb="party.asked", by=officer.actor(), change=change, happened_at=happened_at)


def record_outside_answer(
    *,
    case_id: int,
    key: str,
    officer: Officer,
    party: str,
    channel: str,
    note: str,
    happened_at: datetime,
    file: StoredFile | None = None,
) -> None:
    """Record the answer of an outside party with its channel, date and file: the clock runs again.

    Raises Refusal TGS-97 when it is not waited for, TGS-98 without a word or a file.
    """
    if not note.strip() and file is None:
        raise Refusal("TGS-98", N_("Say what was answered, or add the letter."))

    def change(acting: Acting) -> None:
        task = _allowed(acting, key, officer, party)
        waiting = awaited_parties(acting.facts)
        if party not in waiting:
            raise Refusal("TGS-97", N_("Nobody waits for this party, so there is nothing to record."))
        acting.facts[AWAITED] = [one for one in waiting if one != party]
        record = {"pihak": party, "saluran": channel[:40], "jawaban": note.strip()[:4000]}
        Output.objects.create(
            case_id=case_id, task_id=task.id, name=ANSWER, file=file, record=record, created_at=acting.at
        )
        _tell(acting, task, key, party, "")
        acting.told["file"] = file.sha256 if file else None

    act_on_case(case_id=case_id, verb="party.answered", by=officer.actor(), change=change, happened_at=happened_at)


def _open(acting: Acting, key: str) -> OpenTask:
    task = acting.case.tasks.get(key)
    if task is None:
        raise Conflict("TGS-06", N_("This task is no longer open. Open the case to see where it stands."))
    return task


def _allowed(acting: Acting, key: str, officer: Officer, party: str) -> OpenTask:
    task = _open(acting, key)
    if not may_do(officer, task):
        raise NotAllowed(
            "TGS-04", N_("This task belongs to another team. You can read the case but not act in this step.")
        )
    outside = {one.id for one in acting.procedure.outside}
    if party not in outside_parties_of(tuple(outside), acting.procedure.by_id[task.step]):
        raise Refusal("TGS-95", N_("This step does not wait on that party. Choose one of the list."))
    return task


def _tell(acting: Acting, task: OpenTask, key: str, party: str, note: str) -> None:
    acting.reason = note.strip()[:500]
    acting.told = {"step": key, "party": party}
    acting.payload = {"task": key, "task_id": task.id}
