"""How a paper is called on every page: its requirement, and whose it is where it belongs to one party."""

from __future__ import annotations

from django.utils.translation import gettext as _

from simpul.features.agreements.models import Party
from simpul.features.agreements.paper_places import PARTY_REQUIREMENTS
from simpul.rules.requirements import PAPERS

_LABELS = {paper.code: paper.label for group in (*PAPERS.values(), PARTY_REQUIREMENTS) for paper in group}


def paper_title(requirement: str, party: Party | None = None) -> str:
    """ "Deed of the company", "Logo: RSUD Contoh"; a code that is unknown stands as it is."""
    label = _(_LABELS.get(requirement, requirement))
    return f"{label}: {party.name}" if party is not None else label
