"""Two texts side by side: which part changed, moved, came, went, or only got another number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from typing import Literal, TypeVar

from simpul.rules.agreement_text.columns import SECOND
from simpul.rules.agreement_text.comparing.marks import Marks, TableMarks, marked, table_marks, tidy
from simpul.rules.agreement_text.comparing.numbers import Numbers
from simpul.rules.agreement_text.comparing.order import out_of_order
from simpul.rules.agreement_text.comparing.parts import Part, parts_of
from simpul.rules.agreement_text.reading.identity import Identity, Why
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.structure import AgreementText

Kind = Literal["unchanged", "renumbered", "changed", "moved", "moved_changed", "added", "removed"]
T = TypeVar("T")
NEW = ""
"""A person's answer to a doubt: it is none of ours."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the new part is one of these old ones, the likeliest first; ``answer`` None while nobody decided."""

    why: Why
    candidates: tuple[str, ...]
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One part in both texts. ``key`` is the old ref, for an added part "+" and its new one.

    ``marks`` are empty where the words did not change; ``within`` the key of an added or removed part it stands in.
    """

    key: str
    kind: Kind
    old: Part | None
    new: Part | None
    marks: Marks = ()
    tables: tuple[TableMarks, ...] = ()
    within: str = ""
    question: Question | None = None

    @property
    def part(self) -> Part:
        """The newer of both."""
        part = self.new or self.old
        assert part is not None
        return part

    @property
    def differs(self) -> bool:
        return self.kind not in ("unchanged", "renumbered")

    @property
    def is_moved(self) -> bool:
        return self.kind in ("moved", "moved_changed")

    @property
    def is_reworded(self) -> bool:
        return self.kind in ("changed", "moved_changed")


@dataclass(frozen=True)
class Comparison:
    """Every part of both in the order of the newer text; a removed one stands behind what it followed.

    ``second``: their second columns compared by themselves, where both have one. ``turned``: what a party is called in
    the newer text as it was written -> what it is called here and in the older one.
    """

    old: ReadText
    new: ReadText
    pairs: Mapping[str, str] = field(repr=False)
    changes: tuple[Change, ...]
    second: Comparison | None = None
    turned: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def differing(self) -> tuple[Change, ...]:
        """What a reader is told of; a part that only got another number is not among it."""
        return tuple(change for change in self.changes if change.differs)

    @cached_property
    def by_key(self) -> Mapping[str, Change]:
        return {change.key: change for change in self.changes}

    @cached_property
    def open_questions(self) -> tuple[Change, ...]:
        return tuple(each for each in self.changes if each.question is not None and each.question.answer is None)


def compare(
    old: AgreementText | ReadText, new: AgreementText | ReadText, identity: Identity | None = None,
    answers: Mapping[str, str] | None = None,
) -> Comparison:  # fmt: skip
    """``identity`` says which part of ``new`` is which of ``old``; without it parts are the same that have one ref.

    ``answers`` are a person's decisions about doubts: ref of the new part -> ref of the old one, or NEW. Refs of the
    second language end in ``__en``.
    """
    before, after, answered = _read(old), _read(new), answers or {}
    second = None
    if before.second is not None and after.second is not None:
        known = identity.second if identity is not None else None
        second = _compared(before.second, after.second, known, in_second(answered))
    found = _compared(before, after, identity, answered)
    return replace(found, second=second) if second is not None else found


def in_second(answers: Mapping[str, T]) -> dict[str, T]:
    """What is meant for the second language: its refs and keys end in ``__en``."""
    return {name.removesuffix(SECOND): value for name, value in answers.items() if name.endswith(SECOND)}


def _compared(
    before: ReadText, after: ReadText, identity: Identity | None, answers: Mapping[str, str]
) -> Comparison:  # fmt: skip
    matching = _Matching(parts_of(before), parts_of(after), identity, answers)
    return Comparison(before, after, matching.pairs, tuple(matching.changes()))


def _read(text: AgreementText | ReadText) -> ReadText:
    return as_read(text) if isinstance(text, AgreementText) else text


class _Matching:
    """One comparison: what is paired, what left its place, and what each part becomes."""

    def __init__(
        self, old: tuple[Part, ...], new: tuple[Part, ...], identity: Identity | None, answers: Mapping[str, str]
    ) -> None:
        self.old = {part.ref: part for part in old}
        self.new = {part.ref: part for part in new}
        self.questions = {doubt.ref: doubt for doubt in identity.doubts} if identity else {}
        self.answers = answers
        self.pairs = self._pairs(identity)
        self.back = {one: other for other, one in self.pairs.items()}
        self.moved = frozenset(self._moved())
        self.numbers = Numbers(self.old, self.new, self.pairs)

    def _pairs(self, identity: Identity | None) -> dict[str, str]:
        """New ref -> old ref, each once."""
        pairs = {ref: ref for ref in self.new if ref.startswith("@title.")}
        pairs |= self._signatures()
        if identity is None:
            pairs |= {ref: ref for ref in self.new if ref in self.old}
        else:
            pairs |= {match.ref: match.clause for match in identity.matches if match.clause in self.old}
        for ref, clause in self.answers.items():
            if ref in self.new and clause in self.old:
                pairs = {new: old for new, old in pairs.items() if old != clause and new != ref}
                pairs[ref] = clause
        return pairs

    def _signatures(self) -> dict[str, str]:
        """By the name of the party, else by place."""
        ours = [part for part in self.old.values() if part.kind == "signature"]
        pairs: dict[str, str] = {}
        for at, part in enumerate(part for part in self.new.values() if part.kind == "signature"):
            free = [one for one in ours if one.ref not in pairs.values()]
            named = [one for one in free if one.label.upper() == part.label.upper()]
            placed = [one for one in free if one.ref == f"@sign{at + 1}"]
            if found := named or placed:
                pairs[part.ref] = found[0].ref
        return pairs

    def _moved(self) -> Iterator[str]:
        """New refs that stand under another part than before, or in another order among those that stayed."""
        families: dict[tuple[str, str], list[str]] = {}
        for ref, part in self.new.items():
            before = self.old.get(self.pairs.get(ref, ""))
            if before is None or part.kind in ("title", "signature", "party", "lead", "closing", "caption"):
                continue
            if self._home(part) != before.parent:
                yield ref
            else:
                families.setdefault((before.parent, part.kind), []).append(ref)
        places = {ref: at for at, ref in enumerate(self.old)}
        for refs in families.values():
            at = [places[self.pairs[ref]] for ref in refs]
            yield from (refs[index] for index in out_of_order(at))

    def _home(self, part: Part) -> str | None:
        """The old ref of the part it stands in; None where that is new."""
        return self.pairs.get(part.parent) if part.parent else ""

    def changes(self) -> Iterator[Change]:
        gone: dict[str, list[Part]] = {}
        behind = NEW
        for part in self.old.values():
            if part.ref not in self.back:
                gone.setdefault(behind, []).append(part)
            elif self.back[part.ref] not in self.moved:
                behind = part.ref
        yield from (self._removed(part) for part in gone.get(NEW, ()))
        for part in self.new.values():
            change = self._change(part)
            yield change
            if part.ref not in self.moved:
                yield from (self._removed(each) for each in gone.get(change.key, ()))

    def _removed(self, part: Part) -> Change:
        within = part.parent if part.parent and part.parent not in self.back else ""
        tables = tuple(table_marks(table, None) for table in part.tables)
        return Change(part.ref, "removed", part, None, marked(part.text, ""), tables, within)

    def _change(self, part: Part) -> Change:
        question = self._question(part.ref)
        if part.ref not in self.pairs:
            within = f"+{part.parent}" if part.parent and part.parent not in self.pairs else ""
            tables = tuple(table_marks(None, table) for table in part.tables)
            key = f"+{part.ref}"
            return Change(key, "added", None, part, marked("", part.text), tables, within, question)
        before = self.old[self.pairs[part.ref]]
        tables = tuple(_tables(before, part)) if before.tables != part.tables else ()
        words = self._words(before, part)
        kind = self._kind(before, part, reworded=bool(words or tables))
        return Change(before.ref, kind, before, part, words, tables, "", question)

    def _words(self, before: Part, part: Part) -> Marks:
        """Empty where the words are the same, or only follow the new numbers of what they refer to.

        A space more or less beside a mark ("berhak :") is no change of words: nothing of it could be shown.
        """
        if tidy(before.text) == tidy(part.text) or self.numbers.followed(before, part):
            return ()
        found = marked(before.text, part.text)
        return found if any(piece.kind != "same" for piece in found) else ()

    def _kind(self, before: Part, part: Part, *, reworded: bool) -> Kind:
        if part.ref in self.moved:
            return "moved_changed" if reworded else "moved"
        if reworded:
            return "changed"
        same = tidy(before.text) == tidy(part.text) or not self.numbers.followed(before, part)
        return "unchanged" if same and before.number == part.number else "renumbered"

    def _question(self, ref: str) -> Question | None:
        doubt = self.questions.get(ref)
        if doubt is None:
            return None
        # of a split clause it is asked which part is it; else what another one was known as is out of the question
        taken = {old for new, old in self.pairs.items() if new != ref} if doubt.why != "split" else set()
        candidates = tuple(each.clause for each in doubt.candidates if each.clause not in taken)
        # a clause that also holds words of another one is paired already: nothing is to be decided
        settled = doubt.why == "merged" or not candidates
        return Question(doubt.why, candidates, NEW if settled else self.answers.get(ref))


def _tables(before: Part, part: Part) -> Iterable[TableMarks]:
    found = [table_marks(one, other) for one, other in zip_longest(before.tables, part.tables)]
    return found if any(each.differs for each in found) else ()
