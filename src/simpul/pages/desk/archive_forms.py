"""Forms of the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework.evaluating import GROUNDS
from simpul.features.agreements.archiving import ACCESS
from simpul.features.agreements.retention import FATES, MOST_YEARS, Line, schedule_of
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin, offer


class RetentionForm(LookMixin, forms.Form):
    """What is known about the archived agreement; the file itself never changes."""

    line = forms.ChoiceField(
        label=gettext_lazy("Line of the retention schedule"), required=False,
        help_text=gettext_lazy("Its years and its end count; leave the three entries below empty then."),
    )  # fmt: skip
    active_years = forms.IntegerField(
        label=gettext_lazy("Active, in years"),
        min_value=0,
        max_value=MOST_YEARS,
        required=False,
        widget=forms.TextInput,
    )
    inactive_years = forms.IntegerField(
        label=gettext_lazy("Inactive, in years"),
        min_value=0,
        max_value=MOST_YEARS,
        required=False,
        widget=forms.TextInput,
    )
    final_fate = forms.ChoiceField(label=gettext_lazy("What happens in the end"), required=False)
    classification = forms.CharField(
        label=gettext_lazy("Classification code"), max_length=40, required=False,
        help_text=gettext_lazy("Such as HK.03.01."),
    )  # fmt: skip
    access_class = forms.ChoiceField(label=gettext_lazy("Access"), required=False)
    location = forms.CharField(label=gettext_lazy("Where it lies"), max_length=160)

    class Look:
        width: Mapping[str, int] = {"active_years": 6, "inactive_years": 6, "classification": 20}

    def __init__(self, institution_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, table in (("access_class", ACCESS), ("final_fate", FATES)):
            offer(self, name, [("", _("Not said yet")), *((code, _(label)) for code, label in table.items())])
        lines = [(str(line.pk), f"{line.code} {line.description}") for line in schedule_of(institution_id)]
        offer(self, "line", [("", _("None: the years are written by hand")), *lines])

    def clean_line(self) -> int | None:
        chosen = str(self.cleaned_data["line"])
        return int(chosen) if chosen else None


class SrikandiForm(LookMixin, forms.Form):
    """What comes back from Srikandi."""

    number = forms.CharField(label=gettext_lazy("Number from Srikandi"), max_length=120)
    file = forms.FileField(
        label=gettext_lazy("PDF from Srikandi"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf"})
    )


class KeepingForm(LookMixin, forms.Form):
    """A form of the page of an archived agreement; ``act`` is the end of the address it was sent to."""

    act = ""


class CloseForm(KeepingForm):
    """The activity is finished."""

    class Look:
        sometimes: frozenset[str] = frozenset({"ground", "basis"})

    on = DayField(label=gettext_lazy("Closed on"))
    ground = forms.ChoiceField(
        label=gettext_lazy("How the evaluation was closed"), required=False, widget=forms.RadioSelect
    )
    basis = forms.CharField(
        label=gettext_lazy("Report, or the reason"), max_length=200, required=False,
        help_text=gettext_lazy("Number and date of the report, or why no evaluation was due."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ground", [(code, _(label)) for code, label in GROUNDS.items()])

    def known(self) -> None:
        """Simpul knows the evaluation: only the day is asked for, and a note can be added."""
        del self.fields["ground"]
        self.fields["basis"].label, self.fields["basis"].help_text = _("Note"), ""


class ReasonForm(KeepingForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class GuardForm(KeepingForm):
    """Why it is arsip terjaga."""

    class Look:
        sometimes: frozenset[str] = frozenset({"reason"})

    reason = forms.CharField(
        label=gettext_lazy("Why it is arsip terjaga"), max_length=300, required=False,
        help_text=gettext_lazy("Empty: it is not."),
    )  # fmt: skip


class ReceiptForm(KeepingForm):
    """What was handed in, and its receipt."""

    on = DayField(label=gettext_lazy("Day"))
    receipt = forms.CharField(label=gettext_lazy("Number of the receipt"), max_length=160)


class PurposeForm(KeepingForm):
    """What a certified copy is for."""

    purpose = forms.CharField(
        label=gettext_lazy("What the copy is for"), max_length=200,
        help_text=gettext_lazy("Your name, the time and this purpose stand on its first page."),
    )  # fmt: skip


class LineForm(LookMixin, forms.Form):
    """A line of the retention schedule."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=40)
    description = forms.CharField(label=gettext_lazy("Kind of record"), max_length=200)
    active_years = forms.IntegerField(
        label=gettext_lazy("Active, in years"), min_value=0, max_value=MOST_YEARS, widget=forms.TextInput
    )
    inactive_years = forms.IntegerField(
        label=gettext_lazy("Inactive, in years"), min_value=0, max_value=MOST_YEARS, widget=forms.TextInput
    )
    fate = forms.ChoiceField(label=gettext_lazy("What happens in the end"))
    basis = forms.CharField(
        label=gettext_lazy("Decree"), max_length=200, required=False,
        help_text=gettext_lazy("Number and year of the decree that sets the schedule."),
    )  # fmt: skip

    class Look:
        width: Mapping[str, int] = {"active_years": 6, "inactive_years": 6, "code": 20}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "fate", [(code, _(label)) for code, label in FATES.items()])

    def line(self) -> Line:
        return Line(**self.cleaned_data)


class DecisionForm(LookMixin, forms.Form):
    """On a proposal to destroy."""

    words = forms.CharField(
        label=gettext_lazy("Ground of the decision"), max_length=300,
        help_text=gettext_lazy("Such as the note of the appraisal committee."),
    )  # fmt: skip
    outside_number = forms.CharField(
        label=gettext_lazy("Approval from outside: number"), max_length=160, required=False
    )
    outside_on = DayField(label=gettext_lazy("Approval from outside: day"), required=False)

    class Look:
        sometimes: frozenset[str] = frozenset({"outside_number", "outside_on"})

    def __init__(self, *args: Any, long_kept: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not long_kept:
            del self.fields["outside_number"], self.fields["outside_on"]


class CarriedForm(LookMixin, forms.Form):
    """The minutes."""

    number = forms.CharField(label=gettext_lazy("Number of the minutes"), max_length=40)
    witnesses = forms.CharField(
        label=gettext_lazy("Witnesses"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One name a line."),
    )  # fmt: skip
