"""`/sop/`: the procedures in force, for everybody: who does what, in which order, in how much time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import ProcedureVersion
from simpul.rules.pictures.from_procedure import sentences, swimlane
from simpul.rules.pictures.svg import Part
from simpul.rules.pictures.svg import render as drawn
from simpul.rules.procedure.describe import table
from simpul.rules.procedure.model import Procedure


def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure that is published, by institution, in its newest version."""
    published = (
        ProcedureVersion.objects.filter(published_at__isnull=False)
        .select_related("procedure__institution")
        .order_by("procedure_id", "-effective_on", "-id")
        .distinct("procedure_id")
    )
    rows = [(version, procedure_of(version.pk)) for version in published]
    return render(request, "public/procedures.html", {"section": "sop", "rows": rows})


def _part(procedure: Procedure, name: Part, ident: str) -> SafeString:
    picture = drawn(
        swimlane(procedure),
        title=_("Flow of the procedure: %(title)s") % {"title": procedure.identity.title},
        desc=_("The same in words stands below."),
        ident=ident,
        part=name,
    )
    return mark_safe(picture)  # noqa: S308 - our own drawing, every text escaped there


def procedure(request: HttpRequest, institution: str, code: str) -> HttpResponse:
    """One procedure: picture, table, words."""
    version = (
        ProcedureVersion.objects.filter(
            procedure__institution__code=institution, procedure__code=code, published_at__isnull=False
        )
        .select_related("procedure__institution")
        .order_by("-effective_on", "-id")
        .first()
    )
    if version is None:
        raise Http404
    found = procedure_of(version.pk)
    return render(
        request,
        "public/procedure.html",
        {
            "section": "sop",
            "version": version,
            "institution": version.procedure.institution,
            "procedure": found,
            "lanes": _part(found, "lanes", "lajur"),
            "picture": _part(found, "flow", "alur"),
            "rows": table(found),
            "sentences": sentences(found),
        },
    )
