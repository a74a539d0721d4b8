"""Load and authorise in one call: the officer behind a request, and a case that the officer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

import psycopg
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from psycopg.errors import ReadOnlySqlTransaction

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.procedures.models import Case
from simpul.pages.shell.inspection import READS_ONLY
from simpul.rules.refusals import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Officer, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def officer_required(view: View[P]) -> Guarded[P]:
    """The view gets the officer as its second argument, in the zone of the institution; others are asked to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = request.user
        officer = officer_of(user) if isinstance(user, User) else None
        if officer is None:
            return redirect_to_login(request.get_full_path())
        with timezone.override(calendar_for(officer.institution_id).tz), _reading(officer):
            response = view(request, officer, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


@contextmanager
def _reading(officer: Officer) -> Iterator[None]:
    """An inspector's page is made in a transaction in which the database itself refuses to write."""
    if not officer.is_inspector:
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            yield
    except (DatabaseError, psycopg.DatabaseError) as error:
        if ReadOnlySqlTransaction not in (type(error), type(error.__cause__)):
            raise
        raise NotAllowed("PMR-01", READS_ONLY) from error


def may_see(officer: Officer, case: Case) -> bool:
    """Every officer reads the cases of the own institution, and no others."""
    return case.institution_id == officer.institution_id


def case_for(officer: Officer, slug: str) -> Case:
    """A case that the officer may see; anything else does not exist (404, never 403)."""
    found = Case.objects.filter(slug=slug).select_related("institution", "procedure_version").first()
    if found is None or not may_see(officer, found):
        raise Http404
    return found
