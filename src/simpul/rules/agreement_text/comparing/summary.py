"""A comparison in sentences: msgids with their values for the rim to translate; places are words of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from simpul.rules.agreement_text.comparing.compare import Change, Comparison
from simpul.rules.agreement_text.comparing.languages import twins
from simpul.rules.agreement_text.comparing.marks import Piece
from simpul.rules.refusals import N_

Language = Literal["", "id", "en"]
_SHOWN = 60  # characters of a change that a sentence quotes


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is a msgid with named places for ``values``; ``key`` the change it tells of, empty for all.

    Of a text in two languages ``language`` says which of them changed, and ``is_alone`` that the other did not.
    """

    text: str
    values: dict[str, object] = field(default_factory=dict)
    key: str = ""
    language: Language = ""
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many clauses; an article that came or went counts with its clauses in ``added`` and ``removed``.

    A clause that changed in both of two languages counts once, by its change in the first.
    """

    changed: int
    added: int
    removed: int
    moved: int
    renumbered: int
    new_articles: int
    lost_articles: int

    @property
    def differing(self) -> int:
        """Clauses that a reader has to read; one that moved and changed is counted once."""
        return self.changed + self.added + self.removed + self.moved


def counts(comparison: Comparison) -> Counts:
    joined = [twin.change for twin in twins(comparison)]
    found = Counter(change.kind for change in joined)
    articles = Counter(change.kind for change in joined if change.part.kind == "article")
    found["renumbered"] = sum(change.kind == "renumbered" for change in comparison.changes)
    return Counts(
        changed=found["changed"],
        added=found["added"],
        removed=found["removed"],
        moved=found["moved"] + found["moved_changed"],
        renumbered=found["renumbered"],
        new_articles=articles["added"],
        lost_articles=articles["removed"],
    )


def summary(comparison: Comparison) -> tuple[Sentence, ...]:
    """One sentence for each change in reading order; what stands inside a part that came or went is told with it."""
    return tuple(_sentences(comparison))


def _sentences(comparison: Comparison) -> Iterator[Sentence]:
    inside, second = _inside(comparison), _inside(comparison.second) if comparison.second else Counter()
    for twin in twins(comparison):
        if twin.first is not None and not twin.first.within:
            one = _sentence(twin.first, inside[twin.first.key])
            yield replace(one, language="id", is_alone=bool(twin.only)) if comparison.second else one
        if twin.second is not None and not twin.second.within:
            other = _sentence(twin.second, second[twin.second.key])
            yield replace(other, key=twin.key, language="en", is_alone=bool(twin.only))
    renumbered = sum(change.kind == "renumbered" for change in comparison.changes)
    if renumbered:
        yield Sentence(
            N_("%(count)s other clauses only got another number or follow one."), {"count": renumbered}
        )  # fmt: skip


def _inside(comparison: Comparison) -> Counter[str]:
    return Counter(_outermost(comparison, change).key for change in comparison.differing if change.within)


def _outermost(comparison: Comparison, change: Change) -> Change:
    while change.within:
        change = comparison.by_key[change.within]
    return change


def _sentence(change: Change, inside: int) -> Sentence:
    part = change.part
    values: dict[str, object] = {"place": part.place, "words": shortened(part.text), "count": inside}
    if change.kind == "added":
        text = N_("%(place)s is new: “%(words)s” with %(count)s clauses.") if inside else N_(
            "%(place)s is new: “%(words)s”"
        )  # fmt: skip
    elif change.kind == "removed":
        text = N_("%(place)s was removed: “%(words)s” with %(count)s clauses.") if inside else N_(
            "%(place)s was removed: “%(words)s”"
        )  # fmt: skip
    elif change.kind == "moved":
        text = N_("%(old_place)s moved to %(place)s.")
    elif change.kind == "moved_changed":
        text = N_("%(old_place)s moved to %(place)s and changed: %(what)s")
    else:
        text = N_("%(place)s changed: %(what)s")
    if change.old and change.new:
        values |= {"old_place": change.old.place, "what": _what(change)}
    return Sentence(text, values, change.key)


def _what(change: Change) -> str:
    """The first changes of its words: “14 (empat belas)” → “30 (tiga puluh)”."""
    shown = list(_pairs(change.marks))
    for table in change.tables:
        for row in table.rows:
            if row.kind != "same":
                shown += [pair for cell in row.cells for pair in _pairs(cell)]
    told = [_told(old, new) for old, new in shown[:3]]
    return "; ".join(told) + ("; …" if len(shown) > len(told) else "")


def _pairs(marks: tuple[Piece, ...]) -> Iterator[tuple[str, str]]:
    held = ""
    for piece in marks:
        if piece.kind == "removed":
            if held:
                yield held, ""
            held = piece.text
        elif piece.kind == "added":
            yield held, piece.text
            held = ""
        elif held:
            yield held, ""
            held = ""
    if held:
        yield held, ""


def _told(old: str, new: str) -> str:
    if not old.strip():
        return f"+ “{shortened(new)}”"
    if not new.strip():
        return f"− “{shortened(old)}”"
    return f"“{shortened(old)}” → “{shortened(new)}”"


def shortened(text: str) -> str:
    """The first words, with an ellipsis where there are more."""
    flat = " ".join(text.split())
    if len(flat) <= _SHOWN:
        return flat
    return flat[: _SHOWN - 1].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
