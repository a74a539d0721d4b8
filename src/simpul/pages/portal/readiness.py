"""M2: three questions, then the personal list of papers and the kind of document; from there the draft begins."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.core.directory.models import Institution
from simpul.features.agreements.actions_requests import start_draft
from simpul.lib import ids
from simpul.pages.portal.drafts import enter
from simpul.pages.portal.forms import KindForm
from simpul.pages.portal.limits import count_start
from simpul.pages.shell.intake import policy_for
from simpul.rules.requirements import PAPERS, Requirement

_ICONS = {
    "surat_permohonan": "file-text", "proposal": "notes", "bukti_wewenang": "certificate", "kartu_nama": "id",
    "akta": "rubber-stamp", "ktp": "id", "npwp": "file-certificate", "nib": "building", "cv": "user",
    "surat_pengantar": "school",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """One paper of the personal list."""

    label: str
    why: str
    kinds: str
    icon: str
    when: str


def document_kind(cooperation_type: str) -> str:
    """Which document comes out at the end."""
    return {
        "pelayanan": _("Cooperation agreement (PKS) on laboratory testing"),
        "teknis": _("Cooperation agreement (PKS) on technical cooperation and validation"),
        "litbang": _("Cooperation agreement (PKS) on research and development"),
        "magang": _("Cooperation agreement (PKS) on internship, signed by the campus"),
    }.get(cooperation_type, _("Memorandum of understanding (MoU) or cooperation agreement (PKS)"))


def wanted(category: str) -> list[Wanted]:
    """The papers of a category, the letter first."""
    return [
        Wanted(_(paper.label), _(paper.why), policy_for(paper.kinds).labels(), _ICONS[paper.code], _when(paper, place))
        for place, paper in enumerate(PAPERS[category])
    ]


def _when(paper: Requirement, place: int) -> str:
    if place == 0:
        return _("needed now")
    return _("can follow") if paper.required else _("optional")


def _door(code: str) -> Institution:
    return get_object_or_404(Institution.objects.exclude(intake_procedure=""), code=code)


@require_GET
def ready(request: HttpRequest, code: str) -> HttpResponse:
    """The questions; answered, the list."""
    found = _door(code)
    asked = "tanya" in request.GET
    form = KindForm(request.GET if asked else None, initial={"cooperation_type": request.GET.get("cooperation_type")})
    context: dict[str, object] = {"institution": found, "form": form}
    if not found.accepts_requests:
        return render(request, "portal/closed.html", context)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        context |= {
            "papers": wanted(given["category"]), "document": document_kind(given["cooperation_type"]),
            "form_key": ids.secret(), "megabytes": policy_for(()).megabytes,
        }  # fmt: skip
        return render(request, "portal/ready.html", context)
    return render(request, "portal/readiness.html", context)


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponseBase:
    """Begin the draft; the key of the form makes a second press find the first draft."""
    found = _door(code)
    form, key = KindForm(request.POST), request.POST.get("form_key", "")
    if not form.is_valid() or not 40 <= len(key) <= 64:
        return redirect(reverse("portal:readiness", args=[code]))
    count_start(request)
    draft = start_draft(institution=found, form_key=key, **form.cleaned_data)
    return enter(request, draft, reverse("portal:tasks", args=[draft.slug]))
