"""The forms of the values page: terms, parties, tests, students. Names of the entries are those of the answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.features.agreements.chosen import template_in
from simpul.features.agreements.models import Request
from simpul.features.agreements.value_changes import PARTY, STUDENT, TERMS, TEST
from simpul.features.agreements.values import mode_of, supervisor_rows
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin, RupiahField
from simpul.rules.requirements import TYPE_BY_CODE

_YES_NO = [("ya", gettext_lazy("Yes")), ("tidak", gettext_lazy("No"))]
_BASES = [
    ("", gettext_lazy("Not fixed yet")),
    ("PP", gettext_lazy("Government regulation on PNBP (PP)")),
    ("PMK", gettext_lazy("Regulation of the Minister of Finance (PMK)")),
    ("Perda", gettext_lazy("Regional regulation (Perda)")),
    ("Perkada", gettext_lazy("Regulation of the head of the region (Perkada)")),
    ("Kontrak", gettext_lazy("Contract tariff")),
    ("Rp0", gettext_lazy("Tariff of zero rupiah")),
]


class TermsForm(LookMixin, forms.Form):
    """What the agreement is about, for how long and at what cost. Nothing is required here: a draft may have holes."""

    judul = forms.CharField(
        label=gettext_lazy("About (after TENTANG)"), required=False, max_length=200,
        help_text=gettext_lazy("Left empty it follows from the type of cooperation."),
    )  # fmt: skip
    judul_en = forms.CharField(label=gettext_lazy("About, in English"), required=False, max_length=200)
    scope_items = forms.MultipleChoiceField(
        label=gettext_lazy("Scope"), required=False, widget=forms.CheckboxSelectMultiple
    )
    scope_other = forms.CharField(label=gettext_lazy("Scope in own words"), required=False, max_length=300)
    lingkup_en = forms.CharField(label=gettext_lazy("Scope in own words, in English"), required=False, max_length=300)
    province = forms.CharField(label=gettext_lazy("Province"), required=False, max_length=80)
    unit_pelaksana = forms.CharField(label=gettext_lazy("Unit that carries it out"), required=False, max_length=160)
    data_pribadi = forms.ChoiceField(label=gettext_lazy("Is personal data processed?"), required=False, choices=_YES_NO)
    mulai = DayField(
        label=gettext_lazy("In force from"), required=False,
        help_text=gettext_lazy("Left empty it begins on the day of signing."),
    )  # fmt: skip
    lama_bulan = forms.IntegerField(
        label=gettext_lazy("Duration in months"), required=False, min_value=1, max_value=240
    )
    berakhir = DayField(
        label=gettext_lazy("Or: in force until"), required=False,
        help_text=gettext_lazy("Only when it is not a whole number of months."),
    )  # fmt: skip
    dasar_biaya = forms.ChoiceField(label=gettext_lazy("Basis of the cost"), required=False, choices=_BASES)
    dasar_biaya_kutipan = forms.CharField(
        label=gettext_lazy("Citation of the basis"), required=False, max_length=300,
        help_text=gettext_lazy("With its number and year, as it should stand in the text."),
    )  # fmt: skip
    penagihan = forms.ChoiceField(
        label=gettext_lazy("One invoice"), required=False,
        choices=[("bulan", gettext_lazy("per month")), ("permintaan", gettext_lazy("per request"))],
    )  # fmt: skip
    hari_tagihan = forms.IntegerField(
        label=gettext_lazy("Invoice within (days)"), required=False, min_value=1, max_value=365
    )
    hari_bayar = forms.IntegerField(
        label=gettext_lazy("Payment within (days)"), required=False, min_value=1, max_value=365
    )
    signing_mode = forms.ChoiceField(
        label=gettext_lazy("How it will be signed"), required=False,
        choices=[("elektronik", gettext_lazy("Electronically")), ("basah", gettext_lazy("In wet ink"))],
        help_text=gettext_lazy(
            "Some clauses follow from it, so it is chosen before the draft is made. Electronically between "
            "institutions, the law wants a certificate of an Indonesian PSrE (PP 71/2019 art. 41-42)."
        ),
    )  # fmt: skip
    jumlah_asli = forms.IntegerField(
        label=gettext_lazy("Number of originals"), required=False, min_value=2, max_value=20
    )

    class Look:
        width = {
            "lama_bulan": 6, "hari_tagihan": 6, "hari_bayar": 6, "jumlah_asli": 6, "mulai": 20, "berakhir": 20,
        }  # fmt: skip

    def __init__(self, asked: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=terms_of(asked), **kwargs)
        kind = TYPE_BY_CODE[asked.cooperation_type]
        chosen: Any = self.fields["scope_items"]
        chosen.choices = [(code, _(label)) for code, label in kind.items.items()]
        if template_in(asked).translation is None:
            del self.fields["judul_en"], self.fields["lingkup_en"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        begins, ends = given.get("mulai"), given.get("berakhir")
        if ends and given.get("lama_bulan"):
            self.add_error("berakhir", _("Give either the duration or the last day, not both."))
        if begins and ends and ends < begins:
            self.add_error("berakhir", _("The last day lies before the first. Correct one of them."))
        return given


def terms_of(asked: Request) -> dict[str, object]:
    """What the terms form shows first."""
    found: dict[str, object] = {name: asked.answers.get(name, "") for name in TERMS}
    for name in ("mulai", "berakhir"):
        value = found[name]
        found[name] = date.fromisoformat(value) if isinstance(value, str) and value else None
    if found["lama_bulan"]:
        found["berakhir"] = None  # the portal keeps the last day that follows from the months; one of the two is asked
    return found | {
        "data_pribadi": found["data_pribadi"] or "ya",
        "penagihan": found["penagihan"] or "bulan",
        "scope_items": asked.scope_items,
        "scope_other": asked.scope_other,
        "province": asked.province,
        "signing_mode": mode_of(asked),
    }


class PartyForm(LookMixin, forms.Form):
    """A party as it stands in the text."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name of the party"), max_length=200)
    address = forms.CharField(label=gettext_lazy("Address"), required=False, max_length=300)
    signatory_name = forms.CharField(
        label=gettext_lazy("Signatory, full name with titles"), required=False, max_length=160
    )
    signatory_title = forms.CharField(label=gettext_lazy("Position of the signatory"), required=False, max_length=160)
    authority = forms.CharField(
        label=gettext_lazy("Proof of authority"), required=False, max_length=300,
        help_text=gettext_lazy("As a noun phrase, for example: Keputusan Wali Kota Contoh Nomor 1 Tahun 2026."),
    )  # fmt: skip
    contact_name = forms.CharField(label=gettext_lazy("Contact person"), required=False, max_length=160)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, max_length=20)
    name_en = forms.CharField(label=gettext_lazy("Name of the party in English"), required=False, max_length=200)
    signatory_title_en = forms.CharField(
        label=gettext_lazy("Position of the signatory in English"), required=False, max_length=160
    )
    authority_en = forms.CharField(label=gettext_lazy("Proof of authority in English"), required=False, max_length=300)
    own_number = forms.CharField(
        label=gettext_lazy("Number of the document at this party"), required=False, max_length=120
    )
    has_no_number = forms.BooleanField(label=gettext_lazy("This party gives no number of its own"), required=False)


