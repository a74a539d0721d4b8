"""`/perkara/<slug>/naskah-mitra/<n>/utuh/`: the partner's file taken over as a whole, or why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.casework import counter_texts
from simpul.core.directory.officers import Officer
from simpul.features.agreements.taking import Standing
from simpul.features.agreements.taking_whole import by_values, obstacles
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import load_case
from simpul.rules.refusals import Refusal

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason: the first places where it stands, and how many ``more`` there are; none where it is all of it."""

    why: str
    places: list[str]
    more: int


@dataclass(frozen=True, slots=True)
class Whole:
    """``barred``: each reason with its places, of ``count`` in all; ``kept``: places that stay as the values say."""

    barred: list[Bar] = field(default_factory=list)
    count: int = 0
    kept: list[str] = field(default_factory=list)


def whole_of(standing: Standing) -> Whole | None:
    """None where nothing is open to be taken over."""
    if not standing.is_open:
        return None
    found = obstacles(standing)
    kept = list(dict.fromkeys(by_values(standing)))
    reasons = dict.fromkeys(one.why for one in found)
    return Whole([_bar(why, [one.place for one in found if one.why == why]) for why in reasons], len(found), kept)


def _bar(why: str, places: Sequence[str]) -> Bar:
    named = list(dict.fromkeys(place for place in places if place))
    return Bar(_(why), named[:_SHOWN], max(0, len(named) - _SHOWN))


@require_POST
@officer_required
def take_whole(request: HttpRequest, officer: Officer, slug: str, number: int) -> HttpResponse:
    """Everything of the partner's becomes the next version of ours."""
    view = load_case(officer, slug)
    try:
        made = counter_texts.take_whole(
            case_id=view.case.pk, officer=officer, number=number, confirmed=request.POST.get("yakin") == "ya"
        )
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("desk:partner_text", slug, number)
    told = _("Version %(made)s is made: every clause as the partner's version %(number)s says it.")
    messages.success(request, told % {"made": made, "number": number})
    return redirect("desk:negotiation", slug)
