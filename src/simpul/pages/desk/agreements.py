"""`/meja/perjanjian/`: signed agreements by their last day, and the life of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.casework.evidence.chain import ROOMS, events_of_past
from simpul.casework.life_acts import looks_after
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import ActReason
from simpul.features.agreements.finding import sought
from simpul.features.agreements.keepers import keeps_past
from simpul.features.agreements.life import SIGNED, beside, candidates_above, node, standing_of, standings_of
from simpul.features.agreements.models import Agreement, LifeAct
from simpul.features.agreements.signing_plan import last_signed_on
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.archive_keeping import ending_of
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.life_forms import AboveForm, ActForm, act_words, named
from simpul.pages.desk.stated_duty import duty_card
from simpul.pages.desk.trail import VERBS, people_in, who_did
from simpul.pages.shell.formats import saat
from simpul.pages.shell.navigation import Crumb, PageLinks
from simpul.rules.agreement_life.hierarchy import outliving
from simpul.rules.agreement_life.standing import Kind, Status
from simpul.rules.refusals import N_

HERE = "/meja/perjanjian/"
_SIZE = 50
_LOG = 20
_STATUS: dict[Status, tuple[str, str]] = {
    Status.COMING: ("idle", N_("Signed, not in force yet")),
    Status.IN_FORCE: ("ok", N_("In force")),
    Status.EXPIRED: ("idle", N_("Ended")),
    Status.CLOSED: ("idle", N_("Ended before its time")),
    Status.REPLACED: ("idle", N_("Replaced")),
}
_SOON = 90  # days before the end from which somebody should think of what comes after it


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list, in the words of the page."""

    agreement: Agreement
    chip: tuple[str, str]


