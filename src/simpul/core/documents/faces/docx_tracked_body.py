"""The body of a DOCX with tracked changes: both texts in one, every part at its old and its new place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from simpul.core.documents.faces import docx_xml as xml
from simpul.core.documents.faces.docx_body import WORDS, Pages
from simpul.core.documents.faces.docx_changes import How, Tracker, bold_runs
from simpul.core.documents.faces.docx_parts import ENGLISH, NOTES
from simpul.core.documents.faces.docx_tracked_signatures import signature_tables
from simpul.core.documents.faces.docx_tracked_tables import tracked_table
from simpul.rules.agreement_text.comparing.compare import Change, Comparison
from simpul.rules.agreement_text.comparing.parts import Part, parts_of
from simpul.rules.agreement_text.editing.references import references_of
from simpul.rules.agreement_text.reading.text import ReadTitle
from simpul.rules.agreement_text.structure import AgreementText, Table

_KEEP = "<w:keepNext/>"
_NAMED = re.compile("[a-z0-9_]{1,38}")
"""Ids of clauses of ours; "art3.2" of a file that is not ours is no name for a bookmark."""
_POINTS = {"Pertimbangan": "Pertimbangan", "Dasar hukum": "Dasar"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part at one of its places; ``move`` joins the two of a moved one."""

    change: Change
    how: How
    move: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One part at one of its places: its paragraph, and the tables below it. ``key`` is that of its change."""

    key: str
    how: How
    body: str
    tables: str


class TrackedBody:
    """Writes the parts of one comparison in order; ``second``: those of the second column of a text."""

    def __init__(
        self,
        base: AgreementText,
        comparison: Comparison,
        tracker: Tracker,
        pages: Pages,
        bookmarks: xml.Bookmarks | None = None,
        *,
        second: bool = False,
    ) -> None:
        self.bookmarks = bookmarks or xml.Bookmarks()
        self._second = second
        self._base, self._comparison, self._tracker, self._pages = base, comparison, tracker, pages
        self._old = {change.old.ref: change.old for change in comparison.changes if change.old}
        self._new = {change.new.ref: change.new for change in comparison.changes if change.new}
        self._references = dict(references_of(base))
        self._tables = dict(_tables(base))
        self._new_ids = not any(article.sources for article in comparison.new.articles)

    def content(self) -> str:
        out = self.title()
        signed = False
        for placed in self._placed():
            if placed.change.part.kind == "signature":
                if not signed:
                    out += signature_tables(self._comparison.changes, self._base, self._pages, self._tracker)
                signed = True
            elif placed.change.part.kind != "title":
                written = self._part(placed)
                out += written.body + written.tables
        return out

    def parts(self) -> Iterator[Written]:
        """All that stands between the title and the places to sign."""
        for placed in self._placed():
            if placed.change.part.kind not in ("title", "signature"):
                yield self._part(placed)

    def _placed(self) -> Iterator[_Placed]:
        """Every part in reading order, what left or moved away behind what it followed."""
        relocated = self._relocated()
        gone: dict[str, list[_Placed]] = {}
        behind = ""
        by_old = {change.old.ref: change for change in self._comparison.changes if change.old}
        for part in parts_of(self._comparison.old):
            change, ref = by_old[part.ref], part.ref
            if change.new is not None and change.new.ref not in relocated:
                behind = ref
            else:
                how: How = "moveFrom" if change.new is not None and not change.is_reworded else "del"
                move = relocated[change.new.ref] if change.new is not None else ""
                gone.setdefault(behind, []).append(_Placed(change, how, move if how == "moveFrom" else ""))
        yield from gone.get("", ())
        for change in self._comparison.changes:
            if change.new is None:
                continue
            if change.new.ref in relocated:
                arrives: How = "ins" if change.is_reworded else "moveTo"
                yield _Placed(change, arrives, "" if change.is_reworded else relocated[change.new.ref])
                continue
            yield _Placed(change, "kept" if change.old else "ins")
            yield from gone.get(change.key, ())

    def _relocated(self) -> dict[str, str]:
        """New refs of what moved, and of all that stands in it, with the name of each move."""
        found: dict[str, str] = {}
        for change in self._comparison.changes:
            if change.new is not None and change.old is not None and (change.is_moved or change.new.parent in found):
                found[change.new.ref] = f"pindah_{len(found) + 1}"
        return found

    def title(self) -> str:
        old, new = self._comparison.old.title, self._comparison.new.title
        language = "en" if self._second else "id"
        out = self._lines("Judul", _title_lines(old, language), _title_lines(new, language))
        numbers = ([f"{WORDS[language][3]}: {number}" for number in title.numbers] for title in (old, new))
        return out + self._lines("Nomor", *numbers) + xml.paragraph("Nomor", "")

    def _lines(self, style: str, old: Sequence[str], new: Sequence[str]) -> str:
        out, track = "", self._tracker
        for _, before, after, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            gone, come = old[before:after], new[start:end]
            if len(gone) == len(come):
                out += "".join(
                    track.paragraph(style, track.words(*pair)) for pair in zip(gone, come, strict=True)
                )  # fmt: skip
                continue
            out += "".join(track.paragraph(style, track.runs(xml.run(line), "del"), how="del") for line in gone)
            out += "".join(track.paragraph(style, track.runs(xml.run(line), "ins"), how="ins") for line in come)
        return out

    def _part(self, placed: _Placed) -> Written:
        change, how = placed.change, placed.how
        old = change.old if how not in ("ins", "moveTo") else None
        new = change.new if how not in ("del", "moveFrom") else None
        part = new or old
        assert part is not None
        if how == "kept" and old and new and not (old.text and new.text):
            # words that one side leaves empty have no paragraph there
            if not (old.text or new.text):
                return Written(change.key, how, "", "")
            how = "ins" if new.text else "del"
            old, new = (None, new) if how == "ins" else (old, None)
        if part.kind == "party":
            return Written(change.key, how, self._party(old, new, how), "")
        style, extra, typed = self._style(part, new is not None)
        body = self._runs(old, new, how, placed.move, typed)
        clause = change.old.ref if change.old else part.ref if self._new_ids else "@"
        if _NAMED.fullmatch(clause) and how != "moveFrom":
            body = self.bookmarks.round(clause, body, second=self._second)
        if self._second:
            style = ENGLISH.get(style, f"{style}En" if style == "Normal" else style)
        out = self._tracker.paragraph(style, body, extra, how)
        return Written(change.key, how, out, self._part_tables(change, old, new, how))

    def _runs(self, old: Part | None, new: Part | None, how: How, move: str, typed: bool) -> str:
        before, after = (self._shown(part, typed) if part else "" for part in (old, new))
        if how != "kept":
            return self._tracker.runs(xml.run(before or after), how, move)
        assert old is not None
        if before == after and not self._second and (references := self._references.get(old.ref)):
            return xml.referring(after, references)
        return self._tracker.words(before, after)

    def _shown(self, part: Part, typed: bool) -> str:
        if part.kind == "article":
            return f"\n{part.text}"
        if part.kind == "annex":
            return f"{part.label}\n{self._base.title.instrument}\n{part.text}"
        return f"{part.label} {part.text}" if typed and part.label else part.text

    def _style(self, part: Part, newer: bool) -> tuple[str, str, bool]:
        """(style, further properties, whether its number is typed)."""
        if part.kind == "article":
            return "Pasal", "", False
        if part.kind == "annex":
            return "Lampiran", "<w:pageBreakBefore/>", False
        if part.kind != "clause" or not part.label:
            return "Normal", _KEEP if part.kind in ("lead", "closing") else "", False
        parts = self._new if newer else self._old
        above = parts[part.parent]
        if above.kind == "article":
            return "Ayat", "", False
        if above.kind == "annex":
            return "Normal", self._note_number(above, parts.values()), False
        outer = parts.get(above.parent)
        if above.kind == "clause" and outer is not None and outer.kind == "article":
            return "Huruf", "", False
        points = _POINTS.get(part.place.rsplit(" ", 1)[0], "")
        return (points, "", False) if points and above.kind == "lead" else ("Normal", "", True)

    def _note_number(self, annex: Part, parts: Iterable[Part]) -> str:
        number = 1 + [part.ref for part in parts if part.kind == "annex"].index(annex.ref)
        listed = NOTES[min(number, len(NOTES) - 1)]
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{listed}"/></w:numPr>'

    def _party(self, old: Part | None, new: Part | None, how: How) -> str:
        track = self._tracker
        before, after = self._party_number(old, self._old), self._party_number(new, self._new)
        if how == "kept" and old and new:
            number = track.words(before, after)
            words = track.words(old.text, new.text, _bold_of(old), _bold_of(new))
        else:
            part = old or new
            number = track.runs(xml.run(before or after), how)
            words = track.runs(bold_runs(part.text, 0, _bold_of(part)) if part else "", how)
        body = f"{number}<w:r><w:tab/></w:r>{words}"
        return track.paragraph("Pihak", body, '<w:ind w:left="454" w:hanging="454"/>', how)

    @staticmethod
    def _party_number(part: Part | None, parts: dict[str, Part]) -> str:
        order = [each.ref for each in parts.values() if each.kind == "party"]
        return f"{order.index(part.ref) + 1}." if part else ""

    def _part_tables(self, change: Change, old: Part | None, new: Part | None, how: How) -> str:
        olds, news = old.tables if old else (), new.tables if new else ()
        indent = 0 if change.part.kind == "annex" else 454
        ours = self._tables.get(change.key)
        return "".join(
            tracked_table(
                olds[at] if at < len(olds) else None, news[at] if at < len(news) else None, ours, self._tracker,
                self._pages.width - indent, indent,
            )
            for at in range(max(len(olds), len(news)))
        )  # fmt: skip


def _title_lines(title: ReadTitle, language: str) -> list[str]:
    between, joined, on, _ = WORDS[language]
    names = [*title.parties[:-1], joined, title.parties[-1]] if len(title.parties) > 1 else list(title.parties)
    return [title.instrument, between, *names, on, title.subject]


def _bold_of(part: Part | None) -> tuple[tuple[int, int], ...]:
    """The name at the beginning and the label at the end of a party's words."""
    if part is None:
        return ()
    name = len(part.name) if part.text.startswith(part.name) else 0
    label = part.text.rfind(part.label)
    return ((0, name), (label, label + len(part.label)))


def _tables(base: AgreementText) -> Iterator[tuple[str, Table]]:
    for article in base.articles:
        yield from ((each.id, each.table) for each in article.paragraphs if each.table)
    yield from ((annex.id, annex.table) for annex in base.annexes)
