"""Time limits for the same thing in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.durations import Duration, durations_in
from simpul.rules.agreement_text.judging.finding import Finding, shortened

# What is to be done in time, in the words of the texts themselves: both patterns stand in the sentence. The first fits.
_TOLD = r"\b(?:pemberitahuan|diberitahu|memberitahu)"
_ISSUED = r"\b(?:disampaikan|diterbitkan|diserahkan|menerbitkan|menyerahkan)\b"
_WHAT: tuple[tuple[str, str, str], ...] = (
    ("evaluasi", r"\b(?:evaluasi|monitoring|monev)\b", r""),
    ("pembayaran", r"\b(?:pembayaran|melunasi|pelunasan|dibayar|membayar)", r""),
    ("penagihan", r"\b(?:tagihan|invoice|faktur)\b", r"\b(?:menyampaikan|mengajukan|mengirim|menerbitkan|disampaikan)"),
    ("pengajuan perpanjangan", r"perpanjang", r""),
    ("pemberitahuan keadaan kahar", r"\b(?:kahar|memaksa|force majeure)\b", _TOLD),
    ("pemberitahuan pengakhiran", r"\b(?:pengakhiran|mengakhiri|memutuskan|pemutusan)\b", _TOLD),
    ("pemberitahuan penolakan", r"\b(?:penolakan|menolak)\b", _TOLD),
    ("musyawarah", r"\bmusyawarah\b", r""),
    ("penerbitan LHU", r"\b(?:LHU|laporan hasil uji)\b", _ISSUED),
    ("penerbitan laporan", r"\blaporan\b", _ISSUED),
    ("penerbitan sertifikat", r"\bsertifikat\b", _ISSUED),
    ("penyimpanan spesimen", r"\bspesimen\b", r"\b(?:menyimpan|disimpan|penyimpanan)\b"),
)
WHAT: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for name, one, other in _WHAT
}
_LIMIT = re.compile(
    r"(?:paling (?:lambat|lama|singkat|cepat)|selambat-?\s?lambatnya|selama-lamanya|dalam (?:jangka )?waktu"
    r"|tidak lebih dari|disimpan selama)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_LONGEST = 600  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class _Limit:
    what: str
    length: Duration
    passage: Passage
    sentence: str


def check(brief: Brief) -> Iterator[Finding]:
    """WKT-05: the first place counts, each other length is a finding."""
    first: dict[tuple[str, str], _Limit] = {}
    for limit in _limits(brief):
        earlier = first.setdefault((limit.what, _direction(limit)), limit)
        same = (earlier.length.number, _days(earlier.length.unit)) == (limit.length.number, _days(limit.length.unit))
        if not same and earlier.passage.ref != limit.passage.ref:
            yield finding(
                "WKT-05", [earlier.passage.ref, limit.passage.ref], found=shortened(limit.sentence),
                expected=earlier.length.words, what=limit.what, one=earlier.length.words, here=earlier.passage.place,
                other=limit.length.words, there=limit.passage.place,
            )  # fmt: skip


def _days(unit: str) -> str:
    """Calendar days are meant where nothing else is said."""
    return "hari kalender" if unit == "hari" else unit


def _direction(limit: _Limit) -> str:
    """Limits before and after an event are different things."""
    after = limit.sentence[limit.sentence.find(limit.length.unit) :]
    return "sebelum" if re.search(r"\bsebelum", after) else "sesudah"


def _limits(brief: Brief) -> Iterator[_Limit]:
    for passage in brief.dossier.binding:
        if not any(word in passage.text for word in ("hari", "bulan", "minggu", "jam")):
            continue
        for sentence in _SENTENCE.split(passage.text):
            short = sentence[:_LONGEST]
            for length in durations_in(short):
                if not _LIMIT.search(short[max(0, length.start - 60) : length.start]):
                    continue
                what = _what(short[: length.start]) or _what(short)
                if what:
                    yield _Limit(what, length, passage, short)


def _what(words: str) -> str:
    return next((name for name, both in WHAT.items() if all(one.search(words) for one in both)), "")
