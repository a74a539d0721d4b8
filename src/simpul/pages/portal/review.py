"""M6: all answers with "Ubah", the statement on personal data, and the one press that files the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework.intake import FilingFaults, file_request
from simpul.features.agreements.actions_requests import confirm_statement
from simpul.features.agreements.drafts import partner
from simpul.features.agreements.models import Request
from simpul.features.agreements.paper_places import papers_by_place, places_of
from simpul.features.agreements.requests import filing_faults, papers_lacking
from simpul.features.agreements.sections import rows_in, sections_of, values_in
from simpul.lib.wording import say
from simpul.pages.portal.drafts import draft_required, to_tracking
from simpul.pages.portal.forms import FORMS
from simpul.pages.portal.labels import TOPICS
from simpul.pages.portal.rows import TABLES
from simpul.pages.portal.tasklist import address
from simpul.pages.shell import formats
from simpul.pages.shell.forms import LookMixin
from simpul.pages.shell.paper_words import paper_title
from simpul.rules.agreement_text.words import rupiah_in_words
from simpul.rules.refusals import Refusal
from simpul.rules.requirements import LETTER

_SECTION_OF = {
    "category": "jenis", "cooperation_type": "jenis", "scope_items": "lingkup", "partner_name": "lembaga",
    "contact_name": "narahubung", "contact_email": "narahubung", "letter_date": "surat", LETTER: "dokumen",
}  # fmt: skip


class SendForm(LookMixin, forms.Form):
    """The statement; ``form_key`` makes a second press find the same case."""

    use_required_attribute = False
    form_key = forms.CharField(widget=forms.HiddenInput)
    pernyataan = forms.BooleanField(
        label=gettext_lazy(
            "What I filled in is true, I may send it for my institution, and the persons named know that their data "
            "is used for this cooperation."
        ),
        error_messages={"required": gettext_lazy("Tick the statement before you send.")},
    )


@dataclass(frozen=True)
class Answer:
    """One line of the check."""

    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """A section with its answers and the way to change them."""

    name: str
    url: str
    answers: tuple[Answer, ...]


def _text_of(field: forms.Field, value: object) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else ""
    if isinstance(field, forms.ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        words = {str(code): str(label) for code, label in field.widget.choices}
        return ", ".join(words[str(code)] for code in chosen if code not in ("", None) and str(code) in words)
    if isinstance(value, date):
        return formats.tanggal(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{formats.rupiah(value)} ({rupiah_in_words(value)})"
    return str(value or "")


def _fields(draft: Request, section: str) -> tuple[Answer, ...]:
    form, values = FORMS[section](draft=draft), values_in(draft, section)
    if section == "jenis":
        values["is_extension"] = "perpanjangan" if draft.is_extension else "baru"
    return tuple(
        Answer(str(field.label), _text_of(field, values.get(name)))
        for name, field in form.fields.items()
        if values.get(name) or not isinstance(field, forms.BooleanField)
    )


def _rows(draft: Request, section: str) -> tuple[Answer, ...]:
    row = str(TABLES[section].row)
    found = []
    for at, values in enumerate(rows_in(draft, section), 1):
        form = TABLES[section].form
        said = [_text_of(form.base_fields[name], cell) for name, cell in values.items() if cell and name != "id"]
        found.append(Answer(f"{row} {at}", "\n".join(said)))
    return tuple(found)


def _papers(draft: Request) -> tuple[Answer, ...]:
    here = papers_by_place(draft)
    return tuple(
        Answer(
            paper_title(place.requirement.code, place.party),
            here[place.code].file.name if place.code in here else "",
        )
        for place in places_of(draft)
    )


def parts(draft: Request) -> list[Part]:
    """Everything the request says, by section."""
    found = []
    for section in ("jenis", *sections_of(draft)):
        if section == "dokumen":
            answers = _papers(draft)
        else:
            answers = _rows(draft, section) if section in TABLES else _fields(draft, section)
        url = f"{address(draft, section)}?dari=periksa"
        found.append(Part(str(TOPICS[section].name), url, answers))
    return found


def fault_links(draft: Request, faults: Mapping[str, Refusal]) -> list[dict[str, str]]:
    """What keeps the request from being sent, each with the way to the answer."""
    return [
        {"url": f"{address(draft, _SECTION_OF[field])}?dari=periksa", "label": say(fault)}
        for field, fault in faults.items()
    ]


@transaction.atomic
def _file(draft: Request) -> None:
    confirm_statement(request_id=draft.pk)
    file_request(request_id=draft.pk, by=partner(draft))


@draft_required
def check(request: HttpRequest, draft: Request) -> HttpResponseBase:
    """Show everything; POST files it. Sent twice, both answers lead to the same confirmation."""
    form = SendForm(request.POST or None, initial={"form_key": draft.form_key})
    faults: Mapping[str, Refusal] = {}
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["form_key"] != draft.form_key:
            return redirect("portal:review", slug=draft.slug)
        try:
            _file(draft)
            return to_tracking(request, draft)
        except FilingFaults as refused:
            faults = refused.faults
    return _page(request, draft, form, faults)


def _page(request: HttpRequest, draft: Request, form: SendForm, faults: Mapping[str, Refusal]) -> HttpResponse:
    missing = faults or filing_faults(draft)
    context = {
        "institution": draft.institution, "draft": draft, "parts": parts(draft), "form": form,
        "faults": fault_links(draft, missing), "tried": bool(faults),
        "lacking": [_(paper.label) for paper in papers_lacking(draft) if paper.code != LETTER],
    }  # fmt: skip
    return render(request, "portal/review.html", context)
