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
    work = TrackedBody(base, comparison, Tracker(author, changed_at), pages)
    row = logo_row(logos, pages.width, 20, 1) if logos else ""
    document = (
        f'{HEAD}<w:document xmlns:w="{W}"><w:body>{row}{work.content()}{pages.section}</w:body></w:document>'
    )  # fmt: skip
    # one language: the second one of a text is not compared
    text = replace(base, translation=None)
    return packed(
        text, document, work.bookmarks.names, logos, pages=pages, at=at, font=font, mark=mark, demo=demo,
        base_version=base_version,
    )  # fmt: skip
