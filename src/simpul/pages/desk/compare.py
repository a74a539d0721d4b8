"""`/perkara/<slug>/bandingkan/`: versions of the text side by side, clause by clause, the partner's among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.core.directory.officers import Officer
from simpul.core.documents.storage import read
from simpul.features.agreements.comparison import ClauseRow, Piece, Version, clauses_of, compare, labels_of
from simpul.features.agreements.counter_drafts import read_counter_draft
from simpul.features.agreements.drafting import text_of
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.negotiation import clauses_of_counter
from simpul.pages.desk.access import officer_required
from simpul.pages.desk.case_head import load_case
from simpul.pages.desk.text_pages import request_for, text_page

_MOST = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """``drafts``: the versions that could be laid side by side, in order. ``foreign``: those that could not."""

    drafts: Sequence[Draft]
    rows: Sequence[ClauseRow]
    same: int
    foreign: Sequence[Draft]

    @property
    def lines(self) -> list[tuple[ClauseRow, list[tuple[Draft, tuple[Piece, ...] | None]]]]:
        """Each clause with its words in each version."""
        return [(row, list(zip(self.drafts, row.cells, strict=True))) for row in self.rows]


def comparison_of(asked: Request, numbers: Sequence[int] = (), *, whole: bool = False) -> Comparison:
    """The named versions, else the newest three; ``whole`` keeps the clauses that are the same in all of them."""
    drafts = list(Draft.objects.filter(request=asked).select_related("docx", "pdf", "created_by").order_by("number"))
    chosen = [draft for draft in drafts if draft.number in numbers] or drafts[-_MOST:]
    read_as = {draft.pk: _version(draft) for draft in chosen}
    able = [draft for draft in chosen if read_as[draft.pk] is not None]
    versions = [version for draft in able if (version := read_as[draft.pk]) is not None]
    rows = compare(versions, _labels(able)) if len(versions) > 1 else []
    differing = [row for row in rows if row.differs]
    return Comparison(
        able, rows if whole else differing, len(rows) - len(differing), [d for d in chosen if d not in able]
    )


def _labels(drafts: Sequence[Draft]) -> dict[str, tuple[str, str]]:
    """Where each clause stands: by the newest of our versions, then what only earlier ones have."""
    found: dict[str, tuple[str, str]] = {}
    for draft in reversed(drafts):
        text = text_of(draft)
        found |= {clause: label for clause, label in labels_of(text).items() if clause not in found} if text else {}
    return found


def _version(draft: Draft) -> Version | None:
    text = text_of(draft)
    if text is not None:
        return Version(clauses_of(text))
    clauses = clauses_of_counter(draft)
    return Version(clauses, partial=True) if clauses is not None else None


def plain_paragraphs(draft: Draft) -> tuple[str, ...]:
    """The paragraphs of a Word file that does not carry our marks, to be read beside ours."""
    if draft.docx is None:
        return ()
    text = read_counter_draft(read(draft.docx.sha256))
    return text.paragraphs if text is not None else ()


@officer_required
def versions(request: HttpRequest, officer: Officer, slug: str) -> HttpResponse:
    """Read-only for every officer of the institution. ``?versi=1&versi=3`` chooses, ``?semua=1`` shows all clauses."""
    view = load_case(officer, slug)
    asked = request_for(view)
    numbers = [int(text) for text in request.GET.getlist("versi") if text.isdecimal()][:_MOST]
    whole = request.GET.get("semua") == "1"
    found = comparison_of(asked, numbers, whole=whole)
    context = {
        "comparison": found, "whole": whole, "chosen": [draft.number for draft in (*found.drafts, *found.foreign)],
        "versions": Draft.objects.filter(request=asked).order_by("number"),
        "foreign": [{"draft": draft, "paragraphs": plain_paragraphs(draft)} for draft in found.foreign],
        "ours": Side.HOST, "columns": len(found.drafts),
    }  # fmt: skip
    return text_page(request, officer, view, "desk/compare.html", context, _("Compare"))
