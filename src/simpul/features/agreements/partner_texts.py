"""What a partner sent back, read once when it is recorded and kept with its version; its bytes stay as they came."""

from __future__ import annotations

from datetime import datetime

from simpul.core.documents.storage import read
from simpul.core.documents.word_reading import read_word
from simpul.features.agreements.drafting import text_of
from simpul.features.agreements.models import Draft, PartnerNote, PartnerText
from simpul.features.agreements.models_drafting import Side
from simpul.rules.agreement_text.codec import from_json, plain, read_as
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.refusals import N_, Conflict, Refusal


def keep_reading(draft: Draft, answered: Draft) -> PartnerText:
    """Read the partner's version. A file that cannot be read is kept with the code of the reason; nothing is lost.

    Its base is the version of ours that the file itself names, else the one it answers.
    """
    if draft.docx is None:
        return PartnerText.objects.create(draft=draft, base=answered)
    try:
        reading = read_word(read(draft.docx.sha256))
    except Refusal as refusal:
        return PartnerText.objects.create(draft=draft, base=answered, fault=refusal.code)
    return PartnerText.objects.create(draft=draft, base=_base(reading, answered), reading=plain(reading))


def _base(reading: Reading, answered: Draft) -> Draft:
    """The file says from which draft it was made; a file of another case or none of ours answers the newest offer."""
    named = reading.origin.base if reading.origin is not None else ""
    if not named.isdecimal():
        return answered
    ours = Draft.objects.filter(request_id=answered.request_id, side=Side.HOST, number=int(named))
    return ours.first() or answered


def kept_reading(draft: Draft) -> PartnerText | None:
    """What is kept of a partner's version; None for one of ours. A list that has read it with its drafts asks once."""
    if Draft.partner_text.related.is_cached(draft):
        found: PartnerText | None = getattr(draft, "partner_text", None)
        return found
    return PartnerText.objects.select_related("base", "settled_in").filter(draft=draft).first()


def reading_of(draft: Draft) -> Reading | None:
    """The file as it was read; None for a scan and for one that could not be read."""
    kept = kept_reading(draft)
    return read_as(Reading, kept.reading) if kept is not None and kept.reading else None


def read_text(draft: Draft) -> ReadText | None:
    """A version of either side as it reads: our articles, or the partner's with its changes accepted.

    None for a scan, and for a file without articles.
    """
    own = text_of(draft)
    if own is not None:
        return as_read(own)
    reading = reading_of(draft)
    return reading.accepted if reading is not None and reading.accepted.articles else None


def is_scan(draft: Draft) -> bool:
    """Whether a version of the partner came as pictures or a PDF: shown page by page, and read by a person."""
    return draft.side == Side.PARTNER and draft.docx_id is None and draft.pdf_id is not None


def articles_of(base: Draft) -> list[tuple[str, str]]:
    """(id, "Pasal 3 Biaya") of the version that a partner's file answers: what notes are sorted by."""
    if not base.text:
        return []
    return [(one.id, f"Pasal {one.number} {one.title}") for one in from_json(base.text).articles]


def note(
    kept: PartnerText, *, text: str, article: str, page: int, user_id: int | None, at: datetime
) -> PartnerNote:  # fmt: skip
    """One more note; those before it stay as they were written. Raises TGS-119, Conflict TGS-120."""
    words = text.strip()
    if article and article not in dict(articles_of(kept.base)):
        raise Refusal("TGS-119", N_("Choose one of the articles of our version, or the whole text."))
    last = kept.notes.filter(article=article).last()
    if last is not None and (last.text, last.page) == (words, page):
        raise Conflict("TGS-120", N_("This note stands there already."))
    return PartnerNote.objects.create(
        partner_text=kept, article=article, page=page, text=words, by_id=user_id, at=at
    )  # fmt: skip
