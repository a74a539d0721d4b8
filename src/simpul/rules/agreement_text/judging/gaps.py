"""Open places that a template or a hand left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.finding import Finding

_GAP = re.compile(
    r"\.{4,}|…+|_{3,}|\[(?=[^\]\n]{0,80}[^\d\s\]])[^\]\n]{1,80}\]|\[\s*[.…_]*\s*\]|‹([^›\n]{1,120})›|\{\{?[^{}\n]{1,80}\}"
    r"|<<[^<>\n]{1,80}>>|\b[Xx]{3,}\b"
)
_NUMBER_LINE = re.compile(r"^\s*nomor\b", re.IGNORECASE)
_AROUND = 60
MOST = 50  # findings of this kind; the rest is the same


def check(brief: Brief) -> Iterator[Finding]:
    """ISI-01, one for each clause; number lines of the title are judged by themselves."""
    told = 0
    for passage in brief.dossier.passages:
        text = passage.text
        if passage.kind == "title":
            text = "\n".join(line for line in text.split("\n") if not _NUMBER_LINE.match(line))
        match = next((each for each in _GAP.finditer(text) if each[1] not in brief.setting.later), None)
        if match is None or told == MOST:
            continue
        told += 1
        shown = " ".join(text[max(0, match.start() - _AROUND) : match.start() + _AROUND].split())
        yield finding("ISI-01", [passage.ref], found=shown, place=passage.place)
