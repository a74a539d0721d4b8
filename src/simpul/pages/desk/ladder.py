"""The ladder of a negotiation: every version of both sides with who made it, when, what changed, and its hash."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from simpul.features.agreements.comparison import compare_drafts
from simpul.features.agreements.models import Draft, PartnerText, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.partner_texts import is_scan
from simpul.rules.agreement_text.comparing.summary import Counts, counts


@dataclass(frozen=True, slots=True)
class Rung:
    """``before``: the version it is counted against, ours that a partner's file was made from; None for the first.

    ``counts`` None where one of both could not be read. ``person`` made it or recorded it; the partner's own person is
    named in the file. ``fingerprint``: the first characters of the SHA-256 of its Word file, else of its PDF.
    ``is_scan``: it came as pages that are read by eye, with ``notes`` of ours beside it.
    """

    draft: Draft
    before: Draft | None
    counts: Counts | None
    person: str
    fingerprint: str
    is_theirs: bool
    awaits: bool = False
    is_scan: bool = False
    notes: int = 0


_WITH = ("docx", "pdf", "created_by", "partner_text__base", "partner_text__settled_in")


def ladder_of(asked: Request) -> list[Rung]:
    """Oldest first. ``awaits``: the newest version is the partner's and nobody has decided on its changes yet."""
    drafts = list(Draft.objects.filter(request=asked).select_related(*_WITH).order_by("number"))
    texts = PartnerText.objects.filter(draft__in=drafts).select_related("base").annotate(noted=Count("notes"))
    kept = {text.draft_id: text for text in texts}
    return [_rung(at, draft, drafts, kept.get(draft.pk)) for at, draft in enumerate(drafts)]


def _rung(at: int, draft: Draft, drafts: list[Draft], kept: PartnerText | None) -> Rung:
    before = kept.base if kept is not None else drafts[at - 1] if at else None
    found = compare_drafts(before, draft) if before is not None else None
    file = draft.docx or draft.pdf
    person = draft.created_by.full_name if draft.created_by is not None else ""
    awaits = kept is not None and kept.settled_in_id is None and draft is drafts[-1] and found is not None
    return Rung(
        draft, before, counts(found) if found is not None else None, person, file.sha256[:8] if file else "",
        draft.side == Side.PARTNER, awaits, is_scan(draft), getattr(kept, "noted", 0),
    )  # fmt: skip
