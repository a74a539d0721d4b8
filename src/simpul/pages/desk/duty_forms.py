"""Forms about stamp duty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.casework.duty_leftovers import Fate, Found
from simpul.core.signing.models import DutyState, ReliefBasis, StampDuty
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


class StampedForm(LookMixin, forms.Form):
    """The text with stamps that were put on it by hand."""

    file = forms.FileField(label=_("The stamped PDF"), widget=forms.FileInput(attrs={"accept": ".pdf"}))
    serials = forms.CharField(
        label=_("Serial numbers on it"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("22 signs each, one on a line: as many as there are new stamps on the file."),
    )  # fmt: skip


class ComparedStampForm(LookMixin, forms.Form):
    """What the comparison of a stamped text with the one that was sent has shown."""

    decision = forms.ChoiceField(
        label=_("Your decision"), widget=forms.RadioSelect,
        choices=(("terima", _("The same text with genuine stamps: it is taken")), ("tolak", _("It is not taken"))),
    )  # fmt: skip
    reason = forms.CharField(label=_("What you have compared"), max_length=300, widget=_REASON)


class LeftOverForm(LookMixin, forms.Form):
    """What became of a serial that was bought, or may have been bought, for a text that counts no more."""

    duty = forms.ChoiceField(label=_("Which purchase"), widget=forms.RadioSelect)
    fate = forms.ChoiceField(
        label=_("What became of it"), widget=forms.RadioSelect,
        choices=(
            (Fate.UNUSED.value, _("Bought and not used yet: it serves the next text")),
            (Fate.SPENT.value, _("Bought and used up, or given back to the distributor")),
            (Fate.NOT_BOUGHT.value, _("Not bought: nothing was charged")),
        ),
    )  # fmt: skip
    serial = forms.CharField(
        label=_("Serial number that was charged"), max_length=22, required=False,
        help_text=_("22 signs, from the account at the service. Leave empty where it is known here already."),
    )  # fmt: skip
    reason = forms.CharField(label=_("What you have found"), max_length=300, widget=_REASON)

    class Look:
        sometimes = {"serial"}

    def __init__(self, rows: Sequence[StampDuty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["duty"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(row.pk), purchase_words(row)) for row in rows]
        field.initial = str(rows[0].pk) if rows else None

    @property
    def found(self) -> Found:
        said = self.cleaned_data
        return Found(Fate(said["fate"]), said["serial"].strip(), said["reason"])


def purchase_words(row: StampDuty) -> str:
    """ "Round 1, original 2: INS-7KM4QRX, not answered" """
    where = gettext("Round %(round)s, original %(number)s") % {"round": row.round.number, "number": row.number}
    what = row.serial or row.incident
    known = gettext("bought, on no text") if row.state == DutyState.BOUGHT else gettext("purchase not answered")
    return f"{where}: {what}, {known}" if what else f"{where}: {known}"
