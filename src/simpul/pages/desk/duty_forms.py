"""Forms about stamp duty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core.signing.models import ReliefBasis, StampDuty
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin

_REASON = forms.Textarea(attrs={"rows": 2})


def _numbered(numbers: Sequence[int]) -> list[tuple[str, str]]:
    return [(str(number), str(number)) for number in numbers]


class SlipForm(LookMixin, forms.Form):
    """A tax payment slip (SSP)."""

    number = forms.ChoiceField(label=_("For original"), widget=forms.RadioSelect)
    receipt = forms.CharField(
        label=_("Number of the receipt (NTPN)"), max_length=40, help_text=_("As it stands on the tax payment slip.")
    )
    on = DayField(label=_("Paid on"))
    file = forms.FileField(label=_("The slip"), required=False, help_text=_("PDF, JPG or PNG."))

    def __init__(self, numbers: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["number"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _numbered(numbers)
        field.initial = str(numbers[0]) if numbers else None


class ReliefForm(LookMixin, forms.Form):
    """Why nothing is owed."""

    basis = forms.ChoiceField(
        label=_("Basis"), widget=forms.RadioSelect,
        choices=(
            (ReliefBasis.TREATY, _("UU 10/2020 article 22 (1) d: carries out an international agreement that binds")),
            (ReliefBasis.OTHER, _("Another provision, which you name")),
        ),
    )  # fmt: skip
    reason = forms.CharField(label=_("Provision or agreement, and why it applies"), max_length=300, widget=_REASON)


class CountForm(LookMixin, forms.Form):
    """How many originals bear a stamp."""

    count = forms.IntegerField(
        label=_("Stamped originals"), min_value=1, max_value=9, widget=forms.TextInput(attrs={"class": "s-w-2"}),
        help_text=_("Usually one for each party (UU 10/2020 article 9)."),
    )  # fmt: skip
    reason = forms.CharField(label=_("What the parties agreed"), max_length=300, widget=_REASON)


class ResolveForm(LookMixin, forms.Form):
    """What the account at the service shows of a purchase without an answer."""

    number = forms.ChoiceField(label=_("For original"), widget=forms.RadioSelect)
    serial = forms.CharField(
        label=_("Serial number that was charged"), max_length=22, required=False,
        help_text=_("22 signs, from the account at the service. Leave empty only if none was charged for this text."),
    )  # fmt: skip
    reason = forms.CharField(label=_("What you have found"), max_length=300, widget=_REASON)

    def __init__(self, rows: Sequence[StampDuty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["number"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _numbered([row.number for row in rows])
        field.initial = str(rows[0].number) if rows else None
