"""Two versions side by side, step by step, and the files to take along."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.core.procedures.judging import judge
from simpul.core.procedures.models import ProcedureVersion
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.frame import desk_page
from simpul.pages.desk.studio.differences import comparison_of
from simpul.pages.desk.studio.shelf import HERE, Shelf, crumbs, shelf_for
from simpul.pages.desk.studio.writing import concept_for
from simpul.rules.procedure.model import Procedure

CONCEPT = "konsep"


@dataclass(frozen=True, slots=True)
class Side:
    """A version or the concept; ``procedure`` is None while its text does not load."""

    key: str
    label: str
    procedure: Procedure | None


def _sides(shelf: Shelf) -> list[Side]:
    """The concept first, then the versions, newest first."""
    sides = [
        Side(str(row.version.pk), _("Version %(number)s") % {"number": row.version.version}, row.procedure)
        for row in shelf.rows
    ]
    if shelf.concept is None:
        return sides
    found = judge(shelf.concept.institution, shelf.code, shelf.concept.text)
    return [Side(CONCEPT, _("Concept"), found.procedure), *sides]


@officer_required
def compare(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """``?dari=`` and ``?ke=``: ids of versions, or ``konsep``; without them the two newest."""
    shelf = shelf_for(officer, code)
    sides = _sides(shelf)
    by_key = {side.key: side for side in sides}
    new = by_key.get(request.GET.get("ke", ""), sides[0])
    older = [side for side in sides if side is not new]
    old = by_key.get(request.GET.get("dari", ""), older[0] if older else new)
    able = old.procedure is not None and new.procedure is not None
    context = {
        "shelf": shelf,
        "sides": sides,
        "old": old,
        "new": new,
        "able": able,
        "changes": comparison_of(old.procedure, new.procedure) if old.procedure and new.procedure else None,
    }
    steps = crumbs(shelf, _("Compare"))
    return desk_page(request, officer, "desk/studio/compare.html", context, current=HERE, crumbs=steps)


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@officer_required
def version_file(request: HttpRequest, officer: Officer, code: str, number: int) -> HttpResponse:
    """The file of a published version, byte for byte."""
    rows = ProcedureVersion.objects.filter(published_at__isnull=False)
    version = get_object_or_404(rows, pk=number, procedure__code=code, procedure__institution_id=officer.institution_id)
    safe = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in version.version)
    return _file(version.text, f"{code}-{safe}.yaml")


@officer_required
def concept_file(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    """The file of the concept as it is saved."""
    found = concept_for(officer, code)
    if not found.text:
        raise Http404
    return _file(found.text, f"{code}-konsep.yaml")
