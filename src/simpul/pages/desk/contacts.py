"""`/perkara/<slug>/narahubung/`: whom to write to, when the text is agreed and only numbers and mode are still open."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from simpul.casework.text_acts import NUMBERING, change_contacts, task_for
from simpul.core.directory.officers import Officer
from simpul.features.agreements.value_changes import write_contacts
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.pages.desk.value_forms import contact_forms


@officer_required
def contacts(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """For the lane that fixes number, date and mode; nobody else finds the page."""
    view = load_case(officer, slug)
    if task_for(officer, view.tasks, view.procedure, {NUMBERING}) is None:
        raise Http404
    forms = contact_forms(request_for(view), request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.is_valid():
        rows = [form.cleaned_data for form in forms.forms]
        change_contacts(case_id=view.case.pk, officer=officer, change=lambda asked: write_contacts(asked, rows))
        messages.success(request, _("The contacts are kept."))
        return redirect("desk:case", slug)
    status = 422 if request.method == "POST" else 200
    return text_page(request, officer, view, "desk/contacts.html", {"forms": forms}, _("Contacts"), status)
