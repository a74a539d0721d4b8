"""The form of a step, made from its own fields (isian). The rules judge the answers; this form only shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from simpul.pages.desk.step_dates import bound
from simpul.pages.desk.step_entries import EarlierFile, FileEntry, Units, entry_of
from simpul.pages.shell.forms import LookMixin
from simpul.rules.procedure.dates import Days
from simpul.rules.procedure.model import Field, Procedure, Step

KEPT = "simpanan-"


def shown_fields(procedure: Procedure, step: Step, facts: Mapping[str, object]) -> tuple[Field, ...]:
    """The fields that the form shows: all but those whose condition is settled already and does not hold.

    A condition that an answer of this very form decides is judged when it is sent.
    """
    asked_here = {field.id for field in step.fields}
    own = {condition.id for condition in procedure.conditions if condition.field in asked_here}
    return tuple(
        field
        for field in step.fields
        if not field.condition or field.condition in own or procedure.holds(field.condition, facts)
    )


class _Entries(forms.Form):
    """Takes its entries from a step instead of its class; comes before the look so that these are dressed too."""

    procedure: Procedure
    step: Step
    shown: Sequence[Field]
    units: Units
    facts: Mapping[str, object]
    days: Days | None
    Look: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.shown:
            entry = entry_of(field, self.procedure, self.step, self.units)
            if field.kind == "tanggal":
                bound(entry, field, self.procedure, self.step, self.facts, self.days)
            self.fields[field.id] = entry


class StepForm(LookMixin, _Entries):
    """Fields of a step; ``faults`` are sentences by field id, as the rules said; dates are held against ``days``."""

    use_required_attribute = False

    def __init__(
        self,
        procedure: Procedure,
        step: Step,
        *,
        facts: Mapping[str, object],
        days: Days | None = None,
        units: Units | None = None,
        data: Any = None,
        initial: Mapping[str, object] | None = None,
        faults: Mapping[str, str] | None = None,
        earlier: Mapping[str, EarlierFile] | None = None,
    ) -> None:
        self.faults = dict(faults or {})
        self.procedure, self.step, self.units = procedure, step, units or {}
        self.facts, self.days = facts, days
        self.shown = shown_fields(procedure, step, facts)
        self.Look = SimpleNamespace(
            words={field.id for field in step.fields if field.kind == "rupiah"},
            # Their hint says for which decision they are needed: to call them optional would gainsay it.
            sometimes={field.id for field in step.fields if field.required and field.outcomes},
        )
        super().__init__(data=data, files=MultiValueDict() if data is not None else None, initial=dict(initial or {}))
        for name, file in (earlier or {}).items():
            widget = self.fields[name].widget if name in self.fields else None
            if isinstance(widget, FileEntry):
                widget.earlier = file

    def full_clean(self) -> None:
        """Nothing is judged here: the faults come from the rules."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        for name, sentence in self.faults.items():
            if name in self.fields:
                self._errors[name] = self.error_class([sentence], renderer=self.renderer)
