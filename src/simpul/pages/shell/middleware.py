"""The rim: a rule's refusal becomes a page with its sentence and code, and no error is an empty page."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from simpul.core.documents.storage import Damaged
from simpul.pages.shell.errors import damaged_page, refusal_page, unavailable, wrong_method
from simpul.rules.refusals import Refusal


class RefusalMiddleware:
    """Turns a Refusal that no form caught into 400, 403 or 409, and a lost database into 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return wrong_method(request, response) if isinstance(response, HttpResponseNotAllowed) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Damaged):
            return damaged_page(request, exception)
        if isinstance(exception, Refusal):
            return refusal_page(request, exception)
        # The one write of a transition speaks to the driver directly, so its errors come without Django's wrapping.
        if isinstance(exception, OperationalError | psycopg.OperationalError):
            return unavailable(request)
        return None
