"""The forms of the sections: one topic each, few required answers, what people type is read kindly."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from simpul.features.agreements.models import Request
from simpul.lib import clock
from simpul.pages.portal.provinces import PROVINCES
from simpul.pages.shell.forms import DateEntry, LookMixin, RupiahField
from simpul.rules import contact_numbers
from simpul.rules.refusals import Refusal
from simpul.rules.requirements import CATEGORIES, TYPE_BY_CODE, TYPES

NOTHING = ("", _("Not chosen yet"))


def read(reader: Callable[[str], str], text: str) -> str:
    """A number in its one spelling; "" stays. A refusal becomes the form's error."""
    try:
        return reader(text) if text.strip() else ""
    except Refusal as refusal:
        raise ValidationError(_now(refusal.text)) from refusal


def months_after(start: date, months: int) -> date:
    """The last day of a period of ``months`` that begins on ``start``."""
    year, month = divmod(start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(start.year + year, month + 1)[1])
    return date(start.year + year, month + 1, day) - timedelta(days=1)


def sane(day: date | None) -> date | None:
    """A year of this life: a slip of the finger such as 0206 is caught here."""
    if day is not None and not 2000 <= day.year <= 2100:
        raise ValidationError(_now("Check the year of this date."))
    return day


class SectionForm(LookMixin, forms.Form):
    """A form of one section; knows the draft for what depends on it."""

    use_required_attribute = False

    def __init__(self, *args: Any, draft: Request | None = None, **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(*args, **kwargs)
        if draft is not None:
            self.adapt(draft)

    def adapt(self, draft: Request) -> None:
        """Fit fields and words to the draft."""


class KindForm(SectionForm):
    category = forms.ChoiceField(
        label=_("Who are you?"), choices=[(code, _(label)) for code, label in CATEGORIES.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    cooperation_type = forms.ChoiceField(
        label=_("What is the cooperation about?"), choices=[(kind.code, _(kind.label)) for kind in TYPES],
        widget=forms.RadioSelect,
    )  # fmt: skip
    is_extension = forms.TypedChoiceField(
        label=_("Is it new, or does it extend an agreement?"),
        choices=[("baru", _("New cooperation")), ("perpanjangan", _("Extension of an agreement that exists"))],
        widget=forms.RadioSelect, coerce=lambda value: value == "perpanjangan",
    )  # fmt: skip

    class Look:
        cards: ClassVar = {"category", "cooperation_type", "is_extension"}
        notes: ClassVar = {"cooperation_type": {kind.code: _(kind.summary) for kind in TYPES}}


_NAMES = {
    "lembaga": (_("Full name of the institution"), _("For example: RSUD Contoh Sehat")),
    "perusahaan": (_("Full name of the company"), _("For example: PT Contoh Diagnostika")),
    "mahasiswa": (_("Full name of the campus or school"), _("For example: Universitas Contoh Medika")),
}


class InstitutionForm(SectionForm):
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


class ScopeForm(SectionForm):
    scope_items = forms.MultipleChoiceField(
        label=_("What you need"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    scope_other = forms.CharField(
        label=_("Something else"), required=False, max_length=300,
        help_text=_("In your own words, if the list lacks it."),
    )  # fmt: skip
    uraian = forms.CharField(
        label=_("Purpose in one or two sentences"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: about 200 PCR specimens a month, because our own laboratory is being rebuilt."),
    )  # fmt: skip
    data_pribadi = forms.ChoiceField(
        label=_("Is data of persons exchanged, such as names of patients?"), required=False,
        choices=[("ya", _("Yes")), ("tidak", _("No"))], widget=forms.RadioSelect,
    )  # fmt: skip

    class Look:
        why: ClassVar = {"data_pribadi": _("Then the agreement gets an article that protects this data.")}

    def adapt(self, draft: Request) -> None:
        items = TYPE_BY_CODE[draft.cooperation_type].items
        self.fields["scope_items"].choices = [(code, _now(label)) for code, label in items.items()]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("scope_items") and not given.get("scope_other"):
            self.add_error("scope_items", _("Choose at least one item, or write what you need."))
        return given


_TERMS = [(6, _("6 months")), (12, _("1 year")), (24, _("2 years")), (36, _("3 years")), (60, _("5 years"))]


class TermForm(SectionForm):
    mulai = forms.DateField(label=_("Wished start"), required=False, widget=DateEntry)
    lama_bulan = forms.TypedChoiceField(
        label=_("For how long"), required=False, choices=[NOTHING, *_TERMS], coerce=int, empty_value=None
    )
    perjanjian_lama = forms.CharField(
        label=_("Number of the agreement to be extended"), required=False, max_length=160,
        help_text=_("As it stands on the first page of the old agreement."),
    )  # fmt: skip

    class Look:
        width: ClassVar = {"mulai": 20, "lama_bulan": 20}

    def adapt(self, draft: Request) -> None:
        if not draft.is_extension:
            del self.fields["perjanjian_lama"]

    def clean_mulai(self) -> date | None:
        return sane(self.cleaned_data["mulai"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        start, months = given.get("mulai"), given.get("lama_bulan")
        given["berakhir"] = months_after(start, months) if start and months else None
        return given


class CostForm(SectionForm):
    biaya = forms.ChoiceField(
        label=_("Who bears the cost?"), required=False, widget=forms.RadioSelect,
        choices=[
            ("tarif", _("We pay by the tariff of the laboratory")),
            ("tanpa", _("Nobody pays the other")),
            ("belum", _("Not clear yet, we want to talk about it")),
        ],
    )  # fmt: skip
    perkiraan_nilai = RupiahField(
        label=_("Estimated value of the whole cooperation (rupiah)"), required=False, min_value=0,
        max_value=999_999_999_999_999, help_text=_("For example: 150.000.000"),
    )  # fmt: skip
    penagihan = forms.ChoiceField(
        label=_("How bills should come"), required=False, widget=forms.RadioSelect,
        choices=[("bulan", _("Once a month")), ("permintaan", _("With each order"))],
    )  # fmt: skip
    sumber_dana = forms.CharField(
        label=_("Source of funds"), required=False, max_length=160, help_text=_("For example: DPA BLUD 2027")
    )

    class Look:
        words: ClassVar = {"perkiraan_nilai"}
        cards: ClassVar = {"biaya"}
        width: ClassVar = {"perkiraan_nilai": 20}
        why: ClassVar = {"perkiraan_nilai": _("Larger values need more approvals. An estimate is enough.")}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["dasar_biaya"] = "Rp0" if given.get("biaya") == "tanpa" else ""
        return given


class LetterForm(SectionForm):
    letter_number = forms.CharField(
        label=_("Number of the letter"), required=False, max_length=120, help_text=_("For example: 445/0123/RSUD/2026")
    )
    letter_date = forms.DateField(label=_("Date of the letter"), required=False, widget=DateEntry)

    class Look:
        width: ClassVar = {"letter_date": 20}

    def clean_letter_date(self) -> date | None:
        day = sane(self.cleaned_data["letter_date"])
        if day is not None and day > clock.now().date() + timedelta(days=1):
            raise ValidationError(_now("The date of the letter lies in the future. Check it."))
        return day


FORMS: dict[str, type[SectionForm]] = {
    "jenis": KindForm,
    "lembaga": InstitutionForm,
    "penandatangan": SignatoryForm,
    "narahubung": ContactForm,
    "lingkup": ScopeForm,
    "waktu": TermForm,
    "biaya": CostForm,
    "surat": LetterForm,
}
