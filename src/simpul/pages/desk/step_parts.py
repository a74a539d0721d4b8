"""A long form in parts: what goes into one document or record stands together under its name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby

from django.forms.boundfield import BoundField

from simpul.pages.desk.step_form import StepForm

FEW = 8
"""A form of so many entries is read at a glance and needs no headings."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries that follow each other; ``heading`` is empty where they make no output together."""

    heading: str
    entries: tuple[BoundField, ...]


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
        entries = tuple(form[field.id] for _fills, field in run)
        heading = names.get(fills or "", "") if len(entries) > 1 else ""
        if found and not heading and not found[-1].heading:
            found[-1] = Part("", found[-1].entries + entries)
        else:
            found.append(Part(heading, entries))
    return tuple(found)


def _same(before: str | None, fills: str | None) -> str | None:
    return before if fills is None else fills


def is_wide(form: StepForm) -> bool:
    """Whether a table of more columns than fit beside the documents wants the width of the page."""
    return any(len(field.columns) > 3 for field in form.shown)
