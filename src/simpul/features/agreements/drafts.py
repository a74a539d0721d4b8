"""A request that is not filed: opened under its lock, saved section by section, kept for a while."""

from __future__ import annotations

from datetime import timedelta

from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Conflict
from simpul.rules.requirements import template_for

KEPT = timedelta(days=30)
"""How long a draft is kept after it was last saved."""


def partner(request: Request) -> Actor:
    """The partner as the log names it: by the request, never by e-mail."""
    return Actor("partner", request.slug, request.contact_name or request.partner_name, "mitra")


def open_draft(request_id: int) -> Request:
    """The draft, locked for a change. Raises Conflict PGJ-02 once it has been sent, PGJ-04 when it is too old."""
    request = Request.objects.select_for_update(of=("self",)).select_related("institution").get(pk=request_id)
    if request.state != RequestState.DRAFT:
        raise Conflict("PGJ-02", N_("This request has been sent already. See where it is on its tracking page."))
    if request.keep_until is not None and request.keep_until < clock.now():
        raise Conflict("PGJ-04", N_("This draft was kept for 30 days and has expired. Start a new request."))
    return request


def save(request: Request, section: str) -> None:
    """Write a section that was changed, and keep the draft for another while."""
    seen = {*request.answers.get("bagian", []), section}
    request.answers = {**request.answers, "bagian": sorted(seen)}
    request.template = template_for(request.cooperation_type, request.scope_items)
    request.keep_until = clock.now() + KEPT
    request.save()
