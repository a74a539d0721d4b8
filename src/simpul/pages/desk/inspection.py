"""`/meja/inspeksi/`: the institution lets inspectors in and has inspection files made; an inspector finds them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from simpul.casework.inspecting import Granted, cases_of, grant, revoke
from simpul.casework.inspection_jobs import ask, asks, check_whole
from simpul.core.directory.models import Institution, Mandate, Scope
from simpul.core.directory.officers import Officer, today_in
from simpul.core.procedures.models import FileState, InspectionFile
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.shell.days import DayField
from simpul.pages.shell.forms import LookMixin, offer
from simpul.pages.shell.inspection import HOME
from simpul.rules.refusals import N_, NotAllowed, Refusal

_SHOWN = 100
STATES = {
    FileState.WAITING: ("pause", N_("Waits its turn")),
    FileState.RUNNING: ("now", N_("Being made")),
    FileState.DONE: ("ok", N_("Ready")),
    FileState.FAILED: ("late", N_("Failed")),
    FileState.EXPIRED: ("idle", N_("Past its time")),
}
SCOPES = {
    Scope.WHOLE: gettext_lazy("The whole institution"),
    Scope.PERIOD: gettext_lazy("Cases of a period"),
    Scope.CASES: gettext_lazy("Named cases"),
}


class MandateForm(LookMixin, forms.Form):
    """Who is let in, until when, and to what."""

    full_name = forms.CharField(label=gettext_lazy("Full name with titles"), max_length=160)
    email = forms.EmailField(label=gettext_lazy("Office e-mail"))
    body = forms.CharField(
        label=gettext_lazy("Inspecting body"), max_length=120, help_text=gettext_lazy("Such as Inspektorat or BPK.")
    )
    letter = forms.CharField(label=gettext_lazy("Letter of assignment"), max_length=160)
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("The right to read ends by itself after this day.")
    )
    scope = forms.ChoiceField(label=gettext_lazy("What is read"), choices=list(SCOPES.items()))
    since = DayField(label=gettext_lazy("Period: first day"), required=False)
    until = DayField(label=gettext_lazy("Period: last day"), required=False)
    cases = forms.CharField(
        label=gettext_lazy("Named cases"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Their numbers, separated by blanks or lines."),
    )  # fmt: skip

    class Look:
        sometimes = frozenset({"since", "until", "cases"})

    def granted(self) -> Granted:
        return Granted(**{**self.cleaned_data, "cases": self.cleaned_data["cases"].replace(",", " ").split()})


class FileForm(LookMixin, forms.Form):
    """Of what an inspection file is made."""

    ticket = forms.CharField(
        label=gettext_lazy("Number of a case or of an old agreement"), max_length=160, required=False,
        help_text=gettext_lazy("An agreement that was taken over from the past has no case: its own number."),
    )  # fmt: skip
    since = DayField(label=gettext_lazy("Or a period: first day"), required=False)
    until = DayField(label=gettext_lazy("Last day"), required=False)
    mandate = forms.ChoiceField(
        label=gettext_lazy("For whom"), required=False,
        help_text=gettext_lazy("Alone it means all that the mandate grants."),
    )  # fmt: skip

    class Look:
        sometimes = frozenset({"ticket", "since", "until", "mandate"})

    def __init__(self, officer: Officer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.slug, f"{one.user.full_name}, {one}") for one in _mandates(officer).filter(revoked_at=None)]
        offer(self, "mandate", [("", _("For the institution itself")), *named])


@dataclass(frozen=True, slots=True)
class Row:
    """A mandate with its words."""

    mandate: Mandate
    scope: str
    kind: str
    state: str


def _mandates(officer: Officer) -> QuerySet[Mandate]:
    rows = Mandate.objects.filter(institution_id=officer.institution_id).select_related("user", "institution")
    return rows.order_by("-pk")


def _files(officer: Officer) -> QuerySet[InspectionFile]:
    """An inspector finds those made under the own mandates."""
    rows = InspectionFile.objects.filter(institution_id=officer.institution_id)
    if officer.is_inspector:
        rows = rows.filter(mandate__user_id=officer.user_id, mandate_id=officer.mandate)
    return rows.select_related("case", "mandate__user", "asked_by").order_by("-pk")


def _row(mandate: Mandate, today: date) -> Row:
    scope = str(SCOPES[Scope(mandate.scope)])
    if mandate.revoked_at is not None:
        return Row(mandate, scope, "idle", _("Revoked"))
    if mandate.ends_on < today:
        return Row(mandate, scope, "idle", _("Ended"))
    return Row(mandate, scope, *(("due", _("Not begun")) if mandate.starts_on > today else ("now", _("Runs"))))


def _listed(officer: Officer) -> dict[str, object]:
    files = list(_files(officer)[:_SHOWN])
    return {
        "files": [(one, *_state(one)) for one in files],
        "busy": any(one.state in (FileState.WAITING, FileState.RUNNING) for one in files),
    }


def _state(one: InspectionFile) -> tuple[str, str]:
    kind, words = STATES[FileState(one.state)]
    return kind, _(words)


def _page(request: HttpRequest, officer: Officer, sent: forms.Form | None = None, error: str = "") -> HttpResponse:
    if not officer.is_inspector and not asks(officer):
        raise NotAllowed("PMR-07", N_("Only administrators, archivists and inspectors may open this page."))
    house = Institution.objects.get(pk=officer.institution_id)
    mine = officer.is_inspector
    mandates = _mandates(officer).filter(pk=officer.mandate) if mine else _mandates(officer)
    rows = [_row(one, today_in(house)) for one in mandates[:_SHOWN]]
    context = {
        **_listed(officer), "rows": rows, "error": error, "mine": rows[0] if mine and rows else None,
        "cases": cases_of(rows[0].mandate).order_by("-pk")[:_SHOWN] if mine and rows else (),
        "mandate_form": _form(sent, MandateForm) or (MandateForm() if officer.is_admin else None),
        "file_form": None if mine else _form(sent, FileForm) or FileForm(officer),
        "grants": officer.is_admin,
    }  # fmt: skip
    status = 422 if sent is not None else 200
    return desk_page(request, officer, "desk/inspection.html", context, current=HOME, status=status)


def _form(sent: forms.Form | None, kind: type[forms.Form]) -> forms.Form | None:
    return sent if isinstance(sent, kind) else None


@require_safe
@officer_required
def inspection(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Mandates and files; for an inspector the own mandate, its cases and its files."""
    return _page(request, officer)


