"""Who owes what by when, taken out of the articles of a text: what monitoring will read.

A sentence obliges where a party stands before "wajib" or "berkewajiban", and where it sets a time limit for what is not
merely allowed; a list below such a sentence is one obligation for each item. Nothing is guessed: where a sentence does
not say who, it stays open, and a limit is a day only where it can be counted from a day that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from simpul.rules.agreement_life.limits import Limit, limit_in
from simpul.rules.agreement_text.judging.dossier import Passage, dossier
from simpul.rules.agreement_text.reading.text import ReadText

ALL = "PARA PIHAK"
CONCERNED = "Pihak yang bersangkutan"
_EVERYBODY = re.compile(r"\b(?:PARA PIHAK|[Ss]etiap Pihak|[Mm]asing-masing Pihak|SETIAP PIHAK|Para Pihak)\b")
_WHOEVER = re.compile(r"\b(?:Pihak yang|salah satu Pihak|Pihak lain)\b")
_OBLIGES = re.compile(r"\b(?:wajib|berkewajiban)\b(?:\s+untuk\b)?", re.I)
_ALLOWS = re.compile(r"\b(?:dapat|boleh|berhak)\b", re.I)
_SENTENCE_END = re.compile(r"(?<=[.;])\s+")
_TAIL = re.compile(r"(?:[;,]\s*(?:dan|atau)|[;,.])\s*$")
_NOT = re.compile(r"\b(?:tidak|bukan)\s*$", re.I)
_EVERY = re.compile(
    r"\b(?:setiap|tiap|per)\s+(?:1 \(satu\) )?(minggu|bulan|triwulan|semester|tahun)\b"
    r"|\bsekali (?:dalam )?(?:setiap |se)?(minggu|bulan|triwulan|semester|tahun)\b",
    re.I,
)


class Rhythm(StrEnum):
    """How often; ``ONCE`` also where the text does not say."""

    ONCE = "sekali"
    WEEK = "minggu"
    MONTH = "bulan"
    QUARTER = "triwulan"
    HALF_YEAR = "semester"
    YEAR = "tahun"


@dataclass(frozen=True, slots=True)
class Obligation:
    """``who``: label of the party, ``ALL``, ``CONCERNED``, or empty where the sentence does not say.

    ``place``: "Pasal 6 ayat (2) huruf a"; ``what`` in the words of the text; ``limit`` None where no time is set.
    """

    ref: str
    place: str
    who: str
    what: str
    rhythm: Rhythm = Rhythm.ONCE
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    who: str
    what: str


def obligations(text: ReadText) -> tuple[Obligation, ...]:
    """Every obligation of the articles, in reading order."""
    labels = [party.label for party in text.parties if party.label]
    return tuple(found for passage in dossier(text).of("clause") for found in _of(passage, labels))


def _of(passage: Passage, labels: list[str]) -> Iterator[Obligation]:
    """Those of one clause: by the sentence above the list it stands in, else by its own sentences."""
    above = list(_sentences(passage.lead, labels)) if passage.lead.rstrip().endswith(":") else []
    if above:
        yield _made(passage, _Said(above[-1].who, f"{above[-1].what.rstrip(': ')} {passage.text}".strip()))
    elif not passage.text.rstrip().endswith(":"):
        for said in _sentences(passage.text, labels):
            yield _made(passage, said)


def _sentences(text: str, labels: list[str]) -> Iterator[_Said]:
    for sentence in _SENTENCE_END.split(text):
        said = _obliged(sentence, labels) or _limited(sentence, labels)
        if said is not None:
            yield said


def _obliged(sentence: str, labels: list[str]) -> _Said | None:
    """By its verb. "Laporan wajib dibuat" names a thing only, and nobody who owes it."""
    verb = _OBLIGES.search(sentence)
    if verb is None or _NOT.search(sentence[: verb.start()]):
        return None
    who = _last_named(sentence[: verb.start()], labels)
    return _Said(who, sentence[verb.end() :].strip(" .;")) if who else None


def _limited(sentence: str, labels: list[str]) -> _Said | None:
    """By its time limit, unless it only allows something until then."""
    limit = limit_in(sentence)
    if limit is None or _ALLOWS.search(sentence[: limit.start]):
        return None
    return _Said(_doer(sentence[: limit.start], labels), sentence.strip(" .;"))


def _doer(before: str, labels: list[str]) -> str:
    """Who begins the sentence, or stands behind "oleh"; "kepada PIHAK KEDUA" is not the one who acts."""
    for label in labels:
        if before.startswith(label) or f"oleh {label}" in before:
            return label
    if _EVERYBODY.match(before) or re.search(rf"\boleh (?:{_EVERYBODY.pattern})", before):
        return ALL
    named = [label for label in labels if re.search(rf", {re.escape(label)}\b", before)]
    if named:
        return named[-1]
    return CONCERNED if re.search(rf"(?:^|, |oleh )(?:{_WHOEVER.pattern})", before) else ""


def _last_named(before: str, labels: list[str]) -> str:
    places = [(before.rfind(label), label) for label in labels if label in before]
    places += [(match.start(), ALL) for match in _EVERYBODY.finditer(before)]
    return max(places)[1] if places else ""


def _made(passage: Passage, said: _Said) -> Obligation:
    words = _TAIL.sub("", said.what.strip())
    every = _EVERY.search(words)
    rhythm = Rhythm((every[1] or every[2]).lower()) if every else Rhythm.ONCE
    return Obligation(passage.ref, passage.place, said.who, words, rhythm, limit_in(words))


def due_days(
    found: tuple[Obligation, ...], signed_on: date | None, effective_on: date | None, ends_on: date | None
) -> dict[Obligation, date]:
    """The day on which each falls due, where its limit can be counted from a day that is known."""
    days = {one: one.limit.day(signed_on, effective_on, ends_on) for one in found if one.limit is not None}
    return {one: day for one, day in days.items() if day is not None}
