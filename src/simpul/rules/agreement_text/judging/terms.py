"""Defined terms: used without a definition, defined without a use, defined twice; and words spelled in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from simpul.rules.agreement_text.judging.brief import DEFINITIONS, Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding, shortened

_QUOTES = "\"“”„'‘’"
_DEFINED = re.compile(
    rf"^[{_QUOTES}]?([^{_QUOTES}.;:()]{{2,90}}?)[{_QUOTES}]?\s+(?:adalah|ialah|berarti|merupakan|yaitu)\b"
)
_CALLED = re.compile(
    rf"(?:selanjutnya|berikutnya)(?: dalam \w+ ini)? (?:disebut|disingkat|dinamakan)(?: juga)?(?: sebagai| dengan)?\s+"
    rf"[{_QUOTES}(]*([A-Z][\w-]*(?:[ ][A-Z][\w-]*){{0,6}})"
)
_SHORT = re.compile(r",?\s+(?:yang )?(?:selanjutnya|untuk selanjutnya)\b.*", re.DOTALL)
_CAPITAL = re.compile(r"\b(?!Rp)[A-Z][a-z]+(?:-[A-Z]?[a-z]+)*(?:[ ][A-Z][a-z]+(?:-[A-Z]?[a-z]+)*){0,7}")
_BEFORE = re.compile(rf"(?:^|[.:;?!…]\s*|\n\s*|[(\[{_QUOTES}]\s*)$")
_CITED = re.compile(r"\b(?:Nomor|Tahun|No\.)\s+\S+\s+(?:Tahun \d{4}\s+)?tentang\b[^.;]*$")
_POSSESSIVE = re.compile(r"-?nya$")
_WORDS = re.compile(r"\w+")
MOST = 2_000  # different capitalised runs that are looked at


@dataclass(slots=True)
class _Terms:
    """``defined``: term in small letters -> the passages that define it; ``shown`` as it is written."""

    defined: dict[str, list[Passage]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def add(self, term: str, passage: Passage) -> None:
        words = term.strip(" ,")
        if words and words[0].isupper() and len(words.split()) <= 8:
            self.shown.setdefault(words.lower(), words)
            self.defined.setdefault(words.lower(), []).append(passage)


def definitions(brief: Brief) -> _Terms:
    """Terms of the article of definitions, and those introduced by "selanjutnya disebut" anywhere."""
    terms = _Terms()
    titled = brief.articles_titled(DEFINITIONS)
    for passage in brief.dossier.passages:
        if passage.kind == "clause" and passage.article in titled and (match := _DEFINED.match(passage.text)):
            terms.add(_SHORT.sub("", match[1]), passage)
        if "selanjutnya" in passage.text:
            for match in _CALLED.finditer(passage.text):
                terms.add(match[1], passage)
    return terms


def check(brief: Brief) -> Iterator[Finding]:
    """IST-01, IST-02 and IST-03."""
    terms = definitions(brief)
    yield from _twice(brief, terms)
    if terms.defined:
        yield from _undefined(brief, terms)
        yield from _unused(brief, terms)


def _twice(brief: Brief, terms: _Terms) -> Iterator[Finding]:
    titled = brief.articles_titled(DEFINITIONS)
    for term, passages in terms.defined.items():
        listed = dict.fromkeys(each.ref for each in passages if each.article in titled)
        if len(listed) > 1:
            yield finding("IST-03", list(listed), found=terms.shown[term], term=terms.shown[term])


def _undefined(brief: Brief, terms: _Terms) -> Iterator[Finding]:
    names = _names(brief)
    uses: dict[str, list[Passage]] = {}
    shown: dict[str, str] = {}
    for passage in brief.dossier.of("clause"):
        for run, inside in _runs(passage.text):
            open_words = _unknown(run, inside, brief, terms, names)
            if open_words and len(uses) < MOST:
                uses.setdefault(open_words.lower(), []).append(passage)
                shown.setdefault(open_words.lower(), open_words)
    for term, passages in uses.items():
        # one word with a capital once may be a name or a slip; a term is used again, or has several words
        if " " in term or len(passages) > 1:
            refs = [each.ref for each in passages]
            yield finding("IST-01", refs, found=shortened(passages[0].text), term=shown[term])


def _names(brief: Brief) -> set[str]:
    """Words of names: what stands with a capital in title, komparisi, considerations and signatures."""
    found: set[str] = set()
    for passage in brief.dossier.of("title", "party", "preamble", "sign"):
        found.update(word.lower() for run in _CAPITAL.findall(passage.text) for word in run.split())
        if passage.kind == "title":
            found.update(word.lower() for word in _WORDS.findall(passage.text))
    for name in brief.setting.names:
        found.update(word.lower() for word in _WORDS.findall(name))
    return found


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Capitalised runs; whether the run stands inside a sentence, so that its first capital means something.

    The title of a cited rule is no term: "Peraturan Daerah Nomor 1 Tahun 2024 tentang Pajak Daerah".
    """
    for match in _CAPITAL.finditer(text):
        before = text[max(0, match.start() - 200) : match.start()]
        if not _CITED.search(before):
            yield match[0], not _BEFORE.search(before[-3:])