class ContactForm(LookMixin, forms.Form):
    """Whom to write to at one party."""

    id = forms.IntegerField(widget=forms.HiddenInput)
    contact_name = forms.CharField(label=gettext_lazy("Contact person"), required=False, max_length=160)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, max_length=20)


def contact_forms(asked: Request, data: Any = None) -> Any:
    """One form for each party of the partner."""
    made = forms.formset_factory(ContactForm, extra=0)
    rows = asked.parties.filter(is_host=False).values("id", "name", "contact_name", "email", "phone")
    found: Any = made(data, initial=list(rows), prefix="narahubung")
    for form in found.forms:
        form.about = form.initial.get("name", "")
    return found


class TestForm(LookMixin, forms.Form):
    """A row of the annex of tests."""

    test = forms.CharField(label=gettext_lazy("Test"), max_length=160)
    specimen = forms.CharField(label=gettext_lazy("Specimen"), required=False, max_length=120)
    method = forms.CharField(label=gettext_lazy("Method"), required=False, max_length=120)
    turnaround = forms.CharField(label=gettext_lazy("Turnaround"), required=False, max_length=60)
    tariff = RupiahField(label=gettext_lazy("Tariff (Rp)"), required=False, min_value=0)


class StudentForm(LookMixin, forms.Form):
    """A row of the annex of students."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    student_number = forms.CharField(label=gettext_lazy("Student number"), required=False, max_length=40)
    programme = forms.CharField(label=gettext_lazy("Programme"), required=False, max_length=160)
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        begins, ends = given.get("starts_on"), given.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("The last day lies before the first. Correct one of them."))
        return given


class SupervisorForm(LookMixin, forms.Form):
    """A row of the annex of supervisors."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    dari = forms.ChoiceField(
        label=gettext_lazy("From"), required=False,
        choices=[("lembaga", gettext_lazy("the institution")), ("mitra", gettext_lazy("the campus"))],
    )  # fmt: skip
    position = forms.CharField(label=gettext_lazy("Position"), required=False, max_length=160)
    field = forms.CharField(label=gettext_lazy("Field of guidance"), required=False, max_length=160)


