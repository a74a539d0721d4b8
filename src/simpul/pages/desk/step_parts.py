"""A long form in parts: what goes into one document or record stands together under its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from django.forms.boundfield import BoundField

from simpul.pages.desk.step_entries import case_of
from simpul.pages.desk.step_form import StepForm
from simpul.rules.procedure.model import Field

FEW = 8
"""A form of so many entries is read at a glance and needs no headings."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries that follow each other; ``heading`` is empty where they make no output together; ``note``
    says once in which case all of them are asked."""

    heading: str
    entries: tuple[BoundField, ...]
    note: str = ""


def parts_of(form: StepForm) -> tuple[Part, ...]:
    """The entries in their written order; a run of two or more that fill one output gets its name as heading.

    A file that fills nothing stands with what was asked before it.
    """
    if len(form.shown) <= FEW:
        return (Part("", tuple(form.visible_fields())),)
    names = {output.id: output.name for output in form.step.outputs}
    runs = list(accumulate((one.fills if one.fills or one.kind != "berkas" else None for one in form.shown), _same))
    found: list[Part] = []
    for fills, run in groupby(zip(runs, form.shown, strict=True), key=lambda pair: pair[0]):
        fields = tuple(field for _fills, field in run)
        heading = names.get(fills or "", "") if len(fields) > 1 else ""
        note = _said_once(form, fields) if heading else ""  # before the entries take their hints
        entries = tuple(form[field.id] for field in fields)
        if found and not heading and not found[-1].heading:
            found[-1] = Part("", found[-1].entries + entries)
        else:
            found.append(Part(heading, entries, note))
    return tuple(found)


def _said_once(form: StepForm, fields: Sequence[Field]) -> str:
    """The case in which all of the fields are asked, "" where they differ; their own hints leave it out."""
    if len({(field.condition, field.outcomes) for field in fields}) > 1 or not fields[0].condition:
        return ""
    said = case_of(fields[0], form.procedure, form.step)
    for field in fields:
        form.fields[field.id].help_text = field.hint
    return said


def _same(before: str | None, fills: str | None) -> str | None:
    return before if fills is None else fills


def is_wide(form: StepForm) -> bool:
    """Whether a table of more columns than fit beside the documents wants the width of the page."""
    return any(len(field.columns) > 3 for field in form.shown)
