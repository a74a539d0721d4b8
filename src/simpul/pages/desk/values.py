"""`/perkara/<slug>/nilai/`: what the agreement is made from, in one page; every open place of the text leads here."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.casework.text_acts import NUMBERING, change_values, standing_in, task_for
from simpul.core.directory.officers import Officer
from simpul.features.agreements import value_changes
from simpul.features.agreements.drafting import assembled
from simpul.features.agreements.models import Request
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.pages.desk.value_forms import TermsForm, ValueForms
from simpul.rules.agreement_text.columns import SECOND
from simpul.rules.agreement_text.slots import MissingValue
from simpul.rules.refusals import Refusal

_ENTRIES: Mapping[str, str] = {
    "subject": "judul", "subject_en": "judul_en", "scope_items_en": "lingkup_en",
    "host_unit": "unit_pelaksana", "province": "province",
    "start_date": "mulai", "end_date": "berakhir", "duration_months": "lama_bulan", "scope_items": "scope_items",
    "cost_basis": "dasar_biaya", "cost_basis.citation": "dasar_biaya_kutipan", "billing.invoice_days": "hari_tagihan",
    "billing.due_days": "hari_bayar", "originals": "jumlah_asli", "tests": "uji-0-test", "students": "mhs-0-name",
    "supervisors": "pbb-0-name", "supervisors.campus": "pbb-1-name",
}  # fmt: skip
# The terms in the order in which they are talked about.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "document": (
        "judul", "judul_en", "scope_items", "scope_other", "lingkup_en", "province", "unit_pelaksana", "data_pribadi",
        "signing_mode", "jumlah_asli",
    ),
    "term": ("mulai", "lama_bulan", "berakhir"),
    "cost": ("dasar_biaya", "dasar_biaya_kutipan", "penagihan", "hari_tagihan", "hari_bayar"),
}  # fmt: skip
_PARTY = {"contact_email": "email", "contact_phone": "phone", "number": "own_number"}


def place_of(slug: str, missing: MissingValue) -> str:
    """The address of the entry where a missing value can be filled in."""
    if missing.field.endswith(SECOND):
        return reverse("desk:drafting", args=[slug])
    head, _dot, rest = missing.field.partition(".")
    entry = _ENTRIES.get(missing.field, "")
    if head == "parties" and "." in rest:
        number, name = rest.split(".", 1)
        entry = f"pihak-{number}-{_PARTY.get(name, name)}"
    return reverse("desk:values", args=[slug]) + (f"#id_{entry}" if entry else "")


def open_places(slug: str, asked: Request) -> list[dict[str, str]]:
    """The missing values of the draft as links: label, where in the text, and where to fill it in."""
    return [{"label": one.label, "where": one.where, "url": place_of(slug, one)} for one in assembled(asked).missing]


@officer_required
def values(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read for every officer of the institution; changed by the lane whose task is open, until the text is fixed."""
    view = load_case(officer, slug)
    asked = request_for(view)
    may = task_for(officer, view.tasks, view.procedure, None) is not None
    forms = ValueForms(asked, request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST" and forms.is_valid():
        try:
            change_values(
                case_id=view.case.pk, officer=officer, change=_writing(forms, request.POST.get("dilihat", ""))
            )
        except Refusal as refusal:
            error = say(refusal)
        else:
            return _saved(request, slug)
    context = {
        **{name: _bound(forms.terms, entries) for name, entries in _GROUPS.items()},
        "forms": forms, "may": may, "error": error, "places": open_places(slug, asked),
        "seen": request.POST.get("dilihat") or value_changes.fingerprint(asked), "reader": _reader(view, may),
        "contacts": task_for(officer, view.tasks, view.procedure, {NUMBERING}) is not None,
        "faulty": any(form.errors for form in forms.all()) if request.method == "POST" else False,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return text_page(request, officer, view, "desk/values.html", context, _("Values"), status)


def _bound(terms: TermsForm, entries: tuple[str, ...]) -> list[BoundField]:
    """The entries that this case has: those in English only where the agreement is made in two languages."""
    return [terms[entry] for entry in entries if entry in terms.fields]


def _writing(forms: ValueForms, seen: str) -> value_changes.Changing:
    def write(asked: Request) -> set[str]:
        value_changes.check_fingerprint(asked, seen)
        changed = value_changes.write_terms(asked, forms.terms.cleaned_data)
        changed |= value_changes.write_parties(asked, [form.cleaned_data for form in forms.parties.forms])
        if forms.has_tests:
            changed |= value_changes.write_tests(asked, [form.cleaned_data for form in forms.tests.forms])
        if forms.has_students:
            changed |= value_changes.write_students(asked, [form.cleaned_data for form in forms.students.forms])
        if forms.has_supervisors:
            changed |= value_changes.write_supervisors(asked, [form.cleaned_data for form in forms.supervisors.forms])
        return changed

    return write


def _saved(request: HttpRequest, slug: str) -> HttpResponse:
    messages.success(request, _("The values are kept."))
    return redirect("desk:values" if "lagi" in request.POST else "desk:drafting", slug)


def _reader(view: CaseView, may: bool) -> str:
    """Why the page can only be read; empty where it can be changed."""
    if may:
        return ""
    if not standing_in(view.tasks, view.procedure, None):
        return _("The text is agreed and fixed, or the case has ended.")
    return _("The team whose task is open fills in the values.")
