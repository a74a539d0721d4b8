"""`/sesi/`: "continue working" of the warning two minutes before a session ends."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def extend(request: HttpRequest) -> HttpResponse:
    """Give the session its full length again; 403 when it has already ended, so that the page can say so."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0}, status=403)
    request.session.modified = True
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"seconds": request.session.get_expiry_age()})
    back = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if own else "/meja/")
