"""The form by which an acting official is named."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.directory.acting import Standing
from simpul.core.directory.models import Assignment, Basis, Institution, Lane, Unit, User
from simpul.core.directory.officers import assignments_on, today_in
from simpul.pages.desk.people_forms import BASES
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin

_NOTES = {
    Basis.PLH: gettext_lazy("The holder is away for days and comes back. Prints “Plh. Kepala Balai”."),
    Basis.PLT: gettext_lazy("The post is vacant, or the holder is away for long. Prints “Plt. Kepala Balai”."),
    Basis.AN: gettext_lazy("The holder is there and lets somebody sign. Prints “a.n. Kepala Balai” over the own post."),
}


class ActingForm(LookMixin, forms.Form):
    """Which post, who acts in it, by which letter and on which days."""

    class Look:
        cards: ClassVar = {"basis"}
        notes: ClassVar = {"basis": _NOTES}

    use_required_attribute = False
    place = forms.ChoiceField(
        label=gettext_lazy("Post and its holder"),
        help_text=gettext_lazy("The holder keeps the place and stays on record."),
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("Who acts"), queryset=User.objects.none(), empty_label=gettext_lazy("Choose")
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Basis"), widget=forms.RadioSelect,
        choices=[(basis, BASES[basis]) for basis in (Basis.PLH, Basis.PLT, Basis.AN)],
    )  # fmt: skip
    deed = forms.CharField(
        label=gettext_lazy("Number of the letter or decree"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(
        label=gettext_lazy("Last day"), required=False,
        help_text=gettext_lazy("A Plh needs one; leave it empty when the end is open."),
    )  # fmt: skip
    post = forms.CharField(
        label=gettext_lazy("Post as letters print it"), max_length=160, required=False,
        help_text=gettext_lazy("Leave empty to take the post of the holder."),
    )  # fmt: skip

    def __init__(self, institution: Institution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institution = institution
        place, person = self.fields["place"], self.fields["person"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(person, forms.ModelChoiceField)
        place.choices = _places(institution)
        person.queryset = User.objects.filter(institution=institution, is_active=True).order_by("full_name")

    def standing(self) -> Standing:
        """The place as the directory takes it; lane, holder and unit stand in one choice."""
        lane, holder, unit = (*self.cleaned_data["place"].split(":"), "")[:3]
        people = User.objects.filter(institution=self.institution)
        kept = ("basis", "deed", "starts_on", "ends_on", "post")
        return Standing(
            lane=Lane.objects.get(pk=int(lane), institution=self.institution),
            stands_for=people.get(pk=int(holder)) if holder else None,
            unit=Unit.objects.get(pk=int(unit), institution=self.institution) if unit else None,
            **{name: self.cleaned_data[name] for name in kept},
        )


def choice_of(row: Assignment) -> str:
    """The choice of a definitive place. Who stands in a lane for two units holds two."""
    return ":".join(str(number) for number in (row.lane_id, row.user_id, row.unit_id) if number is not None)


def _places(institution: Institution) -> list[tuple[str, str]]:
    """Every definitive place of today; a lane without one is a vacant post."""
    rows = Assignment.objects.filter(
        assignments_on(today_in(institution)), lane__institution=institution, basis=Basis.DEFINITIVE,
        user__is_active=True,
    )  # fmt: skip
    held = list(rows.select_related("user", "lane", "unit").order_by("lane__position", "-is_lead", "pk"))
    found = [(choice_of(row), _named(row)) for row in held]
    vacant = Lane.objects.filter(institution=institution).exclude(pk__in={row.lane_id for row in held})
    return [*found, *((f"{lane.pk}:", _("%(lane)s: vacant") % {"lane": lane.name}) for lane in vacant)]


def _named(row: Assignment) -> str:
    where = f"{row.lane.name}, {row.unit.name}" if row.unit is not None else row.lane.name
    return f"{where}: {row.user.full_name}"
