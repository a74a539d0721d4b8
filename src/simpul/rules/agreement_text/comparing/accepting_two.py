"""What a person accepts of a comparison in two languages: edits of the text that both share, and words of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from simpul.rules.agreement_text.columns import words_in_second
from simpul.rules.agreement_text.comparing.accepting import LeftOut, Taken, taken
from simpul.rules.agreement_text.comparing.compare import Change, Comparison
from simpul.rules.agreement_text.comparing.languages import Twin, outermost, twins
from simpul.rules.agreement_text.editing.edits import Edit
from simpul.rules.agreement_text.structure import AgreementText
from simpul.rules.refusals import N_

_BARE = frozenset({"closing", "annex", "caption"})


@dataclass(frozen=True, slots=True)
class TakenInTwo:
    """``edits`` of the text with its first words; ``second``: words of the second language by clause."""

    edits: tuple[Edit, ...]
    second: Mapping[str, str]
    left_out: tuple[LeftOut, ...]


def why_unfit_in_two(twin: Twin) -> str:
    """Why a change in a text of two languages cannot be taken over clause by clause, as a msgid; empty where it can."""
    if any(each.part.kind in _BARE and each.kind == "added" for each in twin.changes):
        return N_("In a text of two languages a new part behind the articles cannot be taken over; add it by hand.")
    return ""


def needs_words(twin: Twin) -> bool:
    """Whether the other language has to be worded, because the clause is new in this one."""
    return bool(twin.only) and twin.change.kind == "added"


def has_words(twin: Twin) -> bool:
    """Whether it changes what is said, and not only its place; what leaves says nothing any more."""
    return twin.change.kind == "added" or twin.change.is_reworded


def asked_of(comparison: Comparison, decisions: Mapping[str, bool]) -> tuple[Twin, ...]:
    """The accepted changes that were made in one language only: what the other one says is for a person to say."""
    return tuple(twin for twin in _accepted(comparison, decisions) if twin.only)


def taken_in_two(
    base: AgreementText, comparison: Comparison, decisions: Mapping[str, bool], words: Mapping[str, str], prefix: str
) -> TakenInTwo:
    """``decisions`` by the key of a twin; ``words``: what the language that was not changed says, empty where it stays.

    ``base`` has a translation. Its second words are kept by clause, so that both columns stay in step.
    """
    found = _accepted(comparison, decisions)
    first = taken(base, comparison, {each.first.key: True for each in found if each.first}, prefix)
    if comparison.second is None or base.translation is None:
        return TakenInTwo(first.edits, dict(_kept(base, found, first, words)), first.left_out)
    chosen = {each.second.key: True for each in found if each.second}
    second = taken(base.translation, comparison.second, chosen, f"{prefix}en")
    names = {_id(each.second, second): _id(each.first, first) for each in found if each.first and each.second}
    alone = tuple(_alone(found, second, names, words))
    edits = (*first.edits, *alone)
    arranged = [edit for edit in edits if edit.kind != "remove"] + [edit for edit in edits if edit.kind == "remove"]
    said = dict(_kept(base, found, first, words)) | dict(_second_words(found, second, names))
    return TakenInTwo(tuple(arranged), said, (*first.left_out, *second.left_out))


def _accepted(comparison: Comparison, decisions: Mapping[str, bool]) -> tuple[Twin, ...]:
    """What is not named goes with the part it stands in; what cannot be taken over is never accepted."""
    listed = twins(comparison)
    by_key = {twin.key: twin for twin in listed}
    return tuple(
        twin
        for twin in listed
        if decisions.get(twin.key, decisions.get(outermost(twin, comparison, by_key).key, False))
        and not why_unfit_in_two(twin)
    )


def _id(change: Change, done: Taken) -> str:
    """The clause of ours that a change is about."""
    return done.ids.get(change.new.ref, change.key) if change.new is not None else change.key


def _kept(
    base: AgreementText, found: tuple[Twin, ...], first: Taken, words: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Changed in the first language alone: the second one says the given words, else what it said."""
    standing = words_in_second(base) | _words_alone(base)
    for twin in found:
        if twin.only == "first" and twin.first is not None and (twin.first.marks or twin.first.kind == "added"):
            clause = _id(twin.first, first)
            if twin.first.kind != "removed" and (said := words.get(twin.key) or standing.get(clause, "")):
                yield clause, said


def _words_alone(base: AgreementText) -> dict[str, str]:
    other = base.translation
    if other is None:
        return {}
    return {
        "@considerations_lead": other.considerations_lead, "@bases_lead": other.bases_lead, "@agreed": other.agreed,
        "@closing": other.closing,
    } | {f"@{item.id}": item.text for item in other.after_parties}  # fmt: skip


def _second_words(found: tuple[Twin, ...], second: Taken, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for twin in found:
        change = twin.second
        if change is not None and change.new is not None and (change.marks or change.kind == "added"):
            clause = _id(change, second)
            yield names.get(clause, clause), change.new.text


def _alone(
    found: tuple[Twin, ...], second: Taken, names: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[Edit]:
    """Changed in the second language alone: what came, went or moved there does so in both."""
    edits: dict[str, list[Edit]] = {}
    for edit in second.edits:
        edits.setdefault(edit.clause, []).append(edit)
    for twin in found:
        change, said = twin.second, words.get(twin.key, "")
        if twin.only != "second" or change is None:
            continue
        clause = _id(change, second)
        for edit in edits.get(clause, ()):
            if edit.kind in ("put", "remove"):
                after = tuple(names.get(name, name) for name in edit.after)
                inside = names.get(edit.inside, edit.inside)
                text = said if edit.text else ""
                yield replace(edit, text=text, after=after, inside=inside, references=())
        if change.is_reworded and said:
            yield Edit("words", clause, said)
