"""The form by which a leave is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.directory.models import Institution, LeaveKind, User
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin

KINDS: Mapping[str, object] = {
    LeaveKind.ANNUAL: gettext_lazy("Annual leave"),
    LeaveKind.LONG: gettext_lazy("Long leave"),
    LeaveKind.SICK: gettext_lazy("Sick leave"),
    LeaveKind.MATERNITY: gettext_lazy("Maternity leave"),
    LeaveKind.IMPORTANT: gettext_lazy("Leave for an important reason"),
    LeaveKind.UNPAID: gettext_lazy("Leave outside the state's account"),
    LeaveKind.DUTY: gettext_lazy("Away on duty"),
}


class LeaveForm(LookMixin, forms.Form):
    """Who, why, by which letter, on which days, and who takes the tasks."""

    use_required_attribute = False
    person = forms.ModelChoiceField(
        label=gettext_lazy("Who is away"), queryset=User.objects.none(), empty_label=gettext_lazy("Choose")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind, KINDS[kind]) for kind in LeaveKind],
        help_text=gettext_lazy("Only you, the person's other superiors and administrators see it."),
    )  # fmt: skip
    deed = forms.CharField(
        label=gettext_lazy("Number of the leave letter"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))
    deputy = forms.ModelChoiceField(
        label=gettext_lazy("Who takes the tasks"), queryset=User.objects.none(), required=False,
        help_text=gettext_lazy("Takes the tasks that this person may do; the others go back to the team."),
    )  # fmt: skip

    def __init__(self, institution: Institution, led: Sequence[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(institution=institution, is_active=True).order_by("full_name")
        person, deputy = self.fields["person"], self.fields["deputy"]
        assert isinstance(person, forms.ModelChoiceField)
        assert isinstance(deputy, forms.ModelChoiceField)
        person.queryset = people.filter(pk__in=[user.pk for user in led])
        deputy.queryset, deputy.empty_label = people, _("Back to the team")

    def values(self) -> dict[str, Any]:
        """The leave as the directory takes it."""
        kept = ("kind", "deed", "starts_on", "ends_on", "deputy")
        return {"user": self.cleaned_data["person"], **{name: self.cleaned_data[name] for name in kept}}
