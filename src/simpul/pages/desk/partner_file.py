"""What stands in a partner's file beside its clauses: tracked changes, comments, notes, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.adapters.inspection import PAPERS, REASONS
from simpul.features.agreements.models import Draft, PartnerText
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.partner_texts import is_scan, kept_reading, reading_of
from simpul.rules.agreement_text.comparing.parts import parts_of
from simpul.rules.agreement_text.reading.read import NotUnderstood, ReadAside, ReadChange, ReadComment, Reading
from simpul.rules.agreement_text.reading.text import ReadDoubt, ReadText

KINDS = {
    "insert": gettext_lazy("inserted"), "delete": gettext_lazy("deleted"), "move_from": gettext_lazy("moved away"),
    "move_to": gettext_lazy("moved here"), "format": gettext_lazy("other looks"),
}  # fmt: skip
ASIDES = {
    "footnote": gettext_lazy("Footnote"), "endnote": gettext_lazy("Endnote"), "textbox": gettext_lazy("Text box"),
    "header": gettext_lazy("Header"), "footer": gettext_lazy("Footer"), "image": gettext_lazy("Picture"),
}  # fmt: skip
LEFT = {"delete", "move_from"}  # what these changes name stands in the text as it was before
OUTSIDE = {"title": "Judul", "sign": "Tanda tangan"}
DOUBTS = {
    "no_articles": gettext_lazy("No article was found in this file."),
    "perhaps_heading": gettext_lazy("This may be the heading of an article"),
    "articles_in_table": gettext_lazy("Articles stand in a table"),
    "chapter_heading": gettext_lazy("The heading of a chapter stands among the articles"),
    "no_signature_block": gettext_lazy("No place to sign was found."),
    "article_without_title": gettext_lazy("An article has no title"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """One tracked change or comment, ready to be shown; ``at`` None where the file names no time."""

    kind: str
    author: str
    at: datetime | None
    words: str
    place: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """``fault``: why the file could not be read, in words."""

    kept: PartnerText
    fault: str
    changes: Sequence[Marked] = ()
    comments: Sequence[Marked] = ()
    asides: Sequence[dict[str, str]] = ()
    doubts: Sequence[str] = ()
    not_understood: Sequence[NotUnderstood] = ()
    is_scan: bool = False


def _is_empty(reading: Reading) -> bool:
    """A file without an article and without anything else that could be told of it."""
    found = reading.changes or reading.comments or reading.asides or reading.not_understood
    return not reading.accepted.articles and not found


def file_of(draft: Draft) -> PartnerFile | None:
    """None for a version of ours."""
    kept = kept_reading(draft) if draft.side == Side.PARTNER else None
    if kept is None:
        return None
    reading = reading_of(draft)
    if reading is None:
        return PartnerFile(kept, fault_of(kept), is_scan=is_scan(draft))
    if _is_empty(reading):
        return PartnerFile(kept, str(DOUBTS["no_articles"]))
    named = Named(reading)
    return PartnerFile(
        kept, "",
        changes=[_change(one, named) for one in reading.worded],
        comments=[_comment(one, named) for one in reading.comments],
        asides=[_aside(one, named) for one in reading.asides if one.kind not in ("header", "footer")],
        doubts=[_doubt(one) for one in reading.accepted.doubts],
        not_understood=reading.not_understood,
    )  # fmt: skip


def fault_of(kept: PartnerText) -> str:
    """The reason of the upload check in words; empty where the file was read or is no Word file."""
    if not kept.fault:
        return ""
    values = {"megabytes": PAPERS.megabytes, "kinds": PAPERS.labels()}
    return _(REASONS[kept.fault].text) % values if kept.fault in REASONS else kept.fault


class Named:
    """The places of a file in the words in which its clauses are compared, as "Pasal 4 ayat (7)"."""

    def __init__(self, reading: Reading) -> None:
        self._after = [_names(text) for text in (reading.accepted, reading.accepted.second) if text is not None]
        self._ago = [_names(text) for text in (reading.before, reading.before.second) if text is not None]

    def of(self, ref: str, place: str, *, left: bool = False) -> str:
        """``left``: what left the text is named by its place before, and said to be so."""
        for text, names in (*self._ago, *self._after) if left else (*self._after, *self._ago):
            if ref in names and text.named(ref) == place:
                return _("formerly %(place)s") % {"place": names[ref]} if left else names[ref]
        return place


def _names(text: ReadText) -> tuple[ReadText, dict[str, str]]:
    return text, {**OUTSIDE, **{part.ref: part.place for part in parts_of(text)}}


def _change(one: ReadChange, named: Named) -> Marked:
    place = named.of(one.ref, one.place, left=one.kind in LEFT)
    return Marked(str(KINDS[one.kind]), one.author, _moment(one.at), one.words, place)


def _comment(one: ReadComment, named: Named) -> Marked:
    kind = _("answer") if one.parent else _("comment")
    return Marked(kind, one.author, _moment(one.at), one.text, named.of(one.ref, one.place), one.anchored)


def _aside(one: ReadAside, named: Named) -> dict[str, str]:
    return {"kind": str(ASIDES.get(one.kind, one.kind)), "text": one.text, "place": named.of(one.ref, one.place)}


def _doubt(one: ReadDoubt) -> str:
    said = str(DOUBTS.get(one.code, one.code))
    return f"{said}: {one.words}" if one.words else said


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at) if at else None
    except ValueError:
        return None
