"""What stands in a played case, and how an officer or the partner does one step of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from simpul.casework import partner_acts
from simpul.casework.completion import complete_task, finish
from simpul.casework.walking import inventing
from simpul.casework.walking.pace import Pace
from simpul.casework.walking.papers import MEDIA_TYPE, invented_pdf
from simpul.casework.walking.route import Route, returns
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Assignment, Institution
from simpul.core.directory.officers import Officer, assignments_on, officer_of, today_in
from simpul.core.documents.actions import store
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Request
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.refusals import N_, Refusal

_RETURNED = "Dikembalikan untuk diperbaiki (contoh)."


@dataclass(slots=True)
class Played:
    """A case that is being played."""

    institution: Institution
    procedure: Procedure
    request: Request
    case: Case
    pace: Pace
    route: Route


@dataclass(frozen=True, slots=True)
class Turn:
    """The task whose turn it is, and how it will end."""

    played: Played
    task: Task
    step: Step
    outcome: str

    def sends_back(self) -> bool:
        """Whether the outcome is a return."""
        return self.outcome in returns(self.played.procedure, self.step)

    def due(self) -> datetime | None:
        """When the step is due as its clock stands now; None while the clock stands still, or has none."""
        row = Task.objects.only("due_at", "paused_since").get(pk=self.task.pk)
        return row.due_at if row.paused_since is None else None

    def officer(self) -> Officer:
        """Who does it: the lead of the lane today, else anybody who stands in it. Raises Refusal TGS-80."""
        held = Assignment.objects.filter(
            assignments_on(today_in(self.played.institution)), lane=self.task.lane, user__is_active=True
        )
        first = held.select_related("user__institution").order_by("-is_lead", "id").first()
        found = officer_of(first.user) if first is not None else None
        if found is None:
            raise Refusal(
                "TGS-80", N_("Nobody stands in the lane of step %(no)s. Assign somebody, then play again."),
                no=self.step.no,
            )  # fmt: skip
        return found

    def invented_file(self, label: str, kind: str, by: Actor) -> StoredFile:
        """A small PDF as it might have been handed in."""
        institution = self.played.institution
        return store(
            institution_id=institution.pk, data=invented_pdf(label, f"Kepala {institution.name}"),
            name=f"{label}.pdf".replace("/", "-"), kind=kind, media_type=MEDIA_TYPE, by=by,
        )  # fmt: skip

    def _raw(self) -> dict[str, str]:
        institution = self.played.institution
        today = calendar_for(institution.pk).local(clock.now()).date()
        return inventing.answers(
            self.step, self.outcome, today=today, city=institution.city, number=self.played.case.pk
        )

    def _files(self, by: Actor) -> dict[str, int]:
        asked = [field for field in self.step.fields_for(self.outcome) if field.kind == "berkas"]
        return {field.id: self.invented_file(field.label, field.fills or field.id, by).pk for field in asked}

    def complete(self) -> None:
        """Fill the step's form and complete it, as the officer of its lane or as the partner."""
        if self.task.lane_id is None:
            self._complete_as_partner()
            return
        officer = self.officer()
        files = self._files(officer.actor(self.task.lane_id))
        complete_task(
            case_id=self.played.case.pk, key=self.task.key, officer=officer, outcome=self.outcome,
            note=_RETURNED if self.sends_back() else "", raw=self._raw(), files=files,
        )  # fmt: skip

    def _complete_as_partner(self) -> None:
        request = self.played.request
        by = partner_acts.partner(request)
        raw, files = self._raw(), self._files(by)
        if self.step.form == partner_acts.QUESTION:
            kept = StoredFile.objects.filter(pk__in=files.values()).order_by("pk")
            text = next((raw[field.id] for field in self.step.fields if field.kind == "uraian"), "")
            partner_acts.answer_question(request=request, key=self.task.key, text=text, files=list(kept))
            return
        with transaction.atomic():
            locked = lock_case(self.played.case.pk)
            finish(
                locked, locked.tasks[self.task.key], by=by, user_id=None, outcome=self.outcome, note="", raw=raw,
                files=files, happened_at=None, late_reason="",
            )  # fmt: skip
