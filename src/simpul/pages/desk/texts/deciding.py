"""A proposed version before the second person: what differs, the example, publish or send back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.core.directory.officers import Officer
from simpul.features.agreements import text_concepts as concepts
from simpul.features.agreements.models import TextConcept
from simpul.features.agreements.text_kinds import POSITIONS
from simpul.features.agreements.text_versions import content_at, newest_number
from simpul.lib.wording import say
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.texts.changes import changes
from simpul.pages.desk.texts.examples import example_for
from simpul.pages.desk.texts.shelf import HERE, crumbs
from simpul.rules.refusals import Refusal


def decision_page(
    request: HttpRequest, officer: Officer, concept: TextConcept, error: str = "", reason: str = ""
) -> HttpResponse:
    """Everybody reads it; the buttons are for those who may."""
    number = newest_number(concept.institution_id, concept.code)
    old = content_at(concept.institution_id, concept.code, number)
    new = concepts.judged(concept).content
    example = example_for(new, old, concept.institution, request.GET.get("contoh", "")) if new else None
    context = {
        "concept": concept, "number": number + 1, "against": number, "example": example,
        "changes": changes(old, new, concept.institution) if new else (),
        "text": example.text if example else None,
        "is_own": concept.submitted_by_id == officer.user_id,
        "may_publish": concepts.allowed(officer, "publish", concept.submitted_by_id),
        "may_send_back": concepts.allowed(officer, "send_back"), "may_write": concepts.allowed(officer, "write"),
        "error": error, "reason": reason,
    }  # fmt: skip
    steps = crumbs(concept.code, _("Proposed version"))
    status = 422 if error else 200
    return desk_page(request, officer, "desk/texts/decide.html", context, current=HERE, crumbs=steps, status=status)


def _concept(officer: Officer, code: str) -> TextConcept | None:
    rows = TextConcept.objects.select_related("institution", "written_by", "submitted_by")
    return rows.filter(institution_id=officer.institution_id, code=code).first()


def _gone(request: HttpRequest, code: str) -> HttpResponse:
    messages.error(request, _("This concept is gone: it was published or discarded meanwhile."))
    return redirect("desk:text", code)


def _words(number: int, code: str) -> str:
    if code == POSITIONS:
        return _("Version %(number)s is published. New drafts are judged by it.") % {"number": number}
    return _("Version %(number)s is published. New drafts are made from it.") % {"number": number}


@require_POST
@officer_required
def publish(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Publish what was read."""
    concept = _concept(officer, code)
    if concept is None:
        return _gone(request, code)
    given = request.POST.get("kunci", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1
    try:
        version = concepts.publish(concept_id=concept.pk, officer=officer, lock_version=number)
    except Refusal as refusal:
        return decision_page(request, officer, concept, error=say(refusal))
    messages.success(request, _words(version.number, code))
    return redirect("desk:text", code)


@require_POST
@officer_required
def back(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """Send it back with a reason."""
    concept = _concept(officer, code)
    if concept is None:
        return _gone(request, code)
    reason = request.POST.get("alasan", "")[:300]
    try:
        concepts.send_back(concept_id=concept.pk, officer=officer, reason=reason)
    except Refusal as refusal:
        return decision_page(request, officer, concept, error=say(refusal), reason=reason)
    messages.success(request, _("The proposal went back to its writers."))
    return redirect("desk:text", code)
