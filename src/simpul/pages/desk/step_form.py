"""The form of a step, made from its own fields (isian). The rules judge the answers; this form only shows them."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from simpul.pages.shell.forms import DateEntry, LookMixin, RupiahField
from simpul.rules.procedure.model import Field, Step

NOTE = "catatan_keputusan"
HAPPENED = "terjadi_pada"
LATE_REASON = "alasan_terlambat"
KEPT = "simpanan-"
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"
_FEW = 4


class _Entries(forms.Form):
    """Takes its entries from a step instead of its class; comes before the look so that these are dressed too."""

    step: Step
    Look: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update({field.id: entry_of(field, self.step) for field in self.step.fields})


class StepForm(LookMixin, _Entries):
    """Fields of a step; ``faults`` are sentences by field id, as the rules said them."""

    use_required_attribute = False

    def __init__(
        self,
        step: Step,
        *,
        data: Any = None,
        initial: Mapping[str, object] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> None:
        self.faults = dict(faults or {})
        self.step = step
        self.Look = SimpleNamespace(words={field.id for field in step.fields if field.kind == "rupiah"})
        super().__init__(data=data, files=MultiValueDict() if data is not None else None, initial=dict(initial or {}))

    def full_clean(self) -> None:
        """Nothing is judged here: the faults come from the rules."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        for name, sentence in self.faults.items():
            if name in self.fields:
                self._errors[name] = self.error_class([sentence], renderer=self.renderer)


def _hint(field: Field, step: Step) -> str:
    if not field.outcomes:
        return field.hint
    outcomes = ", ".join(f"“{step.outcome_label(outcome)}”" for outcome in field.outcomes)
    only = (_("Needed for %(outcomes)s only.") if field.required else _("For %(outcomes)s only.")) % {
        "outcomes": outcomes
    }
    return f"{only} {field.hint}".strip()


def entry_of(field: Field, step: Step) -> forms.Field:
    """The entry of one field by its kind."""
    common: dict[str, Any] = {
        "label": field.label, "help_text": _hint(field, step), "required": field.required and not field.outcomes,
    }  # fmt: skip
    match field.kind:
        case "uraian":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **common)
        case "tanggal":
            return forms.DateField(widget=DateEntry(), **common)
        case "rupiah":
            return RupiahField(**common)
        case "angka":
            return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "s-w-10"}), **common)
        case "pilihan":
            return _choice(field, common)
        case "berkas":
            return forms.FileField(widget=forms.FileInput(attrs={"accept": ACCEPT}), **common)
        case _:
            return forms.CharField(**common)


def _choice(field: Field, common: dict[str, Any]) -> forms.Field:
    choices = [(choice.id, choice.label) for choice in field.choices]
    if len(choices) <= _FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", _("Choose")), *choices], **common)
