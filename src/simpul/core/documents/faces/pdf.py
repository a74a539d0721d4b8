"""The agreement as PDF/A-2b, with the places where its parties sign."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime
from typing import Any

from simpul.core.documents.faces.logos import logo
from simpul.core.documents.faces.typesetting import Paper, Rendered, typeset_like_others
from simpul.rules.agreement_text.codec import to_json
from simpul.rules.agreement_text.structure import AgreementText


def agreement_pdf(
    text: AgreementText, *, at: datetime, paper: Paper = "a4", mark: str = "", demo: bool = False
) -> Rendered:
    """Set the text. ``mark`` goes into every footer ("Draf versi 2"); ``demo`` says there that it binds nobody.

    ``boxes``: "ttd" for every party and "meterai" where stamp duty is due, so that no stamp covers another.
    """
    data = sheet_data(text, paper=paper, mark=mark, demo=demo)
    return typeset_like_others("agreement", data, paper, at, pictures(text))


def pictures(text: AgreementText) -> list[bytes]:
    """The logos that can be printed, in the order in which ``sheet_data`` counts them."""
    return [one.png for one in map(logo, text.title.logos) if one]


def sheet_data(text: AgreementText, *, paper: Paper = "a4", mark: str = "", demo: bool = False) -> dict[str, Any]:
    """What the sheet ``agreement`` reads."""
    places = itertools.count()
    return {
        "text": to_json(_without_logos(text)),
        "logos": [next(places) if logo(each) else None for each in text.title.logos],
        "paper": paper,
        "mark": mark,
        "demo": demo,
        "document_title": f"{text.title.instrument} TENTANG {text.title.subject}",
    }


def _without_logos(text: AgreementText) -> AgreementText:
    other = _without_logos(text.translation) if text.translation is not None else None
    return replace(text, title=replace(text.title, logos=()), translation=other)
