"""Forms of the signing room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.casework.returned_acts import OWN
from simpul.core.directory.models import Assignment, Institution
from simpul.core.signing.models import Manner, Original, Signer, SignerState
from simpul.features.agreements.acting_signer import acting_places, title_of_place
from simpul.features.agreements.models import Party
from simpul.pages.shell.days import DayField, not_before
from simpul.pages.shell.forms import LookMixin
from simpul.rules.agreement_text.words import on_one_line


class SignForm(LookMixin, forms.Form):
    """An officer's own signature."""

    read_affirmed = forms.BooleanField(label=_("I have read the whole text and sign it as it stands here."))
    passphrase = forms.CharField(
        label=_("Passphrase of your certificate"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text=_("It opens your key for this one signature and is not kept."),
    )


class RefuseForm(LookMixin, forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(label=_("Why you do not sign"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class VoidForm(LookMixin, forms.Form):
    """Why a round is void."""

    reason = forms.CharField(
        label=_("What must change in the text"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class AskAgainForm(LookMixin, forms.Form):
    """What was agreed with somebody who had refused."""

    reason = forms.CharField(
        label=_("What was agreed with the signer"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class RoundForm(LookMixin, forms.Form):
    """What another round is rendered with."""

    on = DayField(label=_("Date of signing"))
    place = forms.CharField(label=_("Place of signing"), max_length=120)
    by = DayField(
        label=_("To be signed by"), required=False, help_text=_("Left empty: 30 days after the date of signing.")
    )
    partner_number = forms.CharField(
        label=_("Number of the partner"), max_length=120, required=False, help_text=_("Leave empty if it gives none.")
    )
    reason = forms.CharField(label=_("Why a new round"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_before(self, "on", today)
        not_before(self, "by", today)


class SignByForm(LookMixin, forms.Form):
    """Another last day to sign."""

    by = DayField(label=_("To be signed by"))
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_before(self, "by", today)


class ActingForm(LookMixin, forms.Form):
    """Who signs for the institution."""

    place = forms.ChoiceField(label=_("Who signs for the institution"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, institution: Institution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        acting = [
            (str(one.pk), f"{one.user.full_name}, {_one_line(one)} ({one.deed})") for one in acting_places(institution)
        ]
        field.choices = [*acting, ("0", str(_("The head")))]

    def place_id(self) -> int | None:
        """None for the head."""
        return int(self.cleaned_data["place"]) or None


def _one_line(place: Assignment) -> str:
    return on_one_line(title_of_place(place))


class OrderForm(LookMixin, forms.Form):
    """A place for every party; the same place means side by side."""

    def __init__(self, parties: Sequence[Party], orders: Mapping[int, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for party in parties:
            entry = forms.IntegerField(
                label=party.name, min_value=1, max_value=9, initial=orders[party.pk],
                widget=forms.TextInput(attrs={"class": "s-w-2"}),
            )  # fmt: skip
            self.fields[f"party_{party.pk}"] = entry
            self._clothe(f"party_{party.pk}", entry)

    def orders(self) -> dict[int, int]:
        """Place by party id."""
        return {int(name.removeprefix("party_")): place for name, place in self.cleaned_data.items()}


class WetSignatureForm(LookMixin, forms.Form):
    """Who has signed on paper, and on which day."""

    signer = forms.ChoiceField(label=_("Who has signed"), widget=forms.RadioSelect)
    signed_on = DayField(label=_("Day of the signature"))

    def __init__(self, signers: Sequence[Signer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), f"{one.name}, {one.institution_name}") for one in signers]


class HandInForm(LookMixin, forms.Form):
    """What a partner sent back signed, handed in for him."""

    signer = forms.ChoiceField(label=_("Who has signed"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("The signed file"), widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=_("The PDF as it came, not printed or saved anew."),
    )  # fmt: skip
    received = forms.CharField(
        label=_("How it came, and where the signer states to have read the text"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, signers: Sequence[Signer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), f"{one.name}, {one.institution_name}") for one in may_hand_in(signers)]


def may_hand_in(signers: Sequence[Signer]) -> list[Signer]:
    """Whose turn it is, and who may sign with a certificate of his own."""
    return [one for one in signers if one.state == SignerState.TURN and one.means in OWN]


class DecideForm(LookMixin, forms.Form):
    """Whether a certificate is believed."""

    decision = forms.ChoiceField(
        label=_("Your decision"), widget=forms.RadioSelect,
        choices=(("terima", _("The file is taken: I believe the certificate")), ("tolak", _("The file is not taken"))),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class OriginalForm(LookMixin, forms.Form):
    """What is known of one original. Nothing must be given now, but the step waits for all of it."""

    class Look:
        sometimes: ClassVar = {
            "manner", "with_whom", "sent_on", "back_on", "meterai", "exchanged_on", "location", "scan",
        }  # fmt: skip

    manner = forms.ChoiceField(
        label=_("How it is signed"), required=False, widget=forms.RadioSelect,
        choices=(
            (Manner.CIRCULAR, _("Circular: it goes from one to the next")), (Manner.MEETING, _("In a meeting")),
        ),
    )  # fmt: skip
    with_whom = forms.CharField(
        label=_("Who has it, or had it last"), max_length=160, required=False,
        help_text=_("While it is away to be signed: person or institution."),
    )  # fmt: skip
    sent_on = DayField(label=_("Sent on"), required=False)
    back_on = DayField(label=_("Back on"), required=False)
    paraf_pages = forms.BooleanField(label=_("Every page bears the paraf of the parties"), required=False)
    paraf_teams = forms.BooleanField(label=_("The team heads have put their paraf"), required=False)
    meterai = forms.CharField(
        label=_("Number of the meterai"), max_length=60, required=False,
        help_text=_("As printed on it; an electronic one by its serial number."),
    )  # fmt: skip
    exchanged_on = DayField(label=_("Exchanged on"), required=False)
    location = forms.CharField(
        label=_("Where it lies"), max_length=160, required=False, help_text=_("For example: archive room, shelf 3.")
    )
    scan = forms.FileField(
        label=_("Scan of all pages"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=_("One PDF file."),
    )  # fmt: skip

    @classmethod
    def of(cls, original: Original) -> OriginalForm:
        """The form with what is there already."""
        names = (
            "manner",
            "with_whom",
            "sent_on",
            "back_on",
            "paraf_pages",
            "paraf_teams",
            "meterai",
            "exchanged_on",
            "location",
        )
        values = {name: getattr(original, name) for name in names}
        return cls(initial=values, auto_id=f"asli{original.number}-%s")