class ValueForms:
    """All forms of the page together."""

    def __init__(self, asked: Request, data: Any = None) -> None:
        parties = list(asked.parties.values("id", *PARTY))
        self.terms = TermsForm(asked, data)
        self.parties = _rows(PartyForm, "pihak", parties, 0 if len(parties) > 2 else 1, data)
        self.tests = _rows(TestForm, "uji", list(asked.tests.values(*TEST)), 3, data)
        self.students = _rows(StudentForm, "mhs", list(asked.students.values(*STUDENT)), 3, data)
        self.supervisors = _rows(SupervisorForm, "pbb", supervisor_rows(asked.answers), 2, data)
        template = template_in(asked)
        self.in_two = template.translation is not None
        tables = template.tables
        self._name_rows()
        kind = asked.cooperation_type
        self.has_tests = kind == "pelayanan" or bool({"tarif", "validasi"} & tables) or asked.tests.exists()
        self.has_students = kind == "magang" or asked.students.exists()
        self.has_supervisors = "pembimbing" in tables

    def all(self) -> list[forms.Form]:
        """Every single form, for the summary of faults."""
        return [
            self.terms, *self.parties.forms, *self.tests.forms, *self.students.forms, *self.supervisors.forms,
        ]  # fmt: skip

    def _name_rows(self) -> None:
        """Each row says which one it is, for the summary of faults."""
        words = (
            (self.parties, _("Party %(number)s")),
            (self.tests, _("Tests and tariffs, row %(number)s")),
            (self.students, _("Students, row %(number)s")),
            (self.supervisors, _("Supervisors, row %(number)s")),
        )
        for rows, said in words:
            for number, form in enumerate(rows.forms, 1):
                name = form.initial.get("name", "")
                form.about = said % {"number": number} + (f" ({name})" if name else "")

    def is_valid(self) -> bool:
        rows = (self.parties, self.tests, self.students, self.supervisors)
        return all([self.terms.is_valid(), *(each.is_valid() for each in rows)])


def _rows(form: type[forms.Form], prefix: str, initial: list[dict[str, Any]], extra: int, data: Any) -> Any:
    made = forms.formset_factory(form, extra=extra, can_delete=True, absolute_max=300, max_num=250)
    found: Any = made(data, initial=initial, prefix=prefix)
    for one in found.forms:
        one.fields["DELETE"].label = _("Take this row out")
        one.fields["DELETE"].widget.attrs["class"] = "form-check-input"
    return found
