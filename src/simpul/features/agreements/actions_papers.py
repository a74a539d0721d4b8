"""The papers of a draft: kept in their places, replaced, taken out. What goes before sending goes wholly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from simpul.core.documents.actions import drop, store_upload
from simpul.features.agreements.drafts import open_draft, partner, save
from simpul.features.agreements.models import Paper, Party, Request
from simpul.features.agreements.paper_places import place_of, put
from simpul.rules.refusals import N_, Refusal

MOST_PAPERS = 60
"""Files that a draft may hold."""


@transaction.atomic
def add_paper(*, request_id: int, requirement: str, source: Path, name: str, media_type: str) -> Paper:
    """Keep a judged upload in its place (the code of one); an earlier one is replaced, the same one stays."""
    request = open_draft(request_id)
    place = place_of(request, requirement)
    if request.papers.count() >= MOST_PAPERS:
        raise Refusal("PGJ-18", N_("Too many files were uploaded for this request. Send the rest to us by e-mail."))
    stored = store_upload(
        institution_id=request.institution_id, source=source, name=name, kind=place.requirement.code,
        media_type=media_type, by=partner(request),
    )  # fmt: skip
    current = request.papers.filter(requirement=place.requirement.code, party=place.party)
    same = current.filter(file__sha256=stored.sha256, file__name=stored.name).first()
    if same is not None:
        stored.delete()
    else:
        drop_papers(current)
        same = put(request, place, stored, request.channel)
    _forget_refusal(request, requirement)
    save(request, "dokumen")
    return same


@transaction.atomic
def remove_paper(*, request_id: int, paper: str) -> None:
    """Take a paper (its slug) out of the draft; one that is out already stays out."""
    request = open_draft(request_id)
    drop_papers(request.papers.filter(slug=paper))
    save(request, "dokumen")


def drop_papers(papers: QuerySet[Paper]) -> None:
    """What a partner takes out before sending was never ours: no row, no bytes, nobody reads it any more."""
    files = [paper.file for paper in papers.select_related("file")]
    Party.objects.filter(logo__in=files).update(logo=None)
    papers.delete()
    drop(files)


@transaction.atomic
def keep_refusal(*, request_id: int, requirement: str, told: Mapping[str, object]) -> None:
    """Remember why an upload was not taken, so that the page can say so until a better one comes."""
    request = open_draft(request_id)
    request.answers = {**request.answers, "ditolak": {**request.answers.get("ditolak", {}), requirement: dict(told)}}
    save(request, "dokumen")


def _forget_refusal(request: Request, requirement: str) -> None:
    left = {code: told for code, told in request.answers.get("ditolak", {}).items() if code != requirement}
    request.answers = {**request.answers, "ditolak": left}
