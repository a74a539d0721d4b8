"""Who plays: the officer of a lane, the units with people in them, and the choices that make a case worth playing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Min

from simpul.casework.walking.inventing import Scene
from simpul.casework.walking.subjects import subject_of
from simpul.core.directory.models import Assignment, Institution, Lane
from simpul.core.directory.officers import Officer, assignments_on, officer_of, today_in
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.procedure.model import Procedure, Step
from simpul.rules.refusals import N_, Refusal


def officer_in(institution: Institution, lane_id: int | None, unit_id: int | None, step: Step) -> Officer:
    """Who does a step: the lead of the lane today, else anybody who stands in it. Raises Refusal TGS-80."""
    held = Assignment.objects.filter(assignments_on(today_in(institution)), lane=lane_id, user__is_active=True)
    if unit_id is not None:
        held = held.filter(unit_id=unit_id)
    first = held.select_related("user__institution").order_by("-is_lead", "id").first()
    found = officer_of(first.user) if first is not None else None
    if found is None:
        raise Refusal(
            "TGS-80", N_("Nobody stands in the lane of step %(no)s. Assign somebody, then play again."), no=step.no
        )
    return found


def staffed_units(institution: Institution) -> Mapping[str, Sequence[str]]:
    """Codes of the units with people, by the code of the lane that they share."""
    held = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, unit__isnull=False, user__is_active=True
    )
    found: dict[str, list[str]] = defaultdict(list)
    for lane, unit in held.order_by("unit_id").values_list("lane__code", "unit__code").distinct():
        if unit not in found[lane]:
            found[lane].append(unit)
    return found


def telling_choices(procedure: Procedure) -> Mapping[tuple[str, str], int]:
    """How many fields and outputs each answer (field id, choice id) calls for."""
    asked = Counter(field.condition for step in procedure.steps for field in step.fields)
    asked.update(output.condition for step in procedure.steps for output in step.outputs)
    found: Counter[tuple[str, str]] = Counter()
    for condition in procedure.conditions:
        if not condition.negated:
            found.update({(condition.field, choice): asked[condition.id] for choice in condition.among})
    return found


def scene_of(institution: Institution, procedure: Procedure, number: int) -> Scene:
    """What invented answers speak of; ``number`` is that of the case."""
    today = today_in(institution)
    return Scene(
        today=today,
        city=institution.city,
        number=number,
        units=staffed_units(institution),
        telling=telling_choices(procedure),
        told=subject_of(procedure, today.year).answers,
    )


def first_officer(institution: Institution, procedure: Procedure) -> tuple[Officer, str]:
    """Who begins a case and in which lane: the first lane of the first step that has people. Raises Refusal TGS-80."""
    first = procedure.by_id[procedure.start]
    lanes = {lane.code: lane.pk for lane in Lane.objects.filter(institution=institution)}
    staffed = set(
        Assignment.objects.filter(assignments_on(today_in(institution)), user__is_active=True).values_list(
            "lane_id", flat=True
        )
    )
    code = next((lane for lane in first.performer.lanes if lanes.get(lane) in staffed), "")
    return officer_in(institution, lanes.get(code), None, first), code


def possible_since(institution: Institution, version: ProcedureVersion, procedure: Procedure) -> date:
    """From which day a case can be played: the version is in force, and somebody stands in every lane and unit."""
    held = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, user__is_active=True,
        lane__code__in=[lane.id for lane in procedure.lanes],
    )  # fmt: skip
    firsts = held.values("lane", "unit").annotate(first=Min("starts_on")).values_list("first", flat=True)
    days: list[date] = [version.effective_on or date.min, *firsts]
    return max(days)
