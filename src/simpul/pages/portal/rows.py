"""M4, tables: students, tests, further parties. Rows are added and taken out without JavaScript, or pasted at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from simpul.features.agreements.actions_requests import set_parties, set_students, set_tests
from simpul.features.agreements.models import Request
from simpul.features.agreements.sections import rows_in, sections_of
from simpul.pages.portal.drafts import draft_required
from simpul.pages.portal.forms.answers import read
from simpul.pages.portal.forms.number import NumberFields, has_no_number, own_number
from simpul.pages.portal.labels import Text
from simpul.pages.portal.sections import frame, onward
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin
from simpul.rules import contact_numbers

MOST_ROWS = 100
PREFIX = "baris"


class RowForm(LookMixin, forms.Form):
    """A row; one that is wholly empty is left out."""

    use_required_attribute = False
    key: ClassVar[str] = "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True
        named = self.fields[self.key]
        named.required = True
        named.error_messages["required"] = _("This row has no name yet. Fill it in, or take the row out.")


class StudentForm(RowForm):
    name = forms.CharField(label=_("Full name"), max_length=160, required=False)
    student_number = forms.CharField(label=_("Student number (NIM)"), max_length=40, required=False)
    programme = forms.CharField(label=_("Study programme"), max_length=160, required=False)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until"), required=False)

    class Look:
        autocomplete: ClassVar = {"name": "off"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first one."))
        return given


class TestForm(RowForm):
    key = "test"
    test = forms.CharField(label=_("Test"), max_length=160, required=False)
    specimen = forms.CharField(label=_("Specimen"), max_length=120, required=False)
    method = forms.CharField(label=_("Method, if you need a certain one"), max_length=120, required=False)


class PartyForm(NumberFields, RowForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Full name of the institution"), max_length=200, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    signatory_name = forms.CharField(label=_("Signatory, full name with titles"), max_length=160, required=False)
    signatory_title = forms.CharField(label=_("Office"), max_length=160, required=False)
    authority = forms.CharField(label=_("Basis of authority"), max_length=300, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=160, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(
        label=_("WhatsApp or telephone"), required=False, max_length=30, widget=forms.TextInput(attrs={"type": "tel"})
    )
    own_number = own_number(_("Number of the agreement on this side"))
    has_no_number = has_no_number(_("This party gives no number of its own"))

    class Look:
        autocomplete: ClassVar = {"name": "off", "contact_name": "off", "email": "off", "phone": "off"}

    def clean_phone(self) -> str:
        return read(contact_numbers.phone, self.cleaned_data["phone"])


@dataclass(frozen=True)
class Table:
    """What a table section is made of."""

    form: type[RowForm]
    save: Callable[..., None]
    row: Text
    add: Text
    paste: Text = ""
    columns: tuple[str, ...] = ()


TABLES: dict[str, Table] = {
    "mahasiswa": Table(
        StudentForm, set_students, _("Student"), _("Add a student"),
        _("Copy the columns name, NIM and study programme from your spreadsheet, one student per line."),
        ("name", "student_number", "programme"),
    ),
    "pemeriksaan": Table(
        TestForm, set_tests, _("Test"), _("Add a test"),
        _("Copy the columns test and specimen from your spreadsheet, one test per line."), ("test", "specimen"),
    ),
    "pihak": Table(PartyForm, set_parties, _("Further party"), _("Add a party")),
}  # fmt: skip


def _formset(table: Table) -> type[BaseFormSet[RowForm]]:
    return formset_factory(table.form, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def _typed(request: HttpRequest, table: Table) -> list[dict[str, str]]:
    """The rows as they were typed, unjudged."""
    total = request.POST.get(f"{PREFIX}-TOTAL_FORMS", "0")
    count = min(int(total), MOST_ROWS) if total.isdecimal() else 0
    names = table.form.base_fields
    return [{name: request.POST.get(f"{PREFIX}-{at}-{name}", "") for name in names} for at in range(count)]


def pasted(text: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Lines of a spreadsheet: columns divided by tab, semicolon or bar; a leading number of the line is dropped."""
    found = []
    for line in text.splitlines():
        divider = next((sign for sign in ("\t", ";", "|") if sign in line), "\t")
        cells = [cell.strip() for cell in line.split(divider)]
        if len(cells) > 1 and cells[0].rstrip(".").isdecimal() and len(cells[0]) <= 4:
            cells = cells[1:]
        if any(cells):
            found.append(dict(zip(columns, cells, strict=False)))
    return found


def _changed(request: HttpRequest, table: Table) -> list[dict[str, str]] | None:
    """The rows after a button that only changes the table was pressed; None when the form is to be saved."""
    rows = _typed(request, table)
    if "tempel" in request.POST and table.columns:
        kept = [row for row in rows if any(row.values())]
        return [*kept, *pasted(request.POST.get("daftar", ""), table.columns)][:MOST_ROWS]
    if "tambah" in request.POST:
        return [*rows, {}][:MOST_ROWS]
    place = request.POST.get("keluarkan", "")
    if place.isdecimal():
        return [row for at, row in enumerate(rows) if at != int(place)] or [{}]
    return None


@draft_required
def edit(request: HttpRequest, draft: Request, section: str) -> HttpResponseBase:
    """Show, change and save a table."""
    if section not in sections_of(draft):
        raise Http404
    table = TABLES[section]
    if request.method != "POST":
        return _page(request, draft, section, _blank(table, rows_in(draft, section) or [{}]))
    changed = _changed(request, table)
    if changed is not None:
        return _page(request, draft, section, _blank(table, changed), focus="tambah" in request.POST)
    formset = _formset(table)(request.POST, prefix=PREFIX)
    if not formset.is_valid():
        return _page(request, draft, section, formset)
    table.save(request_id=draft.pk, rows=[form.cleaned_data for form in formset])
    return onward(request, draft, section)


def _blank(table: Table, rows: Sequence[Mapping[str, object]]) -> BaseFormSet[RowForm]:
    return _formset(table)(initial=[dict(row) for row in rows], prefix=PREFIX)


def _faults(formset: BaseFormSet[RowForm], row: str) -> list[dict[str, str]]:
    """Every fault with its row, for the summary on top."""
    if not formset.is_bound:
        return []
    found = [{"id": "", "label": "", "text": str(text)} for text in formset.non_form_errors()]
    for at, form in enumerate(formset.forms, 1):
        for bound in form:
            label = f"{row} {at}, {bound.label}"
            found += [{"id": bound.id_for_label, "label": label, "text": str(text)} for text in bound.errors]
        found += [{"id": "", "label": f"{row} {at}", "text": str(text)} for text in form.non_field_errors()]
    return found


def _page(
    request: HttpRequest, draft: Request, section: str, formset: BaseFormSet[RowForm], focus: bool = False
) -> HttpResponse:
    table = TABLES[section]
    context = {
        **frame(draft, section), "formset": formset, "table": table, "row_name": table.row, "focus": focus,
        "faults": _faults(formset, str(table.row)), "full": len(formset.forms) >= MOST_ROWS,
        "most": _now("At most %(n)s rows.") % {"n": MOST_ROWS},
    }  # fmt: skip
    return render(request, "portal/rows.html", context)
