"""M3: what is done and what is left, until when the draft is kept, and the way back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from simpul.features.agreements.access import exchange
from simpul.features.agreements.models import Request
from simpul.features.agreements.requests import filing_faults
from simpul.features.agreements.resuming import mail_again, mail_links_to
from simpul.features.agreements.sections import Progress, next_open, progress_of
from simpul.pages.portal.access import network, private, too_many
from simpul.pages.portal.drafts import draft_required, drafts_here, enter, remember
from simpul.pages.portal.labels import TOPICS
from simpul.pages.portal.limits import may_ask_link
from simpul.pages.portal.readiness import document_kind
from simpul.pages.shell.forms import LookMixin
from simpul.rules.refusals import Refusal

_CHIPS = {
    "done": ("ok", gettext_lazy("Finished")),
    "begun": ("now", gettext_lazy("Being filled in")),
    "empty": ("idle", gettext_lazy("Not filled in")),
    "faulty": ("late", gettext_lazy("To be corrected")),
}


@dataclass(frozen=True)
class Task:
    """One row of the list."""

    name: str
    url: str
    note: str
    chip: str
    chip_text: str


def address(draft: Request, section: str) -> str:
    """The page of a section."""
    if section == "dokumen":
        return reverse("portal:papers", args=[draft.slug])
    names = {"mahasiswa": "students", "pemeriksaan": "tests", "pihak": "parties"}
    if section in names:
        return reverse(f"portal:{names[section]}", args=[draft.slug])
    return reverse("portal:section", args=[draft.slug, section])


def _note(line: Progress) -> str:
    if line.note or not line.count:
        return line.note
    if line.section == "dokumen":
        if line.state == "faulty":
            return ngettext("%(n)s file was not taken", "%(n)s files were not taken", line.count) % {"n": line.count}
        return ngettext("%(n)s file", "%(n)s files", line.count) % {"n": line.count}
    return ngettext("%(n)s row", "%(n)s rows", line.count) % {"n": line.count}


def _task(draft: Request, line: Progress) -> Task:
    chip, text = _CHIPS[line.state]
    if line.optional and line.state == "empty":
        text = gettext_lazy("Only if needed")
    return Task(str(TOPICS[line.section].name), address(draft, line.section), _note(line), chip, str(text))


def _review(draft: Request, slug: str) -> Task:
    faults = len(filing_faults(draft))
    chip, text = ("now", _("Ready to send")) if not faults else ("idle", _("Cannot be sent yet"))
    note = ngettext("%(n)s thing is still needed", "%(n)s things are still needed", faults) % {"n": faults}
    return Task(_("Check and send"), reverse("portal:review", args=[slug]), note if faults else "", chip, text)


def after(draft: Request, section: str) -> str:
    """Where "save and continue" leads: the next unfinished section, else the check."""
    following = next_open(progress_of(draft), after=section)
    return address(draft, following.section) if following else reverse("portal:review", args=[draft.slug])


@draft_required
def tasks(request: HttpRequest, draft: Request) -> HttpResponse:
    """The list."""
    progress = progress_of(draft)
    counted = [line for line in progress if not line.optional]
    done, following = sum(line.state == "done" for line in counted), next_open(progress)
    ready = not filing_faults(draft)
    to_check = following is None or (ready and following.state == "begun")
    task: str | Promise = _("Check and send") if to_check or following is None else TOPICS[following.section].task
    return render(request, "portal/tasks.html", {
        "institution": draft.institution, "draft": draft, "document": document_kind(draft.cooperation_type),
        "tasks": [*(_task(draft, line) for line in progress), _review(draft, draft.slug)],
        "done": done, "total": len(counted) + 1, "next_task": task,
        "next_url": reverse("portal:review", args=[draft.slug])
        if to_check or following is None else address(draft, following.section),
    })  # fmt: skip


@require_POST
@draft_required
def send_link(request: HttpRequest, draft: Request) -> HttpResponseBase:
    """Mail the link once more."""
    if may_ask_link(request):
        mail_again(draft)
    messages.success(request, _("The link is on its way to your e-mail."))
    return redirect("portal:tasks", slug=draft.slug)


@require_POST
@draft_required
def leave(request: HttpRequest, draft: Request) -> HttpResponseBase:
    """Forget the draft in this browser; the mailed link still opens it."""
    response = redirect("portal:institution", code=draft.institution.code)
    remember(response, [slug for slug in drafts_here(request) if slug != draft.slug])
    return response


def resume(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Exchange the mailed secret for this browser's cookie, so that it leaves the address bar.

    A link that opens nothing gets one answer, whatever the reason, and counts as a wrong guess of its network.
    """
    try:
        draft = exchange(secret, network(request)).request
    except Refusal as refusal:
        return private(too_many(request, refusal) or redirect("portal:lost_link"))
    return private(enter(request, draft, reverse("portal:tasks", args=[draft.slug])))


class LostLinkForm(LookMixin, forms.Form):
    use_required_attribute = False
    email = forms.EmailField(label=gettext_lazy("E-mail that you gave in the draft"))

    class Look:
        autocomplete: ClassVar = {"email": "email"}


def lost_link(request: HttpRequest) -> HttpResponse:
    """Ask for the link again; the answer is the same whether the address is known or not."""
    form = LostLinkForm(request.POST or None)
    sent = form.is_bound and form.is_valid()
    if sent and may_ask_link(request):
        mail_links_to(form.cleaned_data["email"])
    return render(request, "portal/lost_link.html", {"form": form, "sent": sent})
