"""The form of the institution's own page."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from simpul.core.directory.houses import FIELDS
from simpul.core.directory.models import Institution, Paper
from simpul.pages.shell.forms import LookMixin

_PAPERS = (
    (Paper.A4.value, gettext_lazy("A4 (210 x 297 mm)")),
    (Paper.F4.value, gettext_lazy("F4 (215 x 330 mm)")),
)


class HouseForm(LookMixin, forms.Form):
    """What stands on papers, how to reach the institution, and the paper it prints on."""

    class Look:
        autocomplete: ClassVar = {"phone": "off", "email": "off", "name": "off"}

    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Name of the institution"), max_length=200)
    parent_body = forms.CharField(label=gettext_lazy("Body above it"), max_length=200, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, widget=forms.Textarea({"rows": 2}))
    city = forms.CharField(label=gettext_lazy("City in which letters are dated"), max_length=80)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)
    whatsapp = forms.RegexField(
        r"^\+?[\d\s-]{8,20}$", label=gettext_lazy("WhatsApp number for partners"), max_length=20, required=False,
        error_messages={"invalid": gettext_lazy("Write the number in digits, for example 0810-0000-0000.")},
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("E-mail address for partners"), required=False)
    head_authority = forms.CharField(
        label=gettext_lazy("Deed by which the head signs"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("It stands in the agreement as the head's proof of authority."),
    )  # fmt: skip
    letter_code = forms.CharField(
        label=gettext_lazy("Code in letter numbers"), max_length=40, required=False,
        help_text=gettext_lazy("Proposed for new series of numbers; series that run keep theirs."),
    )  # fmt: skip
    paper = forms.ChoiceField(label=gettext_lazy("Paper"), choices=_PAPERS, widget=forms.RadioSelect)
    logo = forms.FileField(
        label=gettext_lazy("Logo"), required=False, widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        help_text=gettext_lazy("PNG or JPEG. It is printed 20 mm wide at most."),
    )  # fmt: skip
    no_logo = forms.BooleanField(label=gettext_lazy("Print without a logo"), required=False)

    def clean_address(self) -> str:
        """On papers it stands in one line."""
        return " ".join(str(self.cleaned_data["address"]).split())

    def clean_head_authority(self) -> str:
        """In the agreement it stands within a sentence."""
        return " ".join(str(self.cleaned_data["head_authority"]).split())

    @classmethod
    def of(cls, house: Institution) -> HouseForm:
        """The form filled with what holds now."""
        return cls(initial={name: getattr(house, name) for name in FIELDS})


class UnitForm(LookMixin, forms.Form):
    """A unit more."""

    use_required_attribute = False
    unit_name = forms.CharField(
        label=gettext_lazy("Name of the new unit"),
        max_length=200,
        help_text=gettext_lazy("For example: Instalasi Mikrobiologi."),
    )
