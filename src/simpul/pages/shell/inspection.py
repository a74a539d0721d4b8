"""An inspector reads under a mandate and writes nothing: every post is refused, and every look is on record.

What a mandate over a period or over named cases does not grant does not exist (404); one over the whole institution
opens what every officer may read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from simpul.casework.evidence.papers import contents_of
from simpul.casework.inspecting import cases_of, looked
from simpul.core.directory.models import Mandate, Scope, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.documents.models import StoredFile
from simpul.pages.shell.errors import not_found, refusal_page
from simpul.rules.refusals import N_, NotAllowed

HOME = "/meja/inspeksi/"
OWN = frozenset(
    f"shell:{name}"
    for name in ("sign_in", "sign_out", "forgotten", "new_password", "demo_become", "set_language", "extend")
)
"""What an inspector may send all the same: it changes the own session or password and nothing of the institution."""
READS_ONLY = N_("An inspector reads and changes nothing.")
_KEY = "simpul.inspector"
_OPEN = frozenset({"desk:account", "desk:inspection", "desk:inspection_files", "desk:inspection_file"})
_CLOSED = ("/meja/", "/perkara/", "/berkas/")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class InspectionMiddleware:
    """Stands before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        officer = request.META.get(_KEY)
        if officer is not None and request.resolver_match is not None:
            view = request.resolver_match.view_name
            looked(officer=officer, view=view, path=request.path, status=response.status_code)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or not user.is_inspector or request.resolver_match is None:
            return None
        if request.resolver_match.view_name in OWN:
            return None
        officer = officer_of(user)
        if request.method not in _SAFE:
            _note(request, officer)
            return refusal_page(request, NotAllowed("PMR-01", READS_ONLY))
        if not request.path.startswith(_CLOSED):
            return None
        if officer is None:
            return refusal_page(
                request, NotAllowed("PMR-03", N_("Your mandate does not run today. Ask the institution for a new one."))
            )
        _note(request, officer)
        if officer.scope != Scope.WHOLE and request.path == "/meja/":
            return redirect(HOME)
        return None if _opens(request, officer, kwargs) else not_found(request, Http404())


def _note(request: HttpRequest, officer: Officer | None) -> None:
    """The answer to this request goes on record."""
    request.META[_KEY] = officer


def _opens(request: HttpRequest, officer: Officer, kwargs: Mapping[str, object]) -> bool:
    assert request.resolver_match is not None
    if officer.scope == Scope.WHOLE or request.resolver_match.view_name in _OPEN:
        return True
    mandate = Mandate.objects.select_related("institution").get(pk=officer.mandate)
    slug = str(kwargs.get("slug", ""))
    if request.path.startswith("/perkara/"):
        return cases_of(mandate).filter(slug=slug).exists()
    return request.path.startswith("/berkas/") and _is_granted(mandate, slug)


def _is_granted(mandate: Mandate, slug: str) -> bool:
    file = StoredFile.objects.filter(slug=slug, institution_id=mandate.institution_id).first()
    if file is None:
        return False
    return any(file.sha256 in contents_of(case) for case in cases_of(mandate))
