"""What officers enter for a partner who did not use the portal: the letter itself, later papers, an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from django.db import transaction

from simpul.casework.cases import act_on_case
from simpul.casework.completion import finish
from simpul.casework.intake import file_request
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import IntakeChannel
from simpul.features.agreements.paper_places import place_of, put
from simpul.features.agreements.requests import papers_lacking
from simpul.lib import clock, ids
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal
from simpul.rules.requirements import LETTER

_NOON = time(12)


@transaction.atomic
def register_letter(
    *, officer: Officer, form_key: str, values: Mapping[str, object], letter: StoredFile, received_on: date
) -> Case:
    """Register a letter for its sender: a request by its channel, filed with the day on which it came.

    ``values``: columns of the request. The same ``form_key`` finds the same case. Raises PGJ-30 for a day to come,
    FilingFaults PGJ-01 for what is missing.
    """
    if not officer.lanes:
        raise NotAllowed("PGJ-31", N_("Only officers who stand in a lane register letters."))
    now = clock.now()
    calendar = calendar_for(officer.institution_id)
    today = calendar.local(now).date()
    if received_on > today:
        raise Refusal("PGJ-30", N_("The letter cannot have been received on a day to come. Correct the date."))
    request, created = Request.objects.get_or_create(
        form_key=form_key,
        defaults={
            **values, "institution_id": officer.institution_id, "received_on": received_on,
            "registered_by_id": officer.user_id, "created_at": now,
        },
    )  # fmt: skip
    if created:
        put(request, place_of(request, LETTER), letter, str(request.channel), officer.user_id)
    came = None if received_on == today else datetime.combine(received_on, _NOON, calendar.tz).astimezone(UTC)
    return file_request(request_id=request.pk, by=officer.actor(), user_id=officer.user_id, happened_at=came)


def new_form_key() -> str:
    """The token that makes one form one letter."""
    return ids.secret()


def add_paper(*, case_id: int, officer: Officer, requirement: str, file: StoredFile, channel: str) -> None:
    """Keep a paper (code of its place) that came by another way; the last required one lets drafting run on.

    Raises PGJ-17 (not asked for), PGJ-32 (channel), Conflict LCK-22 (the case has ended), NotAllowed PGJ-31.
    """
    if not officer.lanes:
        raise NotAllowed("PGJ-31", N_("Only officers who stand in a lane register letters."))
    request = Request.objects.get(case_id=case_id, institution_id=officer.institution_id)
    if channel not in IntakeChannel.values:
        raise Refusal("PGJ-32", N_("Say by which way the paper came."))

    def change(acting: Acting) -> None:
        if acting.case.status != "running":
            raise Conflict("LCK-22", N_("This request has ended, so nothing can be added any more."))
        put(request, place_of(request, requirement), file, channel, officer.user_id)
        acting.facts["kelengkapan_kurang"] = len(papers_lacking(request))
        acting.told = {"papers": {requirement: file.sha256}, "channel": channel}

    act_on_case(case_id=case_id, verb="papers.added", by=officer.actor(), change=change)


def may_answer_for(officer: Officer, task: Task) -> bool:
    """Whether the officer may enter the partner's answer: the lane that asked, or an admin."""
    asked = task.opened_by.lane_id if task.opened_by is not None else None
    return task.lane_id is None and (officer.is_admin or officer.holds(asked))


@transaction.atomic
def answer_for_partner(
    *,
    case_id: int,
    key: str,
    officer: Officer,
    raw: Mapping[str, str],
    files: Mapping[str, int],
    happened_at: datetime | None,
    late_reason: str,
    faults: Mapping[str, Refusal] | None = None,
) -> None:
    """Complete the partner's own step with the answer that came by WhatsApp, e-mail or by hand.

    The log names the officer. Raises NotAllowed TGS-37, Conflict TGS-06, FormFaults.
    """
    locked = lock_case(case_id)
    task = locked.tasks.get(key)
    if task is None:
        raise Conflict("TGS-06", N_("This task is no longer open. Open the case to see where it stands."))
    if not may_answer_for(officer, Task.objects.select_related("opened_by").get(pk=task.id)):
        raise NotAllowed("TGS-37", N_("Only the team that asked the partner can enter the answer."))
    finish(
        locked, task, by=officer.actor(), user_id=officer.user_id, outcome="", note="", raw=raw, files=files,
        happened_at=happened_at, late_reason=late_reason, faults=faults,
    )  # fmt: skip
