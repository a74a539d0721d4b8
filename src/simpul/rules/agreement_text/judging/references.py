"""References to articles, paragraphs, letters and annexes of the text that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding, shortened
from simpul.rules.agreement_text.reading.numbers import roman_value
from simpul.rules.agreement_text.reading.text import ReadArticle, ReadClause

_REFERENCE = re.compile(
    r"\b(?P<article>[Pp]asal|PASAL)\s{1,3}(?P<number>\d{1,3})\b(?:\.(?P<point>\d{1,2})\b)?"
    r"|\b[Aa]yat\s{1,3}\(?(?P<ayat>\d{1,3})\b\)?(?:\s{1,3}huruf\s{1,3}(?P<letter>[a-z])\b)?"
    r"|\bLampiran\s{1,3}(?P<annex>[IVX]{1,5}|\d{1,2})\b"
)
_LINK = re.compile(r"^(?:[\s,()]|dan/atau|dan|atau|serta|sampai dengan|huruf [a-z]\b)*$")
_LAW = re.compile(
    r"\b(?:Undang-Undang|Kitab|KUH\w*|UU|PP|Perpres|Perda|Permen\w*|HIR|R\.?Bg|Konvensi|Statuta"
    r"|Peraturan (?:Pemerintah|Presiden|Menteri|Daerah|Gubernur|Bupati|Wali|Badan|Kepala|Bank|Lembaga|Mahkamah|BPJS))"
)
_ELSEWHERE = re.compile(
    r"^[^.;]{0,60}?\b(?:Nota Kesepahaman|Nota Kesepakatan|Kesepakatan Bersama|Perjanjian Induk|Memorandum"
    r"|Anggaran Dasar)\b"
)
MOST = 100  # references of one clause that are looked up
_DIGITS = re.compile(r"(\d{1,3})\D*$")
_LETTER = re.compile(r"\(?([a-z])[.)]*$")


def check(brief: Brief) -> Iterator[Finding]:
    """NOM-03, NOM-04 and NOM-07."""
    articles = {each.number: each for each in brief.dossier.text.articles if each.number is not None}
    if not articles:
        return
    for passage in brief.dossier.of("clause", "closing", "annex"):
        if "asal" in passage.text or "yat" in passage.text or "PASAL" in passage.text or "Lampiran" in passage.text:
            yield from _dead(brief, passage, articles)


def _dead(brief: Brief, passage: Passage, articles: dict[int, ReadArticle]) -> Iterator[Finding]:
    text, home = passage.text, brief.dossier.article(passage)
    meant, last, foreign = home, 0, False
    for match in islice(_REFERENCE.finditer(text), MOST):
        linked = last and _LINK.match(text[last : match.start()])
        if match["annex"]:
            yield from _annex(brief, passage, match["annex"])
            continue
        if not linked:
            meant, foreign = home, False
        foreign = (foreign if linked else False) or _of_a_law(brief, text, match)
        last = match.end()
        if foreign:
            continue
        if match["article"]:
            meant = articles.get(int(match["number"]))
            if meant is None:
                yield _finding("NOM-03", passage, f"Pasal {int(match['number'])}")
            elif match["point"] and not _has_ayat(meant, int(match["point"])):
                yield _finding("NOM-04", passage, f"Pasal {match['number']}.{match['point']}")
        elif meant is not None:
            yield from _paragraph(passage, meant, match)


def _paragraph(passage: Passage, meant: ReadArticle, match: re.Match[str]) -> Iterator[Finding]:
    number, letter = int(match["ayat"]), match["letter"]
    target = f"Pasal {meant.number} ayat ({number})"
    if not _has_ayat(meant, number):
        yield _finding("NOM-04", passage, target)
    elif letter and not _has_letter(meant, number, letter):
        yield _finding("NOM-04", passage, f"{target} huruf {letter}")


def _of_a_law(brief: Brief, text: str, match: re.Match[str]) -> bool:
    """A law named shortly before or after, or another document named after it."""
    after = text[match.end() : match.end() + 90]
    before = text[max(0, match.start() - 70) : match.start()].rsplit(". ", 1)[-1]
    other = brief.setting.instrument == "PKS" and _ELSEWHERE.match(after)
    return bool(_LAW.search(after.split(". ", 1)[0]) or _LAW.search(before) or other)


def _finding(code: str, passage: Passage, target: str) -> Finding:
    return finding(code, [passage.ref], found=shortened(passage.text), target=target)


def _numbers(clause: ReadClause) -> int | None:
    match = _DIGITS.search(clause.label)
    return int(match[1]) if match else None


def _has_ayat(article: ReadArticle, number: int) -> bool:
    """By its printed number; by position where the paragraphs bear letters."""
    labels = [_numbers(clause) for clause in article.ayat]
    if any(label is not None for label in labels):
        return number in labels
    return number <= len(article.ayat)


def _has_letter(article: ReadArticle, number: int, letter: str) -> bool:
    clause = next((each for each in article.ayat if _numbers(each) == number), None)
    letters = [match[1] for each in clause.items if (match := _LETTER.search(each.label))] if clause else []
    return not letters or letter in letters


def _annex(brief: Brief, passage: Passage, label: str) -> Iterator[Finding]:
    wanted = int(label) if label.isdigit() else roman_value(label)
    if wanted and wanted > len(brief.dossier.text.annexes):
        yield _finding("NOM-07", passage, f"Lampiran {label}")
