"""After an act, tell the worker that there may be something to send; the minute's sweep is the guarantee."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from simpul.casework.tasks import wake

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class WakeMiddleware:
    """One hint per request that may have changed something: the transition itself pays nothing for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in _SAFE and response.status_code < 400:
            wake()
        return response
