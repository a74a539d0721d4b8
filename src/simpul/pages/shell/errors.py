"""Error pages: what happened, what to do, never a stack trace."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from simpul.core.documents.integrity import DOWNLOAD, noticed
from simpul.core.documents.models import DestroyedFile
from simpul.core.documents.storage import Damaged
from simpul.lib.ids import slug
from simpul.lib.wording import say
from simpul.rules.refusals import N_, Conflict, Gone, NotAllowed, Refusal

_log = logging.getLogger("simpul.incidents")
_STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (Conflict, 409), (NotAllowed, 403), (Gone, 410), (Refusal, 400),
)  # fmt: skip


def before(request: HttpRequest) -> str:
    """The page of ours on which the form was sent; "" where the browser tells none."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours and request.method == "POST" else ""


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal that no form could show."""
    status = next(number for kind, number in _STATUS if isinstance(refusal, kind))
    context = {"message": say(refusal), "back_url": before(request)}
    return render(request, f"shell/{status}.html", context, status=status)


def damaged_page(request: HttpRequest, damaged: Damaged) -> HttpResponse:
    """Bytes that are not what was stored, met on any page: refused, on record, with the number of the incident.

    Only the number of the visitor's own institution is shown. What was destroyed on purpose is not damaged.
    """
    incidents = noticed(damaged.sha256, DOWNLOAD)
    gone = DestroyedFile.objects.filter(file__sha256=damaged.sha256).order_by("-pk").first()
    if gone is not None and not incidents:
        return refusal_page(
            request, Gone("ARS-82", N_("This file was destroyed by the minutes %(number)s."), number=gone.minutes)
        )
    house = getattr(request.user, "institution_id", None)
    number = next((one.number for one in incidents if one.institution_id == house), "")
    context = {"message": say(damaged), "incident": number, "back_url": before(request)}
    return render(request, "shell/damaged.html", context, status=409)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with a page that needs no database."""
    response = HttpResponse(render_to_string("shell/503.html"), status=503)
    response["Retry-After"] = "5"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "shell/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "shell/403.html", status=403)


def wrong_method(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405 with words: somebody opened or reloaded an address that only takes a form."""
    response = render(request, "shell/405.html", status=405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "shell/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with an incident number that also stands in the log, beside the trace."""
    incident = slug()
    _log.error("incident %s at %s", incident, request.path)
    return HttpResponse(render_to_string("shell/500.html", {"incident": incident}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is missing or old: its page is opened again, and it is sent from there."""
    context = {"form_expired": True, "form_url": before(request) or "/"}
    return render(request, "shell/403.html", context, status=403)
