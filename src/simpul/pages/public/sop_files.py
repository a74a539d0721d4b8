"""`/sop/<institution>/<code>/<file>`: the version of a procedure in force as a file to take along."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from simpul.core.procedures.faces import face
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import ProcedureVersion
from simpul.core.procedures.queries import in_force_everywhere
from simpul.lib import clock
from simpul.rules.refusals import N_


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is offered: last part of its address, face ("" is the text itself), media type, what it is."""

    name: str
    face: str
    media_type: str
    about: str


FILES = (
    Taken("sop-a4.pdf", "pdf-a4", "application/pdf", N_("PDF on A4")),
    Taken("sop-f4.pdf", "pdf-f4", "application/pdf", N_("PDF on F4")),
    Taken("sop.html", "html", "text/html; charset=utf-8", N_("Sheet (HTML)")),
    Taken("sop.svg", "svg", "image/svg+xml", N_("Picture (SVG)")),
    Taken("sop.bpmn", "bpmn", "application/xml", N_("Process model (BPMN)")),
    Taken("sop.json", "json", "application/json", N_("Data (JSON)")),
    Taken("sop.yaml", "", "application/yaml; charset=utf-8", N_("Procedure file (YAML)")),
)


def published(institution: str, code: str) -> ProcedureVersion:
    """The version in force today; before the first is, the one that takes effect last. 404 where there is none."""
    found = in_force_everywhere(institution=institution, code=code)
    if not found:
        raise Http404
    return found[0]


@require_safe
def procedure_file(request: HttpRequest, institution: str, code: str, name: str) -> HttpResponse:
    """The file, to be kept: a page or picture of it may not run anything here."""
    taken = next((one for one in FILES if one.name == name), None)
    if taken is None:
        raise Http404
    version = published(institution, code)
    body = _made(version.pk, taken.face) if taken.face else version.text.encode()
    response = HttpResponse(body, content_type=taken.media_type)
    response["Content-Disposition"] = f'attachment; filename="{code}-{version.version}-{name}"'
    response["Content-Security-Policy"] = "sandbox"
    return response


@lru_cache(maxsize=128)
def _made(version_id: int, name: str) -> bytes:
    """A face of a version, made once: a published version never changes."""
    version = ProcedureVersion.objects.get(pk=version_id)
    return face(procedure_of(version_id), name, version.published_at or clock.now())
