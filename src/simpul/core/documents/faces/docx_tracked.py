"""An agreement as DOCX with real tracked changes: accepted it is the newer text, rejected the older one.

It has our numbering, styles and bookmarks: what comes back from a word processor is read like any draft of ours.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from simpul.core.documents.faces.docx import DEFAULT_FONT, packed
from simpul.core.documents.faces.docx_body import Pages, logo_row
from simpul.core.documents.faces.docx_changes import Tracker
from simpul.core.documents.faces.docx_parts import HEAD, W
from simpul.core.documents.faces.docx_tracked_body import TrackedBody
from simpul.core.documents.faces.docx_tracked_two import tracked_in_two
from simpul.core.documents.faces.logos import logo
from simpul.core.documents.faces.typesetting import Paper
from simpul.rules.agreement_text.comparing.compare import Comparison
from simpul.rules.agreement_text.structure import AgreementText


def tracked_docx(
    base: AgreementText,
    comparison: Comparison,
    *,
    author: str,
    changed_at: datetime,
    at: datetime,
    paper: Paper = "a4",
    font: str = DEFAULT_FONT,
    mark: str = "",
    demo: bool = False,
    base_version: str = "",
) -> bytes:
    """``base`` is the older text of ``comparison``; ``author`` made the changes at ``changed_at``."""
    pages = Pages(paper)
    logos = [one for one in map(logo, base.title.logos) if one]
    tracker = Tracker(author, changed_at)
    if base.translation is not None and comparison.second is not None:
        content, clauses = tracked_in_two(base, comparison, tracker, pages)
    else:
        # one language, or a file that has lost its second one
        base, work = replace(base, translation=None), TrackedBody(base, comparison, tracker, pages)
        content, clauses = work.content(), work.bookmarks.names
    row = logo_row(logos, pages.width, 20, 1) if logos else ""
    document = (
        f'{HEAD}<w:document xmlns:w="{W}"><w:body>{row}{content}{pages.section}</w:body></w:document>'
    )  # fmt: skip
    return packed(
        base, document, clauses, logos, pages=pages, at=at, font=font, mark=mark, demo=demo,
        base_version=base_version,
    )  # fmt: skip
