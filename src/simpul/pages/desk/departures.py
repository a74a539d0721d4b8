"""Where the text of a case departs from its template: fallbacks that were taken, and words of the officers' own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.features.agreements.chosen import Reason, variants_in
from simpul.features.agreements.models import Request
from simpul.features.agreements.own_wording import added, worded
from simpul.rules.agreement_text.columns import SECOND
from simpul.rules.agreement_text.structure import AgreementText, Paragraph


@dataclass(frozen=True, slots=True)
class Departure:
    """A clause that is not worded as the template prefers; ``why`` where a reason was asked for."""

    label: str
    kind: str
    address: str
    why: Reason | None = None


def own_clauses(asked: Request) -> frozenset[str]:
    """Ids of the clauses that an officer worded or added."""
    extra = {
        f"{article}_tambahan_{n}" for article, texts in added(asked.answers).items() for n in range(1, len(texts) + 1)
    }
    return frozenset(worded(asked.answers)) | extra


def departures(slug: str, asked: Request, text: AgreementText) -> list[Departure]:
    """In the order of the text."""
    fallen, own = variants_in(asked.answers), own_clauses(asked)
    added_ones = own - frozenset(worded(asked.answers))
    page, found = reverse("desk:drafting", args=[slug]), []
    for article in text.articles:
        for paragraph in article.paragraphs:
            label = f"Pasal {article.number} ayat ({paragraph.number})"
            if paragraph.id in fallen:
                address = reverse("desk:clause", args=[slug, paragraph.id])
                found.append(Departure(label, _("Fallback"), address, fallen[paragraph.id][1]))
            if any(name in own or f"{name}{SECOND}" in own for name in _names(paragraph)):
                kind = _("Added by an officer") if paragraph.id in added_ones else _("An officer's own words")
                found.append(Departure(label, kind, f"{page}#pasal-{article.id}"))
    return found


def _names(paragraph: Paragraph) -> Iterator[str]:
    yield paragraph.id
    yield from (item.id for item in paragraph.items)
