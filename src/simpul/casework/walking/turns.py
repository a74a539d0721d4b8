"""What stands in a played case, and how an officer or the partner does one step of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from simpul.casework import partner_acts
from simpul.casework.completion import complete_task, finish
from simpul.casework.letters import answer_for_partner
from simpul.casework.walking import inventing
from simpul.casework.walking.pace import Pace
from simpul.casework.walking.papers import MEDIA_TYPE, invented_pdf
from simpul.casework.walking.route import Route, returns
from simpul.casework.walking.staffing import officer_in, scene_of
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import store
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.locked import lock_case
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Request
from simpul.lib.actor import Actor
from simpul.rules.procedure.dates import dates_in
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.refusals import N_, Refusal

_RETURNED = "Dikembalikan untuk diperbaiki (contoh)."


@dataclass(slots=True)
class Played:
    """A case that is being played."""

    institution: Institution
    procedure: Procedure
    request: Request | None
    case: Case
    pace: Pace
    route: Route

    @property
    def asked(self) -> Request:
        """The request of a case that a partner began. Raises Refusal TGS-84 where an officer did."""
        if self.request is None:
            raise Refusal("TGS-84", N_("This step needs a partner's request, but an officer began the case."))
        return self.request

    def told(self, step: Step, outcome: str) -> dict[str, str]:
        """What will be answered in a step."""
        scene = scene_of(self.institution, self.procedure, self.case.pk)
        return inventing.answers(step, outcome, replace(scene, dates=dates_in(self.case.facts)))


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
        return officer_in(self.played.institution, self.task.lane_id, self.task.unit_id, self.step)

    def invented_file(self, label: str, kind: str, by: Actor) -> StoredFile:
        """A small PDF as it might have been handed in."""
        institution = self.played.institution
        return store(
            institution_id=institution.pk, data=invented_pdf(label, f"Kepala {institution.name}"),
            name=f"{label}.pdf".replace("/", "-"), kind=kind, media_type=MEDIA_TYPE, by=by,
        )  # fmt: skip

    def _raw(self) -> dict[str, str]:
        return self.played.told(self.step, self.outcome)

    def _files(self, by: Actor) -> dict[str, int]:
        """A file for every file field, but where the form would print the document itself."""
        printed = {output.id for output in self.step.outputs_for(self.outcome) if output.made_by_form}
        asked = [
            field
            for field in self.step.fields_for(self.outcome)
            if field.kind == "berkas" and (field.required or field.fills not in printed)
        ]
        return {field.id: self.invented_file(field.label, field.fills or field.id, by).pk for field in asked}

    def complete(self) -> None:
        """Fill the step's form and complete it, as the officer of its lane or as the partner."""
        if self.task.lane_id is None:
            self._complete_for_outside()
            return
        officer = self.officer()
        files = self._files(officer.actor(self.task.lane_id))
        complete_task(
            case_id=self.played.case.pk, key=self.task.key, officer=officer, outcome=self.outcome,
            note=_RETURNED if self.sends_back() else "", raw=self._raw(), files=files,
        )  # fmt: skip

    def _complete_for_outside(self) -> None:
        """The partner does it; where no partner has a page of its own, the team that asked enters the answer."""
        if self.played.request is not None:
            self._complete_as_partner(self.played.request)
            return
        opener = Task.objects.select_related("opened_by").get(pk=self.task.pk).opened_by
        officer = officer_in(self.played.institution, opener.lane_id if opener else None, None, self.step)
        answer_for_partner(
            case_id=self.played.case.pk, key=self.task.key, officer=officer, raw=self._raw(),
            files=self._files(officer.actor()), happened_at=None, late_reason="",
        )  # fmt: skip

    def _complete_as_partner(self, request: Request) -> None:
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
