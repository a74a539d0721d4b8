"""`/sop/`: the procedures in force, for everybody: who does what, in which order, in how much time."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from simpul.core.procedures.loaded import procedure_of, readable
from simpul.core.procedures.queries import in_force_everywhere, is_in_force
from simpul.pages.public.sop_files import FILES, published
from simpul.rules.pictures.from_procedure import sentences, swimlane
from simpul.rules.pictures.markup import Markup
from simpul.rules.pictures.sop_sheet.content import LEGEND, content_of
from simpul.rules.pictures.sop_sheet.html import flow_table
from simpul.rules.pictures.svg import Part
from simpul.rules.pictures.svg import render as drawn
from simpul.rules.procedure.model import Procedure


def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure that is published, in the version in force; one that only takes effect later says from when."""
    rows = [(version, readable(version.pk), is_in_force(version)) for version in in_force_everywhere()]
    return render(request, "public/procedures.html", {"section": "sop", "rows": rows})


def _part(procedure: Procedure, name: Part, ident: str) -> Markup:
    return drawn(
        swimlane(procedure),
        title=_("Flow of the procedure: %(title)s") % {"title": procedure.identity.title},
        desc=_("The same in words stands below."),
        ident=ident,
        part=name,
    )


def procedure(request: HttpRequest, institution: str, code: str) -> HttpResponse:
    """One procedure: identity part, flow part, words, picture, and the files to take along."""
    version = published(institution, code)
    found = procedure_of(version.pk)
    content = content_of(found)
    context = {
        "section": "sop",
        "version": version,
        "in_force": is_in_force(version),
        "institution": version.procedure.institution,
        "procedure": found,
        "content": content,
        "legend": LEGEND,
        "table": _table(version.pk),
        "files": FILES,
        "lanes": _part(found, "lanes", "lajur"),
        "picture": _part(found, "flow", "alur"),
        "sentences": sentences(found),
    }
    return render(request, "public/procedure.html", context)


@lru_cache(maxsize=64)
def _table(version_id: int) -> Markup:
    """The flow part, drawn once: a published version never changes."""
    content = content_of(procedure_of(version_id))
    return flow_table(content, caption=f"Bagian alur: {content.title}")
