"""The general form (``formulir: umum``): the documents that a step's own fields make, without a line of code for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution, Unit
from simpul.core.documents.faces.letters import Signatory
from simpul.core.documents.faces.step_sheet import StepSheet, Table, step_sheet_pdf
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.printed import keep_output, letterhead, paper_of, signatory
from simpul.features.agreements import own_text
from simpul.rules.agreement_text.words import long_date
from simpul.rules.procedure import answers
from simpul.rules.procedure.form_parts import PERFORMER, OutputSpec, Signing
from simpul.rules.procedure.model import NOT_IN_SOURCE, Step
from simpul.rules.procedure.sheet_words import SheetWords, fields_of, words_of


def make(acting: Acting) -> None:
    """Print every output that the form makes and no file was handed in for; one that nobody wrote for stays missing."""
    assert acting.task is not None
    step = acting.procedure.by_id[acting.task.step]
    there = {output.name for output in acting.made}
    fields = answers.fields_of(acting.procedure, step, acting.outcome, acting.facts)
    for output in answers.outputs_of(acting.procedure, step, acting.outcome, acting.facts):
        if not output.made_by_form or output.kind != "berkas" or output.id in there:
            continue
        if output.is_text:
            own_text.hand_over(acting, output)
            continue
        words = words_of(fields_of(output, fields), acting.data, _unit_names(acting))
        if words is not None:
            _print(acting, step, output, words)


def _print(acting: Acting, step: Step, output: OutputSpec, words: SheetWords) -> None:
    institution = Institution.objects.get(pk=acting.case.institution_id)
    sheet = _sheet(acting, step, output, words, _signers(acting, output, words))
    rendered = step_sheet_pdf(sheet, letterhead(institution), at=acting.at, paper=paper_of(institution))
    keep_output(acting, rendered.pdf, output.id, output.name)


def _signers(acting: Acting, output: OutputSpec, words: SheetWords) -> tuple[Signatory, ...]:
    """Who signs: the list of the output, else the one whom a field names, else the officer who acts.

    The name of another signer is not known; it is written by hand under the position.
    """
    if output.signings:
        return tuple(_signer(acting, one) for one in output.signings)
    return (Signatory(title=words.signed_by, name="") if words.signed_by else signatory(acting),)


def _signer(acting: Acting, one: Signing) -> Signatory:
    parties = {lane.id: lane.name for lane in (*acting.procedure.lanes, *acting.procedure.outside)}
    if one.by == PERFORMER:
        own = signatory(acting)
        return replace(own, title=f"{one.role}\n{own.title}" if own.title else one.role)
    if one.by in parties:
        return Signatory(title=f"{one.role}\n{parties[one.by]}", name="")
    return Signatory(title=one.role, name=str(acting.data.get(one.by) or "") if one.by else "")


def _sheet(
    acting: Acting, step: Step, output: OutputSpec, words: SheetWords, signers: tuple[Signatory, ...]
) -> StepSheet:
    return StepSheet(
        kind=output.sheet,
        title=output.name,
        number=words.number,
        date=long_date(words.dated or _today(acting)),
        recipient=words.recipient,
        sender=words.signed_by or _place(acting),
        subject=words.subject,
        body=words.body,
        pairs=words.pairs,
        tables=tuple(Table(label=grid.label, columns=grid.columns, rows=grid.rows) for grid in words.tables),
        copies=words.copies,
        origin=_origin(acting, step),
        signers=signers,
    )


def _place(acting: Acting) -> str:
    """The unit that does the step where each has its own, else the lane."""
    assert acting.task is not None
    unit = Unit.objects.filter(pk=acting.task.unit_id).first() if acting.task.unit_id else None
    return unit.name if unit is not None else acting.by.capacity


def _origin(acting: Acting, step: Step) -> str:
    """Of which case, step and procedure the sheet is."""
    procedure = acting.procedure
    number = procedure.identity.number
    named = f"SOP {number}" if number != NOT_IN_SOURCE else f"prosedur {procedure.code}"
    return f"Perkara {acting.case.ticket}, langkah {step.no} ({step.title}), {named} versi {procedure.version}."


def _today(acting: Acting) -> date:
    return calendar_for(acting.case.institution_id).local(acting.happened_at).date()


def _unit_names(acting: Acting) -> dict[str, str]:
    """Names of the chosen units by "lane:unit"; nothing is read where none was chosen."""
    chosen = [one for answer in acting.data.values() if isinstance(answer, list) for one in answer]
    codes = {one.partition(":")[2] for one in chosen if isinstance(one, str)}
    if not codes:
        return {}
    units = dict(
        Unit.objects.filter(institution_id=acting.case.institution_id, code__in=codes).values_list("code", "name")
    )
    return {one: units.get(one.partition(":")[2], one) for one in chosen if isinstance(one, str)}
