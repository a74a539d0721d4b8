"""Forms of the page of people and lanes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.directory.acting import Standing
from simpul.core.directory.models import Basis, Institution, Lane, Unit, User
from simpul.core.directory.people import FIELDS
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin

BASES = {
    Basis.DEFINITIVE: gettext_lazy("definitive"),
    Basis.PLH: gettext_lazy("Plh (acting for days)"),
    Basis.PLT: gettext_lazy("Plt (acting until appointed)"),
    Basis.AN: gettext_lazy("a.n. (on behalf of)"),
}


class DetailsForm(LookMixin, forms.Form):
    """Who the person is, and the two rights that do not come from a lane."""

    class Look:
        autocomplete: ClassVar = {"full_name": "off", "phone": "off"}

    use_required_attribute = False
    full_name = forms.CharField(label=gettext_lazy("Full name with titles"), max_length=160)
    position = forms.CharField(label=gettext_lazy("Post"), max_length=160, required=False)
    staff_number = forms.RegexField(
        r"^\d{18}$", label=gettext_lazy("NIP"), required=False, help_text=gettext_lazy("18 digits."),
        error_messages={"invalid": gettext_lazy("A NIP has 18 digits. Count them again.")},
    )  # fmt: skip
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=20, required=False)
    is_admin = forms.BooleanField(label=gettext_lazy("May change people and calendars"), required=False)
    is_inspector = forms.BooleanField(label=gettext_lazy("Reads everything, changes nothing"), required=False)

    @classmethod
    def of(cls, user: User) -> DetailsForm:
        """The form filled with what is known."""
        return cls(initial={name: getattr(user, name) for name in FIELDS})


class NewPersonForm(DetailsForm):
    """A person who joins."""

    field_order = ["full_name", "email"]
    email = forms.EmailField(
        label=gettext_lazy("Office e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("This is the name to sign in with."),
    )  # fmt: skip
    invite = forms.BooleanField(
        label=gettext_lazy("Mail a link for the first password (good for seven days)"), required=False, initial=True
    )

    def values(self) -> dict[str, object]:
        """The details without address and mail."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class StandingForm(LookMixin, forms.Form):
    """A place in a lane."""

    use_required_attribute = False
    lane = forms.ModelChoiceField(label=gettext_lazy("Lane"), queryset=Lane.objects.none(), empty_label=None)
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(
        label=gettext_lazy("Last day"), required=False,
        help_text=gettext_lazy("Leave empty when the end is open."),
    )  # fmt: skip
    basis = forms.ChoiceField(label=gettext_lazy("Basis"), choices=list(BASES.items()), initial=Basis.DEFINITIVE)
    deed = forms.CharField(
        label=gettext_lazy("Letter or decree"), max_length=120, required=False,
        help_text=gettext_lazy("Number of the assignment letter."),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"), queryset=Unit.objects.none(), required=False,
        empty_label=gettext_lazy("for all units"),
        help_text=gettext_lazy("Only where several units share this lane. Units are added on the institution's page."),
    )  # fmt: skip
    is_lead = forms.BooleanField(label=gettext_lazy("Leads this lane"), required=False)

    def __init__(self, institution: Institution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lanes = self.fields["lane"]
        assert isinstance(lanes, forms.ModelChoiceField)
        lanes.queryset = Lane.objects.filter(institution=institution)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(institution=institution).order_by("name")

    def standing(self) -> Standing:
        """The place as the directory takes it."""
        return Standing(**{name: self.cleaned_data[name] for name in self.fields})


class EndForm(forms.Form):
    """The last day of a place."""

    last_day = DayField()


class LeaverForm(LookMixin, forms.Form):
    """Why somebody's tasks change hands; one choice per open task is added by the page."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("For example: moved, SK number and date.")
    )

    def __init__(self, heirs: dict[int, tuple[str, list[User]]], *args: Any, **kwargs: Any) -> None:
        self.tasks = heirs
        super().__init__(*args, **kwargs)
        # No choice is a choice here: back to the team. Nothing about that is optional.
        self.Look = SimpleNamespace(sometimes={f"task_{number}" for number in heirs})
        for number, (label, people) in heirs.items():
            choices = [("", _("Back to the team")), *((str(person.pk), person.full_name) for person in people)]
            self.fields[f"task_{number}"] = forms.ChoiceField(label=label, choices=choices, required=False)
            self._clothe(f"task_{number}", self.fields[f"task_{number}"])

    def chosen(self) -> dict[int, int]:
        """Task id -> user id, for the tasks that go to somebody."""
        picked = {number: self.cleaned_data[f"task_{number}"] for number in self.tasks}
        return {number: int(person) for number, person in picked.items() if person}


class ImportForm(LookMixin, forms.Form):
    """The spreadsheet, and whether to mail and to write."""

    use_required_attribute = False
    sheet = forms.FileField(
        label=gettext_lazy("Spreadsheet"), help_text=gettext_lazy("XLSX, at most 10 MB and 2,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip
    check_only = forms.BooleanField(label=gettext_lazy("Only check; write nothing"), required=False)
    invite = forms.BooleanField(
        label=gettext_lazy("Mail new people a link for their first password"), required=False, initial=True
    )
