"""What is done with a signed agreement: an act, told before it is recorded, and what stands above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from simpul.casework.life_acts import looks_after, put_below, record_life_act
from simpul.casework.stated_duty_acts import state_duty, states_duty
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.actions import drop
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.life import (
    Given,
    beside,
    candidates_above,
    check_given,
    fingerprint,
    foreseen,
    successor_of,
)
from simpul.features.agreements.models import Agreement
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.agreements import life_page, signed_of
from simpul.pages.desk.life_forms import AboveForm, ActForm, named
from simpul.pages.desk.stated_duty import DutyForm
from simpul.pages.desk.uploads import keep_upload, own_file
from simpul.pages.shell.formats import tanggal
from simpul.pages.shell.intake import streams_uploads
from simpul.rules.agreement_life.consequences import Consequences, seam_of
from simpul.rules.agreement_life.standing import Kind
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal


def _told(found: Agreement, meant: Given) -> Sequence[str]:
    """What the act would change, in sentences; who takes its place stands first."""
    told = foreseen(found, meant)
    lines = _told_of_the_other(successor_of(found, meant), meant.kind, told)
    if told.never:
        lines += _told_of_never(found, meant, told)
    elif told.moves_the_end:
        was = tanggal(told.before.ends_on) if told.before.ends_on else _("without an end")
        becomes = tanggal(told.after.ends_on) if told.after.ends_on else _("without an end")
        lines.append(_("The last day moves from %(was)s to %(becomes)s.") % {"was": was, "becomes": becomes})
    else:
        lines.append(_("The last day stays as it is."))
    names = [named(one) for one in found.below.select_related("number", "request") if one.slug in told.outlive]
    if names:
        lines.append(_("These documents below it would last longer: %(names)s.") % {"names": "; ".join(names)})
    if told.outlives_parent:
        lines.append(_("It would last longer than the document above it."))
    if told.late and not told.never:
        lines.append(_("%(count)s obligations fall due after the new last day.") % {"count": len(told.late)})
    return lines


def _told_of_never(found: Agreement, meant: Given, told: Consequences) -> list[str]:
    """It ends before it begins: what was to come does not come."""
    start, end = told.after.effective_on, told.after.ends_on
    assert start is not None
    assert end is not None  # what never comes into force has both
    begins = {"start": tanggal(start), "day": tanggal(end)}
    void = found.obligations.filter(Q(due_on=None) | Q(due_on__gt=meant.on)).count()
    stay = found.obligations.filter(due_on__lte=meant.on).count()
    lines = [_("It never comes into force: it was to begin on %(start)s and is ended on %(day)s.") % begins]
    if void:
        text = ngettext("%(n)s obligation does not arise.", "%(n)s obligations do not arise.", void)
        lines.append(text % {"n": void})
    if stay:
        text = ngettext(
            "%(n)s obligation fell due by then and stays.", "%(n)s obligations fell due by then and stay.", stay
        )
        lines.append(text % {"n": stay})
    return lines


def _told_of_the_other(other: Agreement | None, kind: Kind, told: Consequences) -> list[str]:
    """The agreement that follows on this one or renews it, and the days on which both or neither would be in force."""
    if other is None:
        return []
    if kind is Kind.RENEWAL:
        return [_("It is renewed by %(name)s.") % {"name": named(other)}]
    lines = [_("It is replaced by %(name)s.") % {"name": named(other)}]
    seam = seam_of(told.after.ends_on, other.effective_on)
    if seam is not None and not told.never:
        days = {"start": tanggal(seam.first), "end": tanggal(seam.last)}
        both, neither = (
            _("From %(start)s to %(end)s both are in force."),
            _("From %(start)s to %(end)s neither of them is in force."),
        )
        lines.append((both if seam.both else neither) % days)
    return lines


@streams_uploads
@require_POST
@officer_required
def act(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """First what the act would change; once more, and it is recorded."""
    found = get_object_or_404(signed_of(officer), slug=slug)
    _check_keeper(officer, found)
    form = ActForm(beside(found), request.POST, request.FILES)
    if not form.is_valid():
        return life_page(request, officer, found, sent=form)
    deed = _deed(form, officer)
    if form.errors:
        return life_page(request, officer, found, sent=form)
    meant = _meant(form, deed, request.POST.get("seen", ""))

    def foretold(moved: str = "") -> HttpResponse:
        check_given(found, meant, today_in(found.institution))
        lines, seen = _told(found, meant), fingerprint(found, meant)
        return life_page(request, officer, found, sent=form, effects=lines, deed=deed, seen=seen, error=moved)

    def recorded() -> HttpResponse:
        try:
            record_life_act(agreement=found, officer=officer, given=meant)
        except Conflict as conflict:
            return foretold(say(conflict))
        messages.success(request, _("Recorded with the agreement."))
        return redirect("desk:agreement", found.slug)

    return _tried(recorded if "catat" in request.POST else foretold, request, officer, found, form, deed)


def _meant(form: ActForm, deed: StoredFile | None, seen: str) -> Given:
    given = form.cleaned_data
    return Given(
        Kind(given["kind"]), given["on"], given["reason"], given["ends_on"], given["other"], given["number"], deed, seen
    )


def _deed(form: ActForm, officer: Officer) -> StoredFile | None:
    """The file of this attempt, else the one kept from the attempt before."""
    upload, kept = form.files.get("file"), own_file(str(form.data.get("kept", "")), officer)
    if upload is None:
        return kept
    try:
        deed = keep_upload(upload, "akta", officer, ("pdf", "docx"))
    except Refusal as refusal:
        form.add_error("file", say(refusal))
        return None
    drop([kept] if kept else [])
    return deed


@require_POST
@officer_required
def above(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """What stands above the agreement."""
    found = get_object_or_404(signed_of(officer), slug=slug)
    _check_keeper(officer, found)
    form = AboveForm(candidates_above(found, beside(found)), request.POST)
    if not form.is_valid():
        return life_page(request, officer, found, sent=form)

    def recorded() -> HttpResponse:
        put_below(agreement=found, officer=officer, above=form.cleaned_data["above"])
        messages.success(request, _("Recorded with the agreement."))
        return redirect("desk:agreement", found.slug)

    return _tried(recorded, request, officer, found, form)


@require_POST
@officer_required
def duty(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """How the stamp duty was paid, or why none is owed."""
    found = get_object_or_404(signed_of(officer), slug=slug)
    if not states_duty(officer, found):
        raise _not_yours()
    form = DutyForm(request.POST, auto_id="bea-%s")
    if not form.is_valid():
        return life_page(request, officer, found, sent=form)

    def recorded() -> HttpResponse:
        state_duty(agreement=found, officer=officer, given=form.given(found))
        messages.success(request, _("Recorded with the agreement."))
        return redirect("desk:agreement", found.slug)

    return _tried(recorded, request, officer, found, form)


def _not_yours() -> NotAllowed:
    return NotAllowed("PJJ-20", N_("Only the teams that wrote, judged or archive the agreement record this."))


def _check_keeper(officer: Officer, found: Agreement) -> None:
    if not looks_after(officer, found):
        raise _not_yours()


def _tried(
    act_now: Callable[[], HttpResponse],
    request: HttpRequest,
    officer: Officer,
    found: Agreement,
    form: forms.Form,
    deed: StoredFile | None = None,
) -> HttpResponse:
    """The entries stay where the act is refused."""
    try:
        return act_now()
    except Refusal as refusal:
        return life_page(request, officer, found, sent=form, error=say(refusal), deed=deed)
