"""Days of the calendar: words beside figures, the day of the week, days that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dates import DAY_OF, WEEKDAY, Mention, dates_in
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding
from simpul.rules.agreement_text.words import DAYS, day_in_words, long_date

_BESIDE = re.compile(r"^[\s,()/]{0,6}$")
_TO_DATE = 32  # characters between a day of the week and its date


def check(brief: Brief) -> Iterator[Finding]:
    """WKT-03, WKT-04 and WKT-07."""
    for passage in brief.dossier.passages:
        mentions = dates_in(passage.text)
        if mentions:
            yield from _unreal(passage, mentions)
            yield from _differing(passage, mentions)
            yield from _weekdays(passage, mentions)


def _unreal(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Finding]:
    for each in mentions:
        if each.day is None and passage.kind != "party":
            yield finding("WKT-07", [passage.ref], topic="naskah", found=each.words, date=each.words)


def _differing(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Finding]:
    for one, other in pairwise(mentions):
        if one.spelled == other.spelled or not (one.day and other.day) or one.day == other.day:
            continue
        if _BESIDE.match(passage.text[one.end : other.start]):
            figure, words = (other, one) if one.spelled else (one, other)
            assert figure.day is not None
            yield finding(
                "WKT-03", [passage.ref], found=words.words, expected=day_in_words(figure.day), figure=figure.words,
                words=words.words,
            )  # fmt: skip


def _weekdays(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Finding]:
    for match in WEEKDAY.finditer(passage.text):
        nearest = next((each for each in mentions if 0 <= each.start - match.end() <= _TO_DATE and each.day), None)
        if nearest is not None and nearest.day is not None and DAY_OF[match[1].lower()] != nearest.day.weekday():
            right = DAYS[nearest.day.weekday()]
            yield finding(
                "WKT-04", [passage.ref], found=match[1], expected=right, date=long_date(nearest.day), right=right,
                written=match[1],
            )  # fmt: skip
