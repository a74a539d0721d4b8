"""M8 `/lacak/draf/<n>/`: the whole text as paper, what changed since the version before, until when to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from simpul.features.agreements.comparison import compare_drafts
from simpul.features.agreements.drafting import text_of
from simpul.features.agreements.models import Draft, PartnerAnswer, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.partner_turn import turns
from simpul.pages.portal.access import partner_required
from simpul.rules.agreement_text.comparing.compare import Change


@dataclass(frozen=True, slots=True)
class Changes:
    """``rows``: the clauses that differ; ``same``: how many do not; ``since``: the version compared with."""

    since: Draft
    rows: Sequence[Change]
    same: int


def offered_draft(asked: Request, number: int) -> Draft:
    """A draft of ours that was offered to this partner; anything else does not exist."""
    found = (
        Draft.objects.filter(request=asked, number=number, side=Side.HOST, offered_at__isnull=False)
        .select_related("docx", "pdf")
        .first()
    )
    if found is None:
        raise Http404
    return found


@require_GET
@partner_required
def read_draft(http: HttpRequest, asked: Request, number: int) -> HttpResponse:
    """The draft with its changes, its text and the two answers."""
    draft = offered_draft(asked, number)
    text = text_of(draft)
    case = asked.case
    assert case is not None
    changes = changes_since(asked, draft)
    asked_now = next((turn for turn in turns(asked, case) if turn.kind == "draft"), None)
    context = {
        "institution": asked.institution,
        "asked": asked,
        "case": case,
        "draft": draft,
        "text": text,
        "changes": changes,
        "first": draft.number == 1,
        "newer": _newer(asked, draft),
        "open": asked_now is not None and asked_now.number == draft.number,
        "answer": PartnerAnswer.objects.filter(draft=draft).order_by("-pk").first(),
        "title": _title(draft, changes),
    }
    return render(http, "portal/draft.html", context)


def _title(draft: Draft, changes: Changes | None) -> str:
    if changes is None or not changes.rows:
        return _("Draft version %(number)s") % {"number": draft.number}
    numbers = {"number": draft.number, "count": len(changes.rows), "since": changes.since.number}
    return (
        ngettext(
            "Draft version %(number)s: %(count)s clause changed since version %(since)s",
            "Draft version %(number)s: %(count)s clauses changed since version %(since)s",
            len(changes.rows),
        )
        % numbers
    )


def _newer(asked: Request, draft: Draft) -> Draft | None:
    """The version that has replaced this one, as far as it was offered."""
    later = Draft.objects.filter(request=asked, side=Side.HOST, number__gt=draft.number, offered_at__isnull=False)
    return later.order_by("-number").first()


def changes_since(asked: Request, draft: Draft) -> Changes | None:
    """What differs from the last version the partner knows: its own Word text, else our last offer."""
    for before in _known(asked, draft):
        found = compare_drafts(before, draft)
        if found is not None:
            differing = found.differing
            clauses = [change for change in found.changes if change.new is not None]
            return Changes(before, differing, sum(not change.differs for change in clauses))
    return None


def _known(asked: Request, draft: Draft) -> list[Draft]:
    earlier = Draft.objects.filter(request=asked, number__lt=draft.number).select_related("docx").order_by("-number")
    return [one for one in earlier if one.side == Side.PARTNER or one.offered_at is not None]
