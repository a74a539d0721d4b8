"""What the entry of a date says of its bounds, and which days its calendar offers. The rules judge the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from simpul.pages.shell import formats
from simpul.rules.procedure.dates import Days, Limits, label_of, limits
from simpul.rules.procedure.model import Field, Procedure, Step


def bound(
    entry: forms.Field, field: Field, procedure: Procedure, step: Step, facts: Mapping[str, object], days: Days | None
) -> None:
    """Add the sentences to the hint, and the first and last day to the entry where they are known already.

    A date that this very form asks for is not: it follows what is typed.
    """
    asked = {one.id for one in step.fields}
    within = limits(field, facts, days) if days is not None else Limits(None, None)
    earliest = None if field.earliest in asked else within.earliest
    latest = None if field.latest in asked else within.latest
    sentences = [
        *([_earliest(label_of(procedure, step, field.earliest), earliest)] if field.earliest else []),
        *([_latest(label_of(procedure, step, field.latest), latest)] if field.latest else []),
    ]
    entry.help_text = " ".join(filter(None, [str(entry.help_text), *sentences]))
    for name, day in (("min", earliest), ("max", latest)):
        if day is not None:
            entry.widget.attrs[name] = day.isoformat()


def _earliest(other: str, day: date | None) -> str:
    if not other:
        return _("Today at the earliest.")
    told = {"other": other, "day": formats.tanggal(day) if day else ""}
    return (_("Not before “%(other)s”, %(day)s.") if day else _("Not before “%(other)s”.")) % told


def _latest(other: str, day: date | None) -> str:
    if not other:
        return _("Today at the latest.")
    told = {"other": other, "day": formats.tanggal(day) if day else ""}
    return (_("Not after “%(other)s”, %(day)s.") if day else _("Not after “%(other)s”.")) % told
