"""Rights and duties under the wrong party."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding, shortened
from simpul.rules.agreement_text.judging.phrases import LABEL, Phrase, number_of, phrase

_HEAD = re.compile(
    rf"^{LABEL.pattern}\s+(?:mempunyai |memiliki )?"
    r"(?P<what>berhak|hak|wajib|berkewajiban|kewajiban|bertanggung jawab)\b[^.;]{0,80}:\s*$"
)
_TITLE = (phrase("hak|kewajiban"), phrase("tanggung jawab"))
_RIGHTS = frozenset({"berhak", "hak"})
_BILLS = (
    phrase("{pihak} menyampaikan|mengajukan|mengirimkan|menerbitkan tagihan|invoice|faktur"),
    phrase("{pihak} berhak menerima pembayaran"),
)
_PAYS = (
    phrase("{pihak} melunasi|membayar tagihan|biaya|tarif"),
    phrase("{pihak} wajib|berkewajiban|harus melunasi|membayar"),
)


def check(brief: Brief) -> Iterator[Finding]:
    """PHK-03."""
    titled = brief.articles_titled(_TITLE)
    heads = [
        (each, number_of(match[1]), match["what"] in _RIGHTS)
        for each in brief.clauses_of(titled)
        if (match := _HEAD.match(each.text[:400]))
    ]
    yield from _under_title(brief, heads)
    yield from _twice(brief, heads)
    yield from _bill_and_pay(brief)


def _under_title(brief: Brief, heads: list[tuple[Passage, int, bool]]) -> Iterator[Finding]:
    for passage, number, _ in heads:
        article = brief.dossier.article(passage)
        named = {number_of(match[1]) for match in LABEL.finditer(article.title)} if article else set()
        if len(named) == 1 and number not in named and article is not None:
            yield finding(
                "PHK-03", [passage.ref, article.ref], found=shortened(passage.text), expected=article.title,
                title=article.title, used=_label(brief, number),
            )  # fmt: skip


def _twice(brief: Brief, heads: list[tuple[Passage, int, bool]]) -> Iterator[Finding]:
    lists = Counter((passage.article, number, right) for passage, number, right in heads)
    parties = len(brief.dossier.text.parties)
    for (article, number, right), times in lists.items():
        others = [key for key in lists if key[0] == article and key[2] is right and key[1] != number]
        if times > 1 and len(others) < parties - 1:
            places = [p for p, n, r in heads if (p.article, n, r) == (article, number, right)]
            refs = [each.ref for each in places]
            yield finding("PHK-03", refs, way=1, found=shortened(places[-1].text), used=_label(brief, number))


def _label(brief: Brief, number: int) -> str:
    """The party as the komparisi calls it."""
    labels = [party.label for party in brief.dossier.text.parties]
    known = {number_of(match[1]): label for label in labels if (match := LABEL.search(label))}
    return known.get(number, f"PIHAK {number}")


def _bill_and_pay(brief: Brief) -> Iterator[Finding]:
    """Only between two parties: of three, one may do both."""
    if len(brief.dossier.text.parties) != 2:
        return
    bills, pays = _doers(brief, _BILLS), _doers(brief, _PAYS)
    both = bills.keys() & pays.keys()
    if len(both) == 1 and (len(bills) > 1 or len(pays) > 1 or bills.keys() == pays.keys()):
        (who,) = both
        refs = [bills[who].ref, pays[who].ref]
        yield finding(
            "PHK-03", refs, way=2, topic="biaya", found=shortened(pays[who].text), used=_label(brief, int(who[1:]))
        )


def _doers(brief: Brief, phrases: tuple[Phrase, ...]) -> dict[str, Passage]:
    found: dict[str, Passage] = {}
    for each in phrases:
        for clause, start, _ in brief.dossier.index.find(each):
            passage = brief.dossier.passages[clause]
            if passage.kind == "clause":
                found.setdefault(brief.dossier.index.row[start], passage)
    return found