def _unknown(run: str, inside: bool, brief: Brief, terms: _Terms, names: set[str]) -> str:
    """The run where it is no known term; empty where all of it is known, a name, or the mere start of a sentence."""
    words = [_POSSESSIVE.sub("", word) for word in run.split()]
    small = [word.lower() for word in words]
    if not inside and len(words) == 1:
        return ""
    if not inside and small[0] not in brief.positions.heads and not _begins(small, brief, terms):
        # a sentence may begin with any word: only what follows it is judged
        words, small = words[1:], small[1:]
    if small[0] in brief.positions.heads or all(word in names for word in small):
        return ""
    rest = _rest(small, brief, terms)
    return " ".join(words) if rest else ""


def _begins(small: list[str], brief: Brief, terms: _Terms) -> bool:
    known = brief.positions.known | terms.defined.keys()
    return any(" ".join(small[:n]) in known for n in range(1, len(small) + 1)) and len(small) > 1


def _rest(small: list[str], brief: Brief, terms: _Terms) -> list[str]:
    """What is left of a run when known terms are taken off its front, longest first."""
    at = 0
    while at < len(small) and small[at] not in brief.positions.heads:  # from there on it is a name
        taken = next((n for n in range(len(small) - at, 0, -1) if _is_known(small[at : at + n], brief, terms)), 0)
        if not taken and at < len(small) - 1 and small[at] in brief.positions.general:
            taken = 1
        if not taken:
            return small[at:]
        at += taken
    return []


def _is_known(small: list[str], brief: Brief, terms: _Terms) -> bool:
    words = " ".join(small)
    return words in terms.defined or words in brief.positions.known


def _unused(brief: Brief, terms: _Terms) -> Iterator[Finding]:
    rows = [(each.ref, each.text.lower()) for each in brief.dossier.of("clause", "heading", "closing", "annex")]
    rows += [(annex.ref, cell.lower()) for annex in brief.dossier.text.annexes for table in annex.tables
             for row in table.rows for cell in row]  # fmt: skip
    for term, passages in terms.defined.items():
        own = {each.ref for each in passages}
        in_articles = [each for each in passages if each.kind == "clause"]
        together = {other for other, each in terms.defined.items() if {p.ref for p in each} & own}
        used = any(word in text for ref, text in rows if ref not in own for word in together)
        if in_articles and not used:
            yield finding("IST-02", [each.ref for each in in_articles], found=terms.shown[term], term=terms.shown[term])


def spellings(brief: Brief) -> Iterator[Finding]:
    """IST-04, over what is written by this text's own authors: titles of articles, clauses and closing words."""
    passages = list(brief.dossier.of("heading", "clause", "closing"))
    for spelling in brief.positions.spellings:
        right = [each for each in passages if spelling.right in each.text.lower()]
        for wrong in spelling.wrong:
            others = [each for each in passages if wrong in each.text.lower()]
            if right and others:
                ways = f"{spelling.right} ({len(right)}), {wrong} ({len(others)})"
                yield finding("IST-04", [each.ref for each in others], found=wrong, expected=spelling.right, ways=ways)
