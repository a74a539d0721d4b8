"""How long the agreement lasts: in one place and another, from day to day, beside the memorandum above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dates import dates_in, later
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.durations import Duration, durations_in
from simpul.rules.agreement_text.judging.finding import Finding, shortened
from simpul.rules.agreement_text.judging.phrases import phrase
from simpul.rules.agreement_text.judging.setting import Above, AboveFrom
from simpul.rules.agreement_text.words import long_date

_TITLE = (phrase("jangka waktu"), phrase("masa berlaku"), phrase("mulai berlaku"), phrase("masa kerja"))
_ABOUT = re.compile(
    r"(?:jangka waktu|masa berlaku|masa)\s+(?:\w+\s+){0,2}?(?:Perjanjian|Nota|Kesepa\w+|Kerja\s?sama|selama)"
    r"|(?:Perjanjian|Kesepahaman|Kesepakatan|PKS|Kerja\s?sama)(?: Kerja ?[Ss]ama)?(?: ini)? (?:\w+ ){0,2}?berlaku",
    re.IGNORECASE,
)
_LASTS = re.compile(r"berlaku|jangka waktu|selama", re.IGNORECASE)
_OTHER = re.compile(
    r"perpanjang|kewajiban|rahasia|garansi|simpan|paling (?:lambat|lama|sedikit|singkat)|lambatnya|setiap|denda"
    r"|evaluasi",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^[^.;]{0,40}(?:sebelum|(?:sejak|setelah)[^.;]{0,30}berakhir)", re.IGNORECASE)
_ABOVE = re.compile(
    r"(?:Nota Kesepahaman|Nota Kesepakatan|Kesepakatan Bersama|Memorandum|Perjanjian Induk|MoU)\b", re.IGNORECASE
)
_UNTIL = re.compile(r"(?:sampai(?: dengan)?|hingga|s\.?/?d\.?|berakhir)(?: pada)?(?: tanggal)?\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;]\s")


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence that says how long the agreement lasts."""

    passage: Passage
    length: Duration


def check(brief: Brief) -> Iterator[Finding]:
    """WKT-01, WKT-02, WKT-06 and WKT-07."""
    titled = brief.articles_titled(_TITLE)
    said = list(_lengths(brief, titled))
    main = next((each for each in said if each.passage.article in titled), said[0] if said else None)
    yield from _contradictions(main, said)
    span = _span(brief, titled)
    yield from _spans(span, main)
    end = _end(brief, span, main)
    if end is None:
        return
    place = [main.passage.ref] if main else [span[2].ref] if span else []
    yield from _outlives(brief, end, place)
    if end < brief.today and not (span and span[0] > span[1]):
        yield finding("WKT-07", place, way=2, end=long_date(end))


def _lengths(brief: Brief, titled: set[int]) -> Iterator[_Said]:
    for passage in brief.dossier.binding:
        if not _LASTS.search(passage.text):
            continue
        for length in durations_in(passage.text):
            if length.months and _is_term(brief, passage, length, passage.article in titled):
                yield _Said(passage, length)


def _is_term(brief: Brief, passage: Passage, length: Duration, at_home: bool) -> bool:
    head = _SENTENCE.split(passage.text[max(0, length.start - 300) : length.start])[-1]
    if not (_LASTS if at_home else _ABOUT).search(head) or _OTHER.search(head):
        return False
    if brief.setting.instrument == "PKS" and _ABOVE.search(head):
        return False
    return not _AFTER.match(passage.text[length.end : length.end + 80])


def _contradictions(main: _Said | None, said: list[_Said]) -> Iterator[Finding]:
    seen: set[int | None] = {main.length.months} if main else set()
    for each in said:
        if main and each.length.months not in seen:
            seen.add(each.length.months)
            yield finding(
                "WKT-02", [main.passage.ref, each.passage.ref], found=shortened(each.passage.text),
                expected=main.length.words, one=main.length.words, here=main.passage.place, other=each.length.words,
                there=each.passage.place,
            )  # fmt: skip


def _span(brief: Brief, titled: set[int]) -> tuple[date, date, Passage] | None:
    """First and last day as the article on the term names them in one sentence."""
    for passage in brief.clauses_of(titled):
        days = [each for each in dates_in(passage.text) if not each.spelled and each.day is not None]
        for one, other in pairwise(days):
            between = passage.text[one.end : other.start]
            if one.day and other.day and _UNTIL.search(between):
                return one.day, other.day, passage
    return None


def _spans(span: tuple[date, date, Passage] | None, main: _Said | None) -> Iterator[Finding]:
    if span is None:
        return
    start, end, passage = span
    if end < start:
        yield finding("WKT-07", [passage.ref], way=1, start=long_date(start), end=long_date(end))
        return
    months = main.length.months if main else None
    if main and months and end not in (last := later(start, months), last - timedelta(days=1)):
        refs = [passage.ref, main.passage.ref]
        yield finding(
            "WKT-01", refs, found=shortened(passage.text), expected=long_date(later(start, months) - timedelta(days=1)),
            start=long_date(start), end=long_date(end), length=main.length.words,
        )  # fmt: skip


def _end(brief: Brief, span: tuple[date, date, Passage] | None, main: _Said | None) -> date | None:
    """The last day: as named, else the length counted from the day of signing, else from today."""
    if span is not None:
        return span[1]
    if main is None or not main.length.months:
        return None
    opening = next((each for each in brief.dossier.of("preamble") if each.place == "Pembukaan"), None)
    signed = next((each.day for each in dates_in(opening.text) if each.day), None) if opening else None
    return later(signed or brief.today, main.length.months) - timedelta(days=1)


def _outlives(brief: Brief, end: date, place: list[str]) -> Iterator[Finding]:
    if brief.setting.instrument != "PKS":
        return
    told = _memorandum(brief)
    refs = [*place, *([told[1]] if told else [])]
    above = brief.setting.above
    if above is None and told is not None:
        above = Above(told[0], brief.dossier.places[told[1]], AboveFrom.TEXT)
    if above is not None and end > above.ends_on:
        # the sentence ends with its own full stop, whatever the typed source ends with
        last, source = long_date(above.ends_on), above.name.rstrip(" .")
        yield finding(
            "WKT-06", refs, way=above.told_by.value, expected=last, end=long_date(end), above=last, source=source
        )


def _memorandum(brief: Brief) -> tuple[date, str] | None:
    """The last day of the memorandum as the text itself tells it."""
    for passage in brief.dossier.of("preamble", "clause"):
        named = _ABOVE.search(passage.text)
        if named is None:
            continue
        for each in dates_in(passage.text):
            if each.day and each.start > named.start() and _UNTIL.search(passage.text[: each.start]):
                return each.day, passage.ref
    return None