@require_safe
@officer_required
def files(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The list of files alone, asked for again while one is being made."""
    if not officer.is_inspector and not asks(officer):
        raise NotAllowed("PMR-07", N_("Only administrators, archivists and inspectors may open this page."))
    return render(request, "desk/_inspection_files.html", _listed(officer))


def _carry(
    request: HttpRequest, officer: Officer, form: forms.Form, act: Callable[[], object], words: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, officer, form)
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, officer, form, say(refusal))
    messages.success(request, words)
    return redirect("desk:inspection")


@require_POST
@officer_required
def let_in(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Grant a mandate."""
    form = MandateForm(request.POST)

    def act() -> None:
        grant(officer=officer, granted=form.granted())

    return _carry(request, officer, form, act, _("The mandate runs by its days; a new account got its mail."))


@require_POST
@officer_required
def send_away(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Revoke a mandate."""
    revoke(officer=officer, slug=slug)
    messages.success(request, _("The mandate has ended."))
    return redirect("desk:inspection")


@require_POST
@officer_required
def ask_file(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Have an inspection file made."""
    form = FileForm(officer, request.POST)

    def act() -> None:
        ask(officer=officer, **form.cleaned_data)

    return _carry(request, officer, form, act, _("It is made within minutes; this page shows how far it has come."))


@require_safe
@officer_required
def file(request: HttpRequest, officer: Officer, slug: str) -> HttpResponseBase:
    """The finished ZIP, compared with its hash first."""
    if not officer.is_inspector and not asks(officer):
        raise NotAllowed("PMR-07", N_("Only administrators, archivists and inspectors may open this page."))
    job = get_object_or_404(_files(officer), slug=slug)
    name = f"berkas-pemeriksaan-{job.case.ticket if job.case else job.number.replace('/', '-') or job.slug}.zip"
    return FileResponse(check_whole(job).open("rb"), as_attachment=True, filename=name)
