"""6, `/perkara/<slug>/perundingan/`: offer the draft by link or by hand, keep the partner's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework import text_acts
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Task
from simpul.features.agreements.analysis import is_unread
from simpul.features.agreements.models import Draft, PartnerAnswer, Request
from simpul.features.agreements.negotiation import Answer, offer_text, our_latest
from simpul.lib import clock
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import CaseView, load_case
from simpul.pages.desk.channels import CHANNELS
from simpul.pages.desk.ladder import Rung, ladder_of
from simpul.pages.desk.text_pages import request_for, text_page
from simpul.pages.desk.uploads import keep_upload
from simpul.pages.shell.days import DayField, not_before
from simpul.pages.shell.formats import nomor_wa
from simpul.pages.shell.forms import DateEntry, LookMixin
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import Refusal

BY_HAND = ("whatsapp", "email", "langsung")
MEETING = gettext_lazy("By hand or in a meeting")
_ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"


class OfferForm(LookMixin, forms.Form):
    """The draft went out by hand."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Sent by"), choices=[(code, CHANNELS[code]) for code in BY_HAND], widget=forms.RadioSelect
    )
    reply_by = DayField(
        label=gettext_lazy("Answer wanted by"), required=False, widget=DateEntry(attrs={"class": "s-w-20"})
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_before(self, "reply_by", today)


class LocalTime(forms.DateTimeInput):
    """The browser's own entry of a date with its time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"class": "s-w-20"})


class AnswerForm(LookMixin, forms.Form):
    """What the partner said, with its channel and its evidence."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("The partner"), widget=forms.RadioSelect,
        choices=[("setuju", gettext_lazy("agrees to this version")), ("ubah", gettext_lazy("wants changes"))],
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What the partner said"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("With changes: which article, and which words are proposed."),
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=gettext_lazy("Came by"),
        widget=forms.RadioSelect,
        choices=[(code, MEETING if code == "langsung" else CHANNELS[code]) for code in BY_HAND],
    )
    answered_at = forms.DateTimeField(label=gettext_lazy("Came on"), widget=LocalTime())
    evidence = forms.FileField(
        label=gettext_lazy("Evidence"), required=False, widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=gettext_lazy("Screenshot or printed message, at most 10 MB."),
    )  # fmt: skip
    counter = forms.FileField(
        label=gettext_lazy("The partner's own text"), required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=gettext_lazy("Word, or a scan as PDF, JPG or PNG. It becomes the partner's next version."),
    )  # fmt: skip


def talks_task(officer: Officer, view: CaseView) -> Task | None:
    """The open task in which this officer talks with the partner."""
    return text_acts.task_for(officer, view.tasks, view.procedure, {text_acts.TALKS})


@officer_required
def negotiation(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read for every officer of the institution; acted in by the lane that talks with the partner."""
    return _page(request, officer, load_case(officer, slug))


@officer_required
def offer(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """POST: the draft was sent by hand."""
    view = load_case(officer, slug)
    form = OfferForm(_today(officer), request.POST or None)
    if not form.is_valid():
        return _page(request, officer, view, offering=form)
    asked = request_for(view)
    text = _offer_words(view, asked, form.cleaned_data["reply_by"])
    try:
        text_acts.record_offer(
            case_id=view.case.pk, officer=officer, channel=form.cleaned_data["channel"],
            reply_by=form.cleaned_data["reply_by"], text=text,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, officer, view, offering=form, error=say(refusal))
    messages.success(request, _("Recorded as sent. The clock stands until the partner answers."))
    return redirect("desk:negotiation", slug)


@streams_uploads
@officer_required
def answer(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """POST: what the partner answered."""
    view = load_case(officer, slug)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(request, officer, view, answering=form)
    number = request.POST.get("versi", "")
    try:
        with transaction.atomic():
            text_acts.record_answer(
                case_id=view.case.pk, officer=officer, draft_number=int(number) if number.isdecimal() else 0,
                answer=_answer(form.cleaned_data, officer),
            )  # fmt: skip
    except Refusal as refusal:
        return _page(request, officer, view, answering=form, error=say(refusal))
    messages.success(request, _("The answer is kept with its channel. The clock runs again."))
    return redirect("desk:negotiation", slug)


def _answer(given: Mapping[str, Any], officer: Officer) -> Answer:
    return Answer(
        agreed=given["verdict"] == "setuju",
        channel=str(given["channel"]),
        answered_at=given["answered_at"],
        note=str(given["note"]),
        evidence=_kept(given["evidence"], "bukti_tanggapan", officer),
        counter=_kept(given["counter"], "draf_mitra", officer),
    )


def _kept(upload: object, kind: str, officer: Officer) -> StoredFile | None:
    return keep_upload(upload, kind, officer) if isinstance(upload, UploadedFile) else None


def _today(officer: Officer) -> date:
    """The day of the institution."""
    return calendar_for(officer.institution_id).local(clock.now()).date()


def _offer_words(view: CaseView, asked: Request, reply_by: date | None) -> str:
    draft = our_latest(asked)
    if draft is None:
        return ""
    tracking = f"{settings.PUBLIC_URL}/lacak/"
    return offer_text(request=asked, ticket=view.case.ticket, draft=draft, tracking=tracking, reply_by=reply_by)


def _page(
    request: HttpRequest,
    officer: Officer,
    view: CaseView,
    *,
    offering: OfferForm | None = None,
    answering: AnswerForm | None = None,
    error: str = "",
) -> HttpResponse:
    asked, task = request_for(view), talks_task(officer, view)
    draft = our_latest(asked)
    words, ladder = _offer_words(view, asked, draft.reply_by if draft is not None else None), ladder_of(asked)
    now = calendar_for(officer.institution_id).local(clock.now())
    answers = PartnerAnswer.objects.filter(draft__request=asked).select_related(
        "draft", "counter_draft", "evidence", "recorded_by"
    )
    context = {
        "asked": asked, "draft": draft, "task": task, "error": error, "words": words,
        "whatsapp": f"{nomor_wa(asked.contact_phone)}?text={quote(words)}" if asked.contact_phone else "",
        "offering": offering or OfferForm(now.date(), initial={"channel": "whatsapp"}),
        "answering": answering or AnswerForm(initial={"answered_at": now.strftime("%Y-%m-%dT%H:%M")}),
        "answers": list(answers.order_by("-answered_at", "-pk")), "channels": CHANNELS,
        "last": _last(draft), "waiting": bool(view.case.facts.get("tanggapan_mitra_ditunggu")),
        "unread": draft is not None and is_unread(draft, view.procedure, view.case.pk),
        "ladder": ladder, "by_eye": _by_eye(ladder),
        "undecided": next((rung.draft for rung in ladder if rung.awaits), None),
    }  # fmt: skip
    status = 422 if error or offering is not None or answering is not None else 200
    return text_page(request, officer, view, "desk/negotiation.html", context, _("Talks with the partner"), status)


def _by_eye(ladder: Sequence[Rung]) -> Draft | None:
    """The newest version where it is the partner's, no machine compares it, and nobody noted yet what it says."""
    newest = ladder[-1] if ladder else None
    unread = newest is not None and newest.is_theirs and newest.counts is None and not newest.notes
    return newest.draft if newest is not None and unread else None


def _last(draft: Draft | None) -> PartnerAnswer | None:
    """The newest answer to the newest version of ours."""
    return draft.answers.order_by("-answered_at", "-pk").first() if draft is not None else None
