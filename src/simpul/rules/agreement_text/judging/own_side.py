"""Whether the text binds our own institution at all: a partner's paper may have been made for somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.finding import Finding, shortened
from simpul.rules.agreement_text.judging.parties import names

_WORD = re.compile(r"\w+")
_NEAR = 0.8  # how alike a word of the name is that was mistyped
_MOST = 4_000  # characters of one passage


def check(brief: Brief) -> Iterator[Finding]:
    """PHK-07, for each party of our side that the text does not name as one."""
    bound = list(brief.dossier.of("party"))
    komparisi, around = ([each.text for each in group] for group in (bound, brief.dossier.of("title", "sign")))
    for ours in brief.setting.ours:
        if is_named(ours, komparisi) or (not bound and is_named(ours, around)):
            continue
        is_around = is_named(ours, around)
        yield finding(
            "PHK-07", [each.ref for each in bound], way=int(is_around), level="penting" if is_around else None,
            found=shortened("; ".join(dict.fromkeys(names(brief)))), expected=ours[0], ours=ours[0],
        )  # fmt: skip


def is_named(ours: Sequence[str], texts: Iterable[str]) -> bool:
    """Whether one of these names stands there: all its words in their order, at most one of them mistyped."""
    rows = [_WORD.findall(text[:_MOST].lower()) for text in texts]
    return any(_stands(_WORD.findall(name.lower()), row) for name in ours for row in rows)


def _stands(name: list[str], row: list[str]) -> bool:
    if not name:
        return False
    return any(_is_near(name, row[at : at + len(name)]) for at in range(len(row) - len(name) + 1))


def _is_near(name: list[str], window: list[str]) -> bool:
    """A name of one word must be that word: an abbreviation has no slip that is not another one."""
    others = [(one, other) for one, other in zip(name, window, strict=True) if one != other]
    if not others or len(name) == 1:
        return not others
    one, other = others[0]
    return len(others) == 1 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEAR
