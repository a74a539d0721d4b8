"""The partner itself: institution, signatory, contact person."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.features.agreements.models import Request
from simpul.pages.portal.forms.answers import NOTHING, read
from simpul.pages.portal.forms.number import NumberFields, has_no_number, own_number
from simpul.pages.portal.forms.section import SectionForm
from simpul.pages.portal.provinces import PROVINCES
from simpul.rules import contact_numbers

_NAMES = {
    "lembaga": (_("Full name of the institution"), _("For example: RSUD Contoh Sehat")),
    "perusahaan": (_("Full name of the company"), _("For example: PT Contoh Diagnostika")),
    "mahasiswa": (_("Full name of the campus or school"), _("For example: Universitas Contoh Medika")),
}


class InstitutionForm(NumberFields, SectionForm):
    partner_name = forms.CharField(label=_("Full name of the institution"), max_length=200)
    address = forms.CharField(
        label=_("Address"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Street, number, regency or city."),
    )  # fmt: skip
    province = forms.ChoiceField(
        label=_("Province"), required=False, choices=[NOTHING, *((name, name) for name in PROVINCES)]
    )
    npwp = forms.CharField(
        label=_("NPWP"), required=False, max_length=30, help_text=_("15 or 16 digits, with or without dots.")
    )
    nib = forms.CharField(label=_("NIB"), required=False, max_length=30, help_text=_("13 digits."))
    own_number = own_number(_("Number of the agreement on your side"))
    has_no_number = has_no_number(_("We give no number of our own"))

    class Look:
        why: ClassVar = {
            "address": _("It stands in the opening of the agreement, and letters are sent there."),
            "npwp": _("Bills are made out with it. It is never published."),
            "nib": _("It shows that your company may do this business. It is never published."),
        }
        autocomplete: ClassVar = {
            "partner_name": "organization",
            "address": "street-address",
            "province": "address-level1",
        }
        width: ClassVar = {"npwp": 20, "nib": 20, "province": 20}

    def adapt(self, draft: Request) -> None:
        label, example = _NAMES.get(draft.category, _NAMES["lembaga"])
        self.fields["partner_name"].label, self.fields["partner_name"].help_text = label, example
        if draft.category != "perusahaan":
            del self.fields["npwp"], self.fields["nib"]
        for name in ("npwp", "nib"):
            if name in self.fields:
                self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean_npwp(self) -> str:
        return read(contact_numbers.npwp, self.cleaned_data["npwp"])

    def clean_nib(self) -> str:
        return read(contact_numbers.nib, self.cleaned_data["nib"])


class SignatoryForm(SectionForm):
    signatory_name = forms.CharField(
        label=_("Full name with titles"), max_length=160, required=False,
        help_text=_("For example: dr. Umpama Contoh, Sp.PK. A single name is fine."),
    )  # fmt: skip
    signatory_title = forms.CharField(
        label=_("Office"), max_length=160, required=False, help_text=_("For example: Director")
    )
    authority = forms.CharField(
        label=_("Basis of authority"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Number and date of the decree of appointment, letter of authority, or deed."),
    )  # fmt: skip

    class Look:
        why: ClassVar = {
            "authority": _("The agreement names by what right the signatory acts. Without it the text is not valid.")
        }
        autocomplete: ClassVar = {"signatory_name": "off", "signatory_title": "organization-title"}


class ContactForm(SectionForm):
    contact_name = forms.CharField(
        label=_("Full name"), max_length=160, help_text=_("For example: Rekaan Misalia"),
    )  # fmt: skip
    contact_email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("For example: nama@lembaga.example")
    )
    contact_phone = forms.CharField(
        label=_("WhatsApp or telephone"), required=False, max_length=30,
        help_text=_("Written 0812… or +62 812…, both are fine."), widget=forms.TextInput(attrs={"type": "tel"}),
    )  # fmt: skip

    class Look:
        why: ClassVar = {
            "contact_email": _(
                "The link to continue, news, and the code for every later act are sent there. Without an e-mail an "
                "officer records your answers for you."
            )
        }
        autocomplete: ClassVar = {"contact_name": "name", "contact_email": "email", "contact_phone": "tel"}
        width: ClassVar = {"contact_phone": 20}

    def clean_contact_phone(self) -> str:
        return read(contact_numbers.phone, self.cleaned_data["contact_phone"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("contact_email") and not given.get("contact_phone"):
            self.add_error("contact_email", _("Fill in an e-mail address or a telephone number."))
        return given
