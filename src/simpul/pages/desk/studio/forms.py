"""Forms of the studio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.procedures.models import Period, ProcedureVersion, RoundPlan
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin, offer

PERIODS = {
    Period.MONTH: gettext_lazy("every month"),
    Period.QUARTER: gettext_lazy("every quarter"),
    Period.HALF_YEAR: gettext_lazy("every half year"),
    Period.YEAR: gettext_lazy("every year"),
}


class EmptyForm(LookMixin, forms.Form):
    """A concept from nothing."""

    use_required_attribute = False
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{1,39}$", label=gettext_lazy("Code"),
        help_text=gettext_lazy("Small letters, digits and hyphens, for example uji-banding. It never changes."),
        error_messages={"invalid": gettext_lazy("Only small letters, digits and hyphens, 2 to 40 of them.")},
        widget=forms.TextInput(attrs={"autocapitalize": "off", "autocomplete": "off"}),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title of the procedure"), max_length=200)

    class Look:
        width: ClassVar = {"code": 20}


class FileForm(LookMixin, forms.Form):
    """A concept out of a file."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Procedure file"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
        help_text=gettext_lazy("YAML in UTF-8. A file with faults is taken too; they are shown with their lines."),
    )  # fmt: skip


class ChooseForm(LookMixin, forms.Form):
    """The published version of another institution that is adopted."""

    use_required_attribute = False
    version = forms.ChoiceField(label=gettext_lazy("Procedure"), widget=forms.RadioSelect)

    def __init__(self, offered: Sequence[tuple[ProcedureVersion, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notes = {str(version.pk): _from_where(version) for version, _title in offered}
        self.Look = SimpleNamespace(cards={"version"}, notes={"version": notes})
        offer(self, "version", ((str(version.pk), title) for version, title in offered))


def _from_where(version: ProcedureVersion) -> str:
    names = {"house": version.procedure.institution.name, "version": version.version}
    return _("%(house)s, version %(version)s") % names


class LaneNamesForm(LookMixin, forms.Form):
    """The institution's own name for each lane of an adopted procedure."""

    use_required_attribute = False

    def __init__(self, lanes: Mapping[str, tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        self.lanes = lanes
        super().__init__(*args, **kwargs)
        for lane, (printed, own) in lanes.items():
            entry = forms.CharField(label=printed, max_length=200, initial=own)
            self.fields[f"lane_{lane}"] = entry
            self._clothe(f"lane_{lane}", entry)

    def names(self) -> dict[str, str]:
        """Lane id -> own name."""
        return {lane: self.cleaned_data[f"lane_{lane}"] for lane in self.lanes}


class ProposeForm(LookMixin, forms.Form):
    """From when on, and what is new."""

    use_required_attribute = False
    effective_on = DayField(
        label=gettext_lazy("Takes effect on"),
        help_text=gettext_lazy("Cases that begin from this day on run by it; those that run already stay."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What is new, and why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by the one who publishes, and kept with the version."),
    )  # fmt: skip
    lock_version = forms.IntegerField(widget=forms.HiddenInput)


class PlanForm(LookMixin, forms.Form):
    """When rounds of the procedure begin."""

    use_required_attribute = False
    period = forms.ChoiceField(label=gettext_lazy("A round begins"), choices=list(PERIODS.items()))
    next_on = DayField(label=gettext_lazy("Next on"))
    is_active = forms.BooleanField(label=gettext_lazy("Rounds begin by themselves"), required=False)

    @classmethod
    def of(cls, plan: RoundPlan) -> PlanForm:
        """The form as the plan stands."""
        return cls(initial={"period": plan.period, "next_on": plan.next_on, "is_active": plan.is_active})
