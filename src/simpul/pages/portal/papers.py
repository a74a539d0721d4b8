"""M5: every requirement with its state; a refused file says why and how to mend it, and nothing else is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from simpul.adapters.inspection import REASONS, Judgement
from simpul.adapters.inspection.reasons import TOO_BIG
from simpul.features.agreements.actions_papers import add_paper, keep_refusal, remove_paper
from simpul.features.agreements.models import Paper, Request
from simpul.features.agreements.paper_places import Place, papers_by_place, place_of, places_of
from simpul.lib.uploads import Misplaced, Pieces, ReceivedFile
from simpul.pages.portal.drafts import draft_required
from simpul.pages.portal.sections import frame
from simpul.pages.portal.tasklist import after
from simpul.pages.shell import formats, intake
from simpul.pages.shell.paper_words import paper_title
from simpul.rules.refusals import Refusal
from simpul.rules.requirements import LETTER, PARTY_PROOF, Requirement

_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Card:
    """A requirement as ``shell/_upload_card.html`` draws it."""

    id: str
    title: str
    hint: str
    chip: str
    chip_text: str
    action: str
    chunk_url: str
    limit: str
    accept: str
    files: tuple[dict[str, str], ...] = ()
    judgement: dict[str, object] | None = None
    primary: bool = False
    button: str = ""


def wanted_place(draft: Request, code: str) -> Place:
    """The place of this draft; 404 for one it does not have."""
    try:
        return place_of(draft, code)
    except Refusal as refusal:
        raise Http404 from refusal


def _chip(paper: Requirement, here: bool, refused: bool, first: bool) -> tuple[str, str]:
    if refused:
        return "late", _("To be corrected")
    if here:
        return "ok", _("Received")
    if first:
        return "due", _("Needed now")
    return "idle", _("Can follow") if paper.required or paper is PARTY_PROOF else _("Optional")


def _limit(paper: Requirement) -> str:
    policy = intake.policy_for(paper.kinds)
    return _("%(kinds)s. At most %(n)s MB.") % {"kinds": policy.labels(), "n": policy.megabytes}


def _file(draft: Request, paper: Paper) -> dict[str, str]:
    return {
        "name": paper.file.name,
        "meta": formats.ukuran(paper.file.size),
        "remove_url": reverse("portal:remove_paper", args=[draft.slug, paper.slug]),
    }


def _card(draft: Request, place: Place, paper: Paper | None, first: bool) -> Card:
    requirement = place.requirement
    kept = draft.answers.get("ditolak", {}).get(place.code)
    refused = intake.shown(kept) if kept else None
    chip, text = _chip(requirement, paper is not None, refused is not None, first)
    way = [draft.slug, place.code]
    return Card(
        id=place.code, title=paper_title(requirement.code, place.party), hint=_(requirement.why), chip=chip,
        chip_text=text, action=reverse("portal:upload", args=way), chunk_url=reverse("portal:piece", args=way),
        limit=_limit(requirement), accept=",".join(_accept(requirement)), primary=first and paper is None,
        files=(_file(draft, paper),) if paper else (), button=_("Replace it with another file") if paper else "",
        judgement={
            "name": refused.name, "size": formats.ukuran(refused.size), "code": refused.code,
            "reason": refused.reason, "repair": refused.repair,
        } if refused else None,
    )  # fmt: skip


def _accept(requirement: Requirement) -> list[str]:
    """What the picker offers; ``image/*`` lets a phone open its camera."""
    named = {"pdf": [".pdf"], "jpeg": [".jpg", ".jpeg", "image/jpeg"], "png": [".png", "image/png"], "docx": [".docx"]}
    return [ending for kind in requirement.kinds for ending in named[kind]]


@draft_required
def papers(request: HttpRequest, draft: Request) -> HttpResponse:
    """The list of requirements."""
    here = papers_by_place(draft)
    cards = [_card(draft, place, here.get(place.code), place.code == LETTER) for place in places_of(draft)]
    bad = [card for card in cards if card.judgement]
    cards = [replace(card, primary=card is bad[0]) for card in cards] if bad else cards
    title = ngettext("%(n)s file could not be taken", "%(n)s files could not be taken", len(bad)) % {"n": len(bad)}
    onward = reverse("portal:review", args=[draft.slug]) if request.GET.get("dari") else after(draft, "dokumen")
    return render(request, "portal/papers.html", {
        **frame(draft, "dokumen"), "cards": cards, "bad_title": title, "onward": onward,
        "bad_links": [{"url": f"#{card.id}", "label": card.title} for card in bad],
        "has_letter": LETTER in here,
    })  # fmt: skip


def _back(draft: Request, code: str) -> str:
    return f"{reverse('portal:papers', args=[draft.slug])}#{code}"


def _named(name: str, judgement: Judgement) -> str:
    """The sender's name with the ending of what the file really is."""
    stem, dot, ending = name.rpartition(".")
    known = ending.lower() in {judgement.extension, "jpeg", "jpe", "jfif"} if dot else False
    return (
        name
        if known and (ending.lower() == judgement.extension or judgement.extension == "jpg")
        else (f"{stem if dot and len(ending) <= 5 else name}.{judgement.extension}")
    )


def _take(draft: Request, place: Place, received: ReceivedFile | Pieces, name: str, size: int) -> None:
    """Judge and keep a file, or keep why not."""
    path = received.path() if isinstance(received, ReceivedFile) else received.path
    judgement = intake.judge(path, name, place.requirement.kinds)
    if not judgement.accepted:
        keep_refusal(request_id=draft.pk, requirement=place.code, told=intake.told(judgement, name, size))
        return
    add_paper(
        request_id=draft.pk, requirement=place.code, source=path, name=_named(name, judgement),
        media_type=judgement.media_type,
    )  # fmt: skip


@require_POST
@intake.streams_uploads
@draft_required
def upload(request: HttpRequest, draft: Request, requirement: str) -> HttpResponseBase:
    """An ordinary form with one file."""
    wanted, received = wanted_place(draft, requirement), request.FILES.get("berkas")
    if isinstance(received, ReceivedFile):
        _take(draft, wanted, received, received.full_name, received.size or 0)
    return redirect(_back(draft, requirement))


@draft_required
def piece(request: HttpRequest, draft: Request, requirement: str) -> HttpResponseBase:
    """One piece of a file (see ``app.js``): answers where the file stands, or where to go when it is whole."""
    wanted = wanted_place(draft, requirement)
    try:
        number = request.GET.get("id") or request.headers.get("Upload-Id", "")
        pieces = Pieces(f"{draft.slug}/{requirement}", number)
        if request.method != "POST":
            return JsonResponse({"offset": pieces.offset()})
        offset, length = int(request.headers["Upload-Offset"]), int(request.headers["Upload-Length"])
    except (KeyError, ValueError):
        return JsonResponse({}, status=400)
    name = unquote(request.headers.get("Upload-Name", ""), errors="replace")
    if length > settings.UPLOAD_LIMIT_BYTES:
        _too_big(draft, wanted, name, length)
        return JsonResponse({"next": _back(draft, requirement)})
    if int(request.META.get("CONTENT_LENGTH") or 0) > _PIECE:
        return JsonResponse({}, status=413)
    try:
        stands = pieces.append(request.body, offset=offset, length=length)
    except Misplaced as misplaced:
        return JsonResponse({"offset": misplaced.offset}, status=409)
    if stands < length:
        return JsonResponse({"offset": stands})
    with pieces.whole() as unjudged:
        if unjudged:
            _take(draft, wanted, pieces, name, length)
            pieces.drop()
    return JsonResponse({"next": _back(draft, requirement)})


def _too_big(draft: Request, wanted: Place, name: str, size: int) -> None:
    policy, reason = intake.policy_for(wanted.requirement.kinds), REASONS[TOO_BIG]
    judgement = Judgement(
        accepted=False, sha256="", size=size, code=TOO_BIG, reason=reason.text, repair=reason.repair,
        params={"megabytes": policy.megabytes, "kinds": policy.labels(), "suggested": "dokumen.pdf"},
    )  # fmt: skip
    keep_refusal(request_id=draft.pk, requirement=wanted.code, told=intake.told(judgement, name, size))


@require_POST
@draft_required
def remove(request: HttpRequest, draft: Request, paper: str) -> HttpResponseBase:
    """Take a paper out of the draft."""
    remove_paper(request_id=draft.pk, paper=paper)
    return redirect("portal:papers", slug=draft.slug)
