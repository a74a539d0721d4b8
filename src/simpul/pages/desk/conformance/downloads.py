"""The event log of a procedure as a file, handed out as it is read."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from simpul.core.directory.officers import Officer
from simpul.core.procedures.event_log import LogEvent, csv_lines, events, xes_parts
from simpul.core.procedures.models import Procedure
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.conformance.shelf import procedure_for


@require_safe
@officer_required
def as_csv(request: HttpRequest, officer: Officer, code: str) -> StreamingHttpResponse:
    """A table, safe to open in a spreadsheet."""
    found = procedure_for(officer, code)
    return _file(csv_lines(_log(found)), f"{found.code}.csv", "text/csv; charset=utf-8")


@require_safe
@officer_required
def as_xes(request: HttpRequest, officer: Officer, code: str) -> StreamingHttpResponse:
    """For programs of process mining."""
    found = procedure_for(officer, code)
    return _file(xes_parts(found.code, _log(found)), f"{found.code}.xes", "application/xml; charset=utf-8")


def _log(procedure: Procedure) -> Iterator[LogEvent]:
    return events(code=procedure.code, institution=procedure.institution.code)


def _file(parts: Iterator[str], name: str, media_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="log-{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
