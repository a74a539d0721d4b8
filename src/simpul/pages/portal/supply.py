"""`/lacak/dokumen/`: papers that follow the request, each in a card of its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.casework import partner_acts
from simpul.core.procedures.models import CaseStatus
from simpul.features.agreements.access import Act
from simpul.features.agreements.models import Paper, Request
from simpul.features.agreements.paper_places import Place, papers_by_place, places_of
from simpul.features.agreements.requests import papers_lacking
from simpul.lib.uploads import ReceivedFile
from simpul.lib.wording import say
from simpul.pages.portal.access import partner_required
from simpul.pages.portal.proof import Wanted, proof_required, proved_until
from simpul.pages.portal.receiving import judged, keep
from simpul.pages.shell import formats, intake
from simpul.pages.shell.intake import streams_uploads
from simpul.pages.shell.paper_words import paper_title
from simpul.rules.refusals import Refusal
from simpul.rules.requirements import Requirement

_ENDINGS = {"pdf": ".pdf", "jpeg": ".jpg,.jpeg,image/jpeg", "png": ".png,image/png", "docx": ".docx"}
PURPOSE = "dokumen"


@streams_uploads
@partner_required
def supply(http: HttpRequest, asked: Request) -> HttpResponseBase:
    """The list of papers; a POST hands in one of them (``?jenis=`` names which)."""
    if asked.case is None or asked.case.status != CaseStatus.RUNNING:
        raise Http404
    act = Act(asked, None, PURPOSE)
    stop = proof_required(http, Wanted(act, _("Add papers to your request"), reverse("tracking:track")))
    if stop is not None:
        return stop
    return _page(http, act) if http.method != "POST" else _take(http, act)


def _take(http: HttpRequest, act: Act) -> HttpResponseBase:
    code = http.GET.get("jenis", "")
    place = next((place for place in places_of(act.request) if place.code == code), None)
    upload = http.FILES.get("berkas")
    if place is None:
        raise Http404
    if not isinstance(upload, ReceivedFile):
        return _page(http, act, error=_("Choose a photo or file first."))
    judgement = judged(upload, place.requirement.kinds)
    if not judgement.accepted:
        told = intake.told(judgement, upload.full_name, upload.size or 0)
        return _page(http, act, refused={code: intake.shown(told)})
    try:
        with transaction.atomic():  # the file of a refused act goes with it
            file = keep(act.request, upload, judgement, place.requirement.code)
            partner_acts.supply_papers(request=act.request, files={code: file})
    except Refusal as refusal:
        return _page(http, act, error=say(refusal))
    left = papers_lacking(act.request)
    messages.success(http, _thanks(place, len(left)))
    return redirect("tracking:supply" if left else "tracking:track")


def _thanks(place: Place, left: int) -> str:
    name = paper_title(place.requirement.code, place.party)
    if left:
        return _("%(paper)s has arrived. Still missing: %(left)s.") % {"paper": name, "left": left}
    return _("%(paper)s has arrived. All required papers are here now.") % {"paper": name}


def _page(
    http: HttpRequest, act: Act, refused: Mapping[str, intake.Refused] | None = None, error: str = ""
) -> HttpResponse:
    here = papers_by_place(act.request)
    bad = refused or {}
    cards = [_card(place, here.get(place.code), bad.get(place.code)) for place in places_of(act.request)]
    cards.sort(key=lambda card: ("late", "due").index(card["chip"]) if card["chip"] in ("late", "due") else 2)
    cards[0]["primary"] = cards[0]["chip"] in ("late", "due")
    context = {
        "institution": act.request.institution, "case": act.request.case, "cards": cards, "error": error,
        "lacking": [_(paper.label) for paper in papers_lacking(act.request)],
        "proved_until": proved_until(http, act),
    }  # fmt: skip
    return render(http, "portal/supply.html", context, status=422 if refused or error else 200)


def _card(place: Place, here: Paper | None, refused: intake.Refused | None) -> dict[str, object]:
    paper = place.requirement
    chip, text = _chip(paper, here, refused)
    policy = intake.policy_for(paper.kinds)
    return {
        "id": place.code, "action": f"?jenis={place.code}", "title": paper_title(paper.code, place.party),
        "hint": _(paper.why),
        "chip": chip, "chip_text": text,
        "files": _files(here), "accept": ",".join(_ENDINGS[kind] for kind in paper.kinds),
        "limit": _("%(kinds)s. At most %(n)s MB.") % {"kinds": policy.labels(), "n": policy.megabytes},
        "judgement": _judgement(refused), "primary": False,
        "button": _("Replace it with another file") if here else "",
    }  # fmt: skip


def _files(here: Paper | None) -> list[dict[str, str]]:
    if here is None:
        return []
    return [{"name": here.file.name, "meta": formats.ukuran(here.file.size), "url": f"/berkas/{here.file.slug}/"}]


def _chip(paper: Requirement, here: Paper | None, refused: intake.Refused | None) -> tuple[str, str]:
    if refused is not None:
        return "late", _("To be corrected")
    if here is not None:
        return "ok", _("Received")
    return ("due", _("Missing")) if paper.required else ("idle", _("Optional"))


def _judgement(refused: intake.Refused | None) -> dict[str, object] | None:
    if refused is None:
        return None
    return {
        "name": refused.name, "size": formats.ukuran(refused.size), "code": refused.code, "reason": refused.reason,
        "repair": refused.repair,
    }  # fmt: skip
