"""`/meja/surat/baru/`: a letter that came by WhatsApp, e-mail, Srikandi or by hand becomes a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework.intake import FilingFaults
from simpul.casework.letters import new_form_key, register_letter
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import drop
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.duplicates import Suspect, suspects
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.channels import CHANNELS
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.step_entries import ACCEPT
from simpul.pages.desk.uploads import keep_upload, own_file
from simpul.pages.shell.days import DayField, not_after
from simpul.pages.shell.forms import LookMixin
from simpul.pages.shell.intake import streams_uploads
from simpul.pages.shell.navigation import Crumb
from simpul.rules.refusals import N_, NotAllowed, Refusal
from simpul.rules.requirements import CATEGORIES, LETTER, TYPES

_COLUMNS = (
    "channel", "partner_name", "category", "cooperation_type", "letter_number", "letter_date", "srikandi_number",
    "contact_name", "contact_email", "contact_phone",
)  # fmt: skip


class LetterForm(LookMixin, forms.Form):
    """Who wrote, how it came, the scan. What the letter does not say stays empty and is completed later."""

    use_required_attribute = False
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    channel = forms.ChoiceField(
        label=gettext_lazy("How the letter came"), widget=forms.RadioSelect,
        choices=[(code, word) for code, word in CHANNELS.items() if code != "portal"],
    )  # fmt: skip
    received_on = DayField(label=gettext_lazy("Date received"))
    letter = forms.FileField(
        label=gettext_lazy("Scan or photo of the letter"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("PDF, JPEG, PNG or DOCX, at most 10 MB."),
    )  # fmt: skip
    partner_name = forms.CharField(label=gettext_lazy("Name of the institution or company"), max_length=200)
    category = forms.ChoiceField(label=gettext_lazy("Kind of partner"), widget=forms.RadioSelect)
    cooperation_type = forms.ChoiceField(label=gettext_lazy("Kind of cooperation"))
    letter_number = forms.CharField(
        label=gettext_lazy("Number of the letter"), max_length=120, required=False,
        help_text=gettext_lazy("Leave empty if the letter has none."),
    )  # fmt: skip
    letter_date = DayField(label=gettext_lazy("Date of the letter"), required=False)
    srikandi_number = forms.CharField(
        label=gettext_lazy("Srikandi number"), max_length=120, required=False,
        help_text=gettext_lazy("Only if the letter stands in Srikandi already; entering it is then skipped."),
    )  # fmt: skip
    contact_name = forms.CharField(label=gettext_lazy("Contact person"), max_length=160, required=False)
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False,
        help_text=gettext_lazy("Without it you record the answers here, and the agreement is signed on paper."),
    )  # fmt: skip
    contact_phone = forms.CharField(label=gettext_lazy("Telephone or WhatsApp"), max_length=20, required=False)
    another = forms.BooleanField(label=gettext_lazy("I have compared them: this is another letter"), required=False)

    class Look:
        width = {"letter_number": 20, "srikandi_number": 20, "contact_phone": 20, "received_on": 20, "letter_date": 20}
        autocomplete = {"partner_name": "off", "contact_name": "off", "contact_email": "off", "contact_phone": "off"}

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_after(self, "received_on", today)
        not_after(self, "letter_date", today)
        for name, choices in (
            ("category", [(code, _(label)) for code, label in CATEGORIES.items()]),
            ("cooperation_type", [("", _("Choose")), *((kind.code, _(kind.label)) for kind in TYPES)]),
        ):
            entry = self.fields[name]
            assert isinstance(entry, forms.ChoiceField)
            entry.choices = choices
        self.fields["letter"].required = not self.data.get("kept")


@streams_uploads
@officer_required
def register(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Ask, judge the scan, warn of a letter that is here already, and start the case."""
    if not officer.lanes:
        raise NotAllowed("PGJ-31", N_("Only officers who stand in a lane register letters."))
    today = calendar_for(officer.institution_id).local(clock.now()).date()
    if request.method != "POST":
        return _page(request, officer, LetterForm(today, initial={"form_key": new_form_key(), "received_on": today}))
    form = LetterForm(today, request.POST, request.FILES)
    letter = _letter(form, officer)
    valid = form.is_valid() and letter is not None
    found = _doubles(form, officer)
    if not valid or letter is None or (found and not form.cleaned_data["another"]):
        return _page(request, officer, form, letter, found, 422)
    try:
        values = {name: form.cleaned_data[name] for name in _COLUMNS}
        case = register_letter(
            officer=officer, form_key=form.cleaned_data["form_key"], values=values, letter=letter,
            received_on=form.cleaned_data["received_on"],
        )  # fmt: skip
    except FilingFaults as faults:
        for name, fault in faults.faults.items():
            form.add_error(name if name in form.fields else None, say(fault))
        return _page(request, officer, form, letter, found, 422)
    except Refusal as refusal:
        form.add_error("received_on", say(refusal))
        return _page(request, officer, form, letter, found, 422)
    drop([letter])  # only where the form came twice and the first one's letter stands
    messages.success(request, _("Registered as %(ticket)s.") % {"ticket": case.ticket})
    return redirect("desk:case", case.slug)


def _letter(form: LetterForm, officer: Officer) -> StoredFile | None:
    """The scan sent now, or the one kept from an attempt before; its refusal becomes a fault of the form."""
    upload, kept = form.files.get("letter"), own_file(str(form.data.get("kept", "")), officer)
    if upload is None:
        return kept
    try:
        letter = keep_upload(upload, LETTER, officer)
    except Refusal as refusal:
        form.add_error("letter", say(refusal))
        return None
    drop([kept] if kept else [])
    return letter


def _doubles(form: LetterForm, officer: Officer) -> tuple[Suspect, ...]:
    name = form.cleaned_data.get("partner_name", "")
    number = form.cleaned_data.get("letter_number", "")
    return suspects(institution_id=officer.institution_id, name=name, letter_number=number) if name else ()


def _page(
    request: HttpRequest,
    officer: Officer,
    form: LetterForm,
    letter: StoredFile | None = None,
    doubles: tuple[Suspect, ...] = (),
    status: int = 200,
) -> HttpResponse:
    crumbs = (Crumb(_("Letters in"), "/meja/surat/"), Crumb(_("Register a letter")))
    context = {"form": form, "letter": letter, "doubles": doubles}
    return desk_page(
        request, officer, "desk/register_letter.html", context, current="/meja/surat/", crumbs=crumbs, status=status
    )
