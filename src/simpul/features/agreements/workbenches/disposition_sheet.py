"""3c, disposition: the sheet with the lanes and instructions, the chosen ones ticked."""

from __future__ import annotations

from simpul.core.directory.calendars import calendar_for
from simpul.core.documents.faces.letters import Choice, DispositionSheet
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import signatory
from simpul.features.agreements.workbenches.sheets import keep_pdf, request_of, subject_of, wanted
from simpul.rules.agreement_text.words import long_date
from simpul.rules.procedure.model import Step
from simpul.rules.working_time import deadline, parse


def _next_lanes(acting: Acting, step: Step) -> frozenset[str]:
    """The lanes of the steps that follow: to them the letter is disposed."""
    following = (acting.procedure.by_id[target] for target in acting.procedure.ways[step.id])
    return frozenset(lane for target in following for lane in target.performer.lanes)


def _instructions(acting: Acting, step: Step) -> tuple[Choice, ...]:
    chosen = set(acting.data.values())
    choices = [choice for field in step.fields for choice in field.choices]
    return tuple(Choice(name=choice.label, chosen=choice.id in chosen) for choice in choices)


def _due(acting: Acting, step: Step) -> str:
    """The day by which the step that follows is due by its standard time; "" where it has none."""
    following = [acting.procedure.by_id[target] for target in acting.procedure.ways[step.id]]
    timings = following[0].timings if following else ()
    standard = parse(timings[0].standard if timings else "-")
    calendar = calendar_for(acting.case.institution_id)
    due = None if standard.per else deadline(acting.happened_at, standard, calendar)
    return long_date(due.date()) if due is not None else ""


def make(acting: Acting) -> None:
    """The disposition sheet (lembar disposisi) as PDF."""
    assert acting.task is not None
    step = acting.procedure.by_id[acting.task.step]
    for output in wanted(acting):
        request = request_of(acting)
        institution = request.institution
        today = calendar_for(institution.pk).local(acting.happened_at).date()
        received = request.received_on or calendar_for(institution.pk).local(request.created_at).date()
        to = _next_lanes(acting, step)
        own = set(step.performer.lanes) | {"mitra"}
        sheet = DispositionSheet(
            ticket=acting.case.ticket,
            sender=request.partner_name,
            letter_number=request.letter_number or "tidak bernomor",
            letter_date=request.letter_date or received,
            received_on=received,
            subject=subject_of(request),
            recipients=tuple(
                Choice(name=lane.name, chosen=lane.id in to) for lane in acting.procedure.lanes if lane.id not in own
            ),
            instructions=_instructions(acting, step),
            date=today,
            signer=signatory(acting),
            srikandi_number=request.srikandi_number,
            note="\n".join(
                str(acting.data[field.id])
                for field in step.fields
                if field.kind == "uraian" and field.id in acting.data
            ),
            due=_due(acting, step),
        )
        keep_pdf(acting, institution, sheet, output, "Lembar disposisi")
