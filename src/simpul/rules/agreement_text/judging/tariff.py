"""A price needs a rule it stands on, cited with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.dossier import Passage
from simpul.rules.agreement_text.judging.finding import Finding, shortened

_RULE = r"(?:Undang-Undang|Peraturan|Keputusan|Perda|Pergub|Perbup|Perwali|Permenkes|PMK|PP|UU|Perkada)"
_CITED = re.compile(rf"\b{_RULE}\b[^.;]{{0,160}}?(?:\b(?:Nomor|No\.?)\s{{0,2}}\S{{0,40}}?\d|\b\d{{1,3}}/\d{{4}})")
_NAMED = re.compile(rf"\b{_RULE}\b|\bPNBP\b|\b[Rr]etribusi\b|\bPenerimaan Negara Bukan Pajak\b")
_PRICE = re.compile(r"\bRp\.?\s?\d|\b(?:[Bb]iaya|[Tt]arif|[Hh]arga|[Ii]mbalan|[Nn]ilai|[Bb]esar\w*)\b.*\bLampiran\b"
                    r"|(?<!tidak )\b(?:dikenai|dikenakan) (?:[Tt]arif|[Bb]iaya)\b")  # fmt: skip
_ABOUT_TARIFF = re.compile(r"\btarif|\bPNBP\b|Penerimaan Negara Bukan Pajak|retribusi", re.IGNORECASE)
_FREE = re.compile(r"Rp\.?\s?0(?:,00)?(?![\d.])")


def check(brief: Brief) -> Iterator[Finding]:
    """BIA-01, on the articles that the position on cost recognises."""
    position = next((each for each in brief.positions.positions if each.id == "biaya"), None)
    if position is None:
        return
    scope = [each for each in brief.scope(position) if each.kind != "heading"]
    priced = [each for each in scope if _PRICE.search(each.text) and not _FREE.search(each.text)]
    annexes = list(brief.dossier.of("annex"))
    if not priced or any(_CITED.search(each.text) for each in (*scope, *annexes)) or _in_bases(brief):
        return
    named = [each for each in scope if _NAMED.search(each.text)]
    refs = [each.ref for each in (*named, *priced[:1])]
    shown: Passage = (named or priced)[0]
    yield finding(
        "BIA-01", refs, way=1 if named else 0, found=shortened(shown.text),
        expected=brief.positions.preferred("dasar_tarif"),
    )  # fmt: skip


def _in_bases(brief: Brief) -> bool:
    """A rule about tariffs among the legal bases of the preamble."""
    return any(_CITED.search(each.text) and _ABOUT_TARIFF.search(each.text) for each in brief.dossier.of("preamble"))