@require_safe
@officer_required
def agreements(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Those in force first, by their last day; searched by number, title or partner."""
    search, before = request.GET.get("q", "").strip()[:100], request.GET.get("halaman", "1")
    page = max(1, int(before[:4])) if before.isdecimal() else 1
    rows = signed_of(officer)
    if search:
        rows = rows.filter(sought(search))
    rows = rows.order_by(F("status").desc(), F("ends_on").asc(nulls_last=True), "pk")
    found = list(rows[(page - 1) * _SIZE : page * _SIZE + 1])
    kept: dict[str, str | int] = {"q": search} if search else {}
    links = PageLinks(
        f"?{urlencode({**kept, 'halaman': page + 1})}" if len(found) > _SIZE else "",
        f"?{urlencode({**kept, 'halaman': page - 1})}" if page > 1 else "",
    )
    context = {
        "entries": _entries(found[:_SIZE]), "search": search, "page": links, "keeper": keeps_past(officer),
    }  # fmt: skip
    return desk_page(request, officer, "desk/agreements.html", context, current=HERE)


def signed_of(officer: Officer) -> QuerySet[Agreement]:
    rows = Agreement.objects.filter(institution_id=officer.institution_id, status__in=SIGNED)
    return rows.select_related(
        "number", "request", "institution", "case", "above__number", "above__request", "archive", "signed_file",
        "reading_copy", "batch__sheet", "batch__made_by",
    )  # fmt: skip


def _entries(shown: Sequence[Agreement]) -> list[Entry]:
    """All of one institution, so of one day."""
    if not shown:
        return []
    today = today_in(shown[0].institution)
    standings = standings_of(shown, today)
    return [_entry(one, standings[one.pk].status, today) for one in shown]


def _entry(agreement: Agreement, status: Status, today: date) -> Entry:
    kind, words = _STATUS[status]
    left = (agreement.ends_on - today).days if agreement.ends_on is not None else None
    if left is not None and kind == "ok" and left <= _SOON:
        return Entry(agreement, ("due", _("Ends in %(days)s days") % {"days": left} if left > 0 else _("Ends today")))
    return Entry(agreement, (kind, _(words)))


@require_safe
@officer_required
def agreement(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """One agreement's life."""
    return life_page(request, officer, get_object_or_404(signed_of(officer), slug=slug))


def life_page(
    request: HttpRequest,
    officer: Officer,
    found: Agreement,
    *,
    sent: forms.Form | None = None,
    error: str = "",
    effects: Sequence[str] = (),
    deed: StoredFile | None = None,
    seen: str = "",
) -> HttpResponse:
    """``effects``: what the act in ``sent`` would change, in sentences; ``seen``: under which fingerprint."""
    others = beside(found)
    above = AboveForm(candidates_above(found, others), initial={"above": found.above.slug if found.above else ""})
    context = {
        **_life(found),
        "keeper": looks_after(officer, found),
        "duty": duty_card(officer, found, sent),
        "form": sent if isinstance(sent, ActForm) else ActForm(others),
        "above": sent if isinstance(sent, AboveForm) else above,
        "error": error,
        "deed": deed,
        "seen": seen,
        "effects": effects,
    }
    crumbs = (Crumb(_("Agreements"), HERE), Crumb(found.called))
    status = 422 if error or (sent is not None and sent.errors) else 200
    return desk_page(request, officer, "desk/agreement.html", context, current=HERE, crumbs=crumbs, status=status)


def _life(found: Agreement) -> dict[str, object]:
    """What the page shows of the agreement itself."""
    today = today_in(found.institution)
    now, kept = standing_of(found, today), getattr(found, "archive", None)
    below = list(found.below.select_related("number", "request", "above").order_by("ends_on"))
    return {
        "agreement": found,
        "chip": (_STATUS[now.status][0], _(_STATUS[now.status][1])),
        "record": kept,
        "ending": ending_of(kept) if kept is not None else None,
        "below": [(one, named(one), outliving(node(one), node(found))) for one in below],
        "above_name": named(found.above) if found.above is not None else "",
        "outlives": found.above is not None and outliving(node(found), node(found.above)),
        "last_signed": last_signed_on(found),
        "before": [(_(_BEFORE[row.kind]), row.agreement, named(row.agreement)) for row in _followed(found)],
        "acts": [(row, *act_words(row), _last_day(row)) for row in found.acts.select_related("file", "other__number")],
        "obligations": _by_party(found, today),
        "log": _log(found),
    }


_BEFORE: dict[str, str] = {Kind.REPLACEMENT: N_("Takes the place of"), Kind.RENEWAL: N_("Renews")}


def _followed(found: Agreement) -> QuerySet[LifeAct]:
    """The acts on earlier agreements in which this one was named as what follows them."""
    return found.replaces.select_related("agreement__number", "agreement__request", "agreement__above")


def _last_day(row: LifeAct) -> date | None:
    """The day that the act makes the last one; None where it leaves the end alone."""
    return row.ends_on or (row.on if Kind(row.kind) in (Kind.TERMINATION, Kind.REPLACEMENT) else None)


def _by_party(found: Agreement, today: date) -> list[tuple[str, list[tuple[object, str]]]]:
    """The obligations under who owes them, in the order of the text, the unsaid last; each with ``_when``."""
    groups: dict[str, list[tuple[object, str]]] = {}
    for row in found.obligations.all():
        when = _when(row.due_on, found.ends_on, today)
        is_void = found.never_in_force and (row.due_on is None or when == "beyond")
        groups.setdefault(row.who, []).append((row, "void" if is_void else when))
    unsaid = groups.pop("", [])
    return [*groups.items(), *([(_("The text does not say who"), unsaid)] if unsaid else [])]


def _when(due: date | None, last: date | None, today: date) -> str:
    """ "beyond" where the agreement ends before that day, as after a termination; "passed" where the day is over.

    Beside these "void": of an agreement that was ended before it began, so that it does not arise.
    """
    if due is None:
        return ""
    return "beyond" if last is not None and due > last else "passed" if due < today else ""


def _log(found: Agreement) -> list[tuple[str, str, str]]:
    """What was done with the agreement since it was numbered, newest first: when and by whom, what, why."""
    verbs = [verb for verb in VERBS if verb.startswith((*ROOMS, "agreements."))]
    events = list(_events(found).filter(verb__in=verbs).order_by("-seq")[:_LOG])
    seqs = [event.seq for event in events] if found.case_id is not None else []
    reasons = dict(ActReason.objects.filter(case_id=found.case_id or 0, seq__in=seqs).values_list("seq", "text"))
    zone = get_current_timezone()
    people = people_in(found.institution_id, events)
    return [
        (f"{saat(event.at, zone)}, {who_did(event, people)}", str(VERBS[event.verb]),
         reasons.get(event.seq, ""))
        for event in events
    ]  # fmt: skip


def _events(found: Agreement) -> QuerySet[AuditEvent]:
    if found.case_id is None:
        return events_of_past(found)
    return AuditEvent.objects.filter(chain=f"case:{found.case_id}")
