"""Answering a draft: agree to it, or send what should change; and answering a question of the study."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.casework import partner_acts
from simpul.casework.completion import FormFaults
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.access import Act
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.partner_turn import Turn, turns
from simpul.lib.wording import say
from simpul.pages.portal.access import partner_required
from simpul.pages.portal.proof import Wanted, proof_required, proved_until, spend
from simpul.pages.portal.read_draft import offered_draft
from simpul.pages.portal.receiving import keep_upload
from simpul.pages.shell.forms import LookMixin
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.refusals import Conflict, Refusal

_LONG = forms.Textarea(attrs={"rows": 6})
_FILE = forms.ClearableFileInput


class AgreeForm(LookMixin, forms.Form):
    """Yes, and nothing else."""

    setuju = forms.BooleanField(
        label=gettext_lazy("I have read this draft and agree to it on behalf of my institution.")
    )


class CounterForm(LookMixin, forms.Form):
    """What should change, in words or as an own text."""

    usul = forms.CharField(
        label=gettext_lazy("What should change"), widget=_LONG, required=False, max_length=10_000,
        help_text=gettext_lazy("Name the article, for example: Pasal 6 ayat (2)."),
    )  # fmt: skip
    berkas = forms.FileField(
        label=gettext_lazy("Your own text"), required=False,
        help_text=gettext_lazy("Word (.docx) or PDF, at most 10 MB. Best: our Word file with your changes in it."),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """One of the two is enough."""
        given: dict[str, object] = super().clean() or {}
        if not self.errors and not given.get("usul") and not given.get("berkas"):
            raise forms.ValidationError(_("Write what should change, or add your own text."))
        return given


class QuestionForm(LookMixin, forms.Form):
    """The answer to the study's question."""

    jawaban = forms.CharField(label=gettext_lazy("Your answer"), widget=_LONG, max_length=10_000)
    berkas = forms.FileField(
        label=gettext_lazy("File that belongs to it"), required=False,
        help_text=gettext_lazy("PDF, Word, JPG or PNG, at most 10 MB."),
    )  # fmt: skip


@partner_required
def agree(http: HttpRequest, asked: Request, number: int) -> HttpResponseBase:
    """`/lacak/draf/<n>/setujui/`."""
    draft = _answerable(asked, number)
    back = reverse("tracking:draft", args=[number])
    act = Act(asked, None, f"draf:{draft.pk}:setuju")
    stop = proof_required(http, Wanted(act, _("Agree to draft version %(number)s") % {"number": number}, back))
    if stop is not None:
        return stop
    form = AgreeForm(http.POST if http.method == "POST" else None)
    if form.is_valid():
        partner_acts.answer_draft(request=asked, draft_number=number, agreed=True)
        spend(http)
        messages.success(http, _("You have agreed to draft version %(number)s. Thank you.") % {"number": number})
        return redirect("tracking:track")
    page = {
        "title": _("Agree to draft version %(number)s") % {"number": number},
        "text": _("Afterwards we prepare the signing. The text is then fixed."),
        "button": _("Agree to draft version %(number)s") % {"number": number},
        "back": back,
    }
    return act_page(http, act, form, page)


@streams_uploads
@partner_required
def counter(http: HttpRequest, asked: Request, number: int) -> HttpResponseBase:
    """`/lacak/draf/<n>/tanggapan/`."""
    draft = _answerable(asked, number)
    back = reverse("tracking:draft", args=[number])
    act = Act(asked, None, f"draf:{draft.pk}:tanggapan")
    stop = proof_required(http, Wanted(act, _("Answer draft version %(number)s") % {"number": number}, back))
    if stop is not None:
        return stop
    form = CounterForm(http.POST, http.FILES) if http.method == "POST" else CounterForm()
    if form.is_valid() and _countered(asked, number, form):
        spend(http)
        messages.success(http, _("Your answer to draft version %(number)s has arrived.") % {"number": number})
        return redirect("tracking:track")
    page = {
        "title": _("Answer draft version %(number)s") % {"number": number},
        "text": _("Our team reads your answer and sends a new version where the text changes."),
        "button": _("Send answer"),
        "back": back,
    }
    return act_page(http, act, form, page)


def _answerable(asked: Request, number: int) -> Draft:
    """The draft that waits for an answer. Raises Http404, or Conflict LCK-21 when the answer is here already."""
    draft = offered_draft(asked, number)
    assert asked.case is not None
    turn = next((turn for turn in turns(asked, asked.case) if turn.kind == "draft"), None)
    if turn is None or turn.number != number:
        raise Conflict("LCK-21", _("Your answer to this draft is here already, or it is no longer asked for."))
    return draft


def _countered(asked: Request, number: int, form: CounterForm) -> bool:
    try:
        with transaction.atomic():  # the file of a refused act goes with it
            file = _kept(asked, form, "draf_tanggapan", ("pdf", "docx"))
            partner_acts.answer_draft(
                request=asked, draft_number=number, agreed=False, note=form.cleaned_data["usul"], counter=file
            )
    except Refusal as refusal:
        if isinstance(refusal, Conflict):
            raise
        form.add_error("berkas", say(refusal))
        return False
    return True


def _kept(asked: Request, form: forms.Form, kind: str, kinds: tuple[str, ...]) -> StoredFile | None:
    upload = form.cleaned_data["berkas"]
    return keep_upload(asked, upload, kind, kinds) if upload else None


@streams_uploads
@partner_required
def question(http: HttpRequest, asked: Request) -> HttpResponseBase:
    """`/lacak/jawab/`: completes the waiting step, and the study goes on."""
    assert asked.case is not None
    turn = next((turn for turn in turns(asked, asked.case) if turn.kind == "question"), None)
    if turn is None:
        raise Http404
    back = reverse("tracking:track")
    act = Act(asked, None, f"jawab:{turn.key}")
    stop = proof_required(http, Wanted(act, _("Answer our question"), back, turn.text))
    if stop is not None:
        return stop
    form = QuestionForm(http.POST, http.FILES) if http.method == "POST" else QuestionForm()
    if form.is_valid() and _answered(asked, turn, form):
        spend(http)
        messages.success(http, _("Your answer has arrived. The study goes on."))
        return redirect("tracking:track")
    page = {
        "title": _("Answer our question"), "asked_text": turn.text, "button": _("Send answer"), "back": back,
    }  # fmt: skip
    return act_page(http, act, form, page)


def _answered(asked: Request, turn: Turn, form: QuestionForm) -> bool:
    try:
        with transaction.atomic():
            file = _kept(asked, form, "berkas_susulan", ("pdf", "docx", "jpeg", "png"))
            partner_acts.answer_question(
                request=asked, key=turn.key, text=form.cleaned_data["jawaban"], files=[file] if file else []
            )
    except FormFaults as faults:
        form.add_error("jawaban", " ".join(say(fault) for fault in faults.faults.values()))
        return False
    except Conflict:
        raise
    except Refusal as refusal:
        form.add_error("berkas", say(refusal))
        return False
    return True


def act_page(http: HttpRequest, act: Act, form: forms.Form, page: dict[str, str]) -> HttpResponse:
    """One act: its form, its one button, until when the code holds."""
    context = {
        **page, "form": form, "institution": act.request.institution, "case": act.request.case,
        "proved_until": proved_until(http, act),
    }  # fmt: skip
    return render(http, "portal/act.html", context, status=422 if form.is_bound else 200)
