"""A price needs a rule it stands on, cited with its number and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding, shortened

_KINDS: Mapping[str, str] = {
    "uu": "undang-undang", "pp": "peraturan pemerintah", "pmk": "peraturan menteri", "permenkes": "peraturan menteri",
    "perda": "peraturan daerah", "pergub": "peraturan gubernur", "perbup": "peraturan bupati",
    "perwali": "peraturan wali", "perkada": "peraturan kepala",
}  # fmt: skip
_STATUTE = "undang-undang"
_RULE = re.compile(
    r"\b(?:Undang-Undang|(?:Peraturan|Keputusan)(?: (?!tentang|mengenai|Perundang)[A-Z][\w-]*)?"
    r"|peraturan (?:pemerintah|daerah|menteri|gubernur|bupati)"
    r"|Perda|Pergub|Perbup|Perwali|Permenkes|PMK|PP|UU|Perkada)\b(?!-| [Pp]erundang)"
)
_NUMBER = re.compile(r"\b(?:[Nn]omor|NOMOR|[Nn]o\.?):?\s{0,2}\S{0,40}?\d|\b\d{1,3}/\d{4}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z(])")
_ABBREVIATED = re.compile(r"\b[Nn]o\.\s+")  # its dot ends no sentence
_REACH = 200  # characters of a rule's name in which its number stands
_PRICE = re.compile(r"\bRp\.?\s?\d|\b(?:[Bb]iaya|[Tt]arif|[Hh]arga|[Ii]mbalan|[Nn]ilai|[Bb]esar\w*)\b.*\bLampiran\b"
                    r"|(?<!tidak )\b(?:dikenai|dikenakan) (?:[Tt]arif|[Bb]iaya)\b")  # fmt: skip
_ABOUT_TARIFF = re.compile(r"\btarif|\bPNBP\b|Penerimaan Negara Bukan Pajak|retribusi", re.IGNORECASE)
_ABOUT_PRICE = re.compile(r"\bbiaya|\bharga|\bimbalan|" + _ABOUT_TARIFF.pattern, re.IGNORECASE)
_TAX = re.compile(r"(?<!bukan )\b(?:pajak|bea meterai)\b(?! daerah dan retribusi)", re.IGNORECASE)
_FREE = re.compile(r"Rp\.?\s?0(?:,00)?(?![\d.])")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule named in a sentence; ``is_whole`` with number and year."""

    kind: str
    is_whole: bool
    sentence: str


def check(brief: Brief) -> Iterator[Finding]:
    """BIA-01, on the articles that the position on cost recognises."""
    position = next((each for each in brief.positions.positions if each.id == "biaya"), None)
    if position is None:
        return
    scope = [each for each in brief.scope(position) if each.kind != "heading"]
    priced = [each for each in scope if _PRICE.search(each.text) and not _FREE.search(each.text)]
    if not priced:
        return
    cited = {rule.kind for rule in _rules((*scope, *brief.dossier.of("annex"))) if rule.is_whole} | _bases(brief)
    named = [each for each in scope if _is_named(each, cited)]
    if not named and cited:
        return
    shown: Passage = (named or priced)[0]
    yield finding(
        "BIA-01", [each.ref for each in (*named, *priced[:1])], way=1 if named else 0, found=shortened(shown.text),
        expected=brief.positions.preferred("dasar_tarif"),
    )  # fmt: skip


def _is_named(passage: Passage, cited: set[str]) -> bool:
    """Whether a price is based here on a rule without number and year, of a kind that is cited whole nowhere."""
    return any(
        not rule.is_whole
        and rule.kind not in cited
        and _ABOUT_PRICE.search(rule.sentence)
        and not _TAX.search(rule.sentence)
        for rule in _rules((passage,))
    )


def _rules(passages: Iterable[Passage]) -> Iterator[_Rule]:
    for passage in passages:
        for sentence in _SENTENCE.split(_ABBREVIATED.sub("Nomor ", passage.text)):
            begins = [each.start() for each in _RULE.finditer(sentence)]
            for start, end in pairwise((*begins, len(sentence))):
                named = sentence[start : min(end, start + _REACH)]
                number = _NUMBER.search(named)
                year = number is not None and _YEAR.search(named, number.start())
                yield _Rule(_kind(named), bool(year), sentence)


def _kind(named: str) -> str:
    """ "PP" and "Peraturan Pemerintah" are one kind of rule."""
    match = _RULE.match(named)
    plain = " ".join((match[0] if match else named).lower().split())
    return _KINDS.get(plain, plain)


def _bases(brief: Brief) -> set[str]:
    """Kinds of rules about tariffs among the legal bases of the preamble; a statute alone sets none."""
    about = (each for each in brief.dossier.of("preamble") if _ABOUT_TARIFF.search(each.text))
    return {rule.kind for rule in _rules(about) if rule.is_whole} - {_STATUTE}
