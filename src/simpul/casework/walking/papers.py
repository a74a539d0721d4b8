"""Small real PDFs for whatever a form or a requirement asks for, in the look of a partner's letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from simpul.casework.walking import inventing
from simpul.core.documents.faces.letters import Letterhead, ReplyLetter, Signatory, letter_pdf
from simpul.lib import clock

MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLetter(ReplyLetter):
    """A letter that an invented partner writes."""

    title: ClassVar[str] = "Surat Contoh"


def invented_pdf(label: str, recipient: str) -> bytes:
    """One page that carries ``label`` as its subject and says that it is an example."""
    now = clock.now()
    letter = PartnerLetter(
        number=f"445/{now:%m%d}/RSUD/{now.year}",
        date=now.date(),
        subject=label,
        recipient=(recipient,),
        body=(
            f"Bersama ini kami sampaikan {label[:1].lower()}{label[1:]}.",
            "Isi berkas ini rekaan dan dibuat untuk peragaan; tidak ada orang atau lembaga sungguhan yang dimaksud.",
        ),
        signer=Signatory(title=inventing.TITLE, name=inventing.SIGNATORY),
    )
    head = Letterhead(name=inventing.PARTNER, address=inventing.ADDRESS, contact=inventing.EMAIL, demo=True)
    return letter_pdf(letter, head, at=now).pdf
