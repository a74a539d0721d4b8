"""Which drafts this browser may open: a signed cookie names them; the secret link of the mail puts them there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from simpul.features.agreements.drafts import KEPT
from simpul.features.agreements.models import Request
from simpul.features.agreements.models_request import RequestState
from simpul.lib import clock
from simpul.pages.shell.partner_session import open_session, partner_request

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Request, P], HttpResponseBase]
COOKIE = "simpul_draf"
_SALT = "portal.drafts"
_MOST = 8


def drafts_here(request: HttpRequest) -> list[str]:
    """Slugs of the drafts of this browser, newest first."""
    told = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=int(KEPT.total_seconds()))
    return [slug for slug in (told or "").split(".") if slug]


def remember(response: HttpResponseBase, slugs: list[str]) -> None:
    """Write the cookie; an empty list removes it."""
    if not slugs:
        response.delete_cookie(COOKIE, path="/ajukan/")
        return
    response.set_signed_cookie(
        COOKIE, ".".join(slugs[:_MOST]), salt=_SALT, max_age=int(KEPT.total_seconds()), path="/ajukan/",
        httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


def enter(request: HttpRequest, draft: Request, to: str) -> HttpResponseBase:
    """Let this browser in to ``draft`` and go ``to``; a filed one goes to its tracking page."""
    if draft.state == RequestState.FILED:
        return to_tracking(request, draft)
    response = redirect(to)
    remember(response, [draft.slug, *(slug for slug in drafts_here(request) if slug != draft.slug)])
    return response


def to_tracking(request: HttpRequest, draft: Request) -> HttpResponseBase:
    """The confirmation of a filed request is its tracking page; from now on the session opens it, not the cookie."""
    open_session(request, draft)
    response = redirect("tracking:track")
    remember(response, [slug for slug in drafts_here(request) if slug != draft.slug])
    return response


def _has_filed(request: HttpRequest, slug: str) -> bool:
    """Whether this browser has sent exactly this request (back button, second press)."""
    filed = partner_request(request)
    return filed is not None and filed.slug == slug


def draft_required(view: View[P]) -> Callable[..., HttpResponseBase]:
    """The view gets the draft as its second argument. Whoever cannot open it is told how to get a new link; whether
    it exists is not said."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        here = slug in drafts_here(request)
        draft = Request.objects.select_related("institution").filter(slug=slug).first() if here else None
        if draft is None:
            return redirect("tracking:track" if _has_filed(request, slug) else "portal:lost_link")
        if draft.state == RequestState.FILED:
            return to_tracking(request, draft)
        if draft.keep_until is not None and draft.keep_until < clock.now():
            return render(request, "portal/expired.html", {"institution": draft.institution}, status=410)
        response = view(request, draft, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        if request.method == "POST" and COOKIE not in response.cookies:
            remember(response, drafts_here(request))
        return response

    return guarded
