"""6, talks: the partner's version beside ours, and what of it comes into the next version of ours, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simpul.core.procedures.acting import Acting
from simpul.features.agreements import drafting
from simpul.features.agreements.comparison import compare_drafts
from simpul.features.agreements.models import Draft, PartnerText, Request
from simpul.features.agreements.own_wording import take_over
from simpul.rules.agreement_text.columns import SECOND
from simpul.rules.agreement_text.comparing.accepting import taken, why_unfit
from simpul.rules.agreement_text.comparing.accepting_two import (
    asked_of,
    has_words,
    needs_words,
    taken_in_two,
    why_unfit_in_two,
)
from simpul.rules.agreement_text.comparing.compare import Change, Comparison, compare
from simpul.rules.agreement_text.comparing.languages import Twin, twins
from simpul.rules.agreement_text.comparing.own_paper import misnamed
from simpul.rules.agreement_text.comparing.parts import parts_of
from simpul.rules.agreement_text.comparing.three_ways import Both, three_ways
from simpul.rules.agreement_text.editing.edits import Edit
from simpul.rules.refusals import N_, Conflict, Refusal

FROM_VALUES = frozenset({"title", "party", "signature"})
"""Parts that the text takes from the values of the case: changed there, not by words."""
BY_VALUES = "@values"
MISNAMED = N_(
    "The parties are called the other way round here: taken over by words, rights and duties would change sides. Word "
    "it in our draft, or ask the partner for a text that calls the parties as ours does."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """``compared`` against the version of ours that the file was made from; ``since`` what we changed after it.

    ``since_second``: the same of the second language. ``misnamed``: keys of changes that call a party as ours calls
    another one, of the second language with ``__en``.
    """

    kept: PartnerText
    compared: Comparison | None
    since: tuple[Both, ...] = ()
    since_second: tuple[Both, ...] = ()
    misnamed: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether decisions can still go into a next version."""
        return self.compared is not None and self.kept.settled_in_id is None

    @property
    def in_two(self) -> bool:
        """Whether our text stands in two languages: then both are compared and taken over together."""
        return bool(self.kept.base.text.get("translation"))

    @property
    def lost_second(self) -> bool:
        """Whether the partner's file has no second column although our text has one."""
        return self.in_two and self.compared is not None and self.compared.second is None


def standing_of(theirs: Draft) -> Standing | None:
    """None for a version of ours."""
    kept = PartnerText.objects.select_related("base", "draft", "settled_in").filter(draft=theirs).first()
    if kept is None:
        return None
    compared = compare_drafts(kept.base, theirs)
    if compared is None:
        return Standing(kept, None)
    second = misnamed(compared.second) if compared.second is not None else frozenset[str]()
    return Standing(kept, compared, misnamed=misnamed(compared) | {f"{key}{SECOND}" for key in second})


def with_ours(standing: Standing, newest: Draft) -> Standing:
    """The same with what we changed since the common ancestor, where our newest version is a later one."""
    base, ours = drafting.text_of(standing.kept.base), drafting.text_of(newest)
    if standing.compared is None or newest.pk == standing.kept.base_id or base is None or ours is None:
        return standing
    mine, theirs = compare(base, ours), standing.compared
    second = three_ways(mine.second, theirs.second) if mine.second and theirs.second else ()
    return replace(standing, since=three_ways(mine, theirs), since_second=second)


def decidable(standing: Standing) -> list[Twin]:
    """What a person decides on; in a text of one language every twin is one change."""
    compared = standing.compared
    if compared is None:
        return []
    return [twin for twin in twins(compared) if not twin.is_inner and not why_not(twin, standing)]


def why_not(twin: Twin, standing: Standing) -> str:
    """Why a change is not taken over by words: ``BY_VALUES``, or a msgid; empty where it is."""
    compared = standing.compared
    assert compared is not None
    sides = [(change, compared if change is twin.first else compared.second) for change in twin.changes]
    for change, side in sides:
        if side is not None and not change.within and not is_decidable(change, side):
            return BY_VALUES if not why_unfit(change, side) else why_unfit(change, side)
        if f"{change.key}{'' if change is twin.first else SECOND}" in standing.misnamed:
            return MISNAMED
    return why_unfit_in_two(twin) if standing.in_two else ""


def is_decidable(change: Change, comparison: Comparison) -> bool:
    """Whether a change is taken over by words: what comes from the values of the case is changed there."""
    if change.within or not change.differs or change.part.kind in FROM_VALUES or _opens(change, comparison):
        return False
    only_cells = change.is_reworded and not change.marks and not change.is_moved
    return not only_cells and not why_unfit(change, comparison)


def _opens(change: Change, comparison: Comparison) -> bool:
    """Day and place at the head of the text, theirs too: that sentence is made from the values."""
    openings = {group.ref for group in comparison.new.group("opening")} | {"@opening"}
    return change.key == "@opening" or (change.new is not None and change.new.ref in openings)


def answer_doubts(acting: Acting, theirs: Draft, answers: Mapping[str, str]) -> None:
    """Whether a doubtful clause is one of ours (its id) or a new one (empty). Raises TGS-112 to TGS-114."""
    standing = _open(theirs)
    asked = {ref: change.question for ref, change in doubtful(_compared(standing)) if change.question is not None}
    for ref, clause in answers.items():
        question = asked.get(ref)
        if question is None or clause not in (*question.candidates, ""):
            raise Refusal("TGS-113", N_("Choose one of the clauses that are offered, or say that it is a new one."))
    chosen = [(ref.endswith(SECOND), clause) for ref, clause in answers.items() if clause]
    twice = list(dict.fromkeys(clause for second, clause in chosen if chosen.count((second, clause)) > 1))
    if twice:
        places = {part.ref: part.place for part in parts_of(_compared(standing).old)}
        raise Refusal(
            "TGS-114", N_("Our %(place)s cannot be two clauses of theirs. Say of one of them that it is new."),
            place=", ".join(places.get(clause, clause) for clause in twice),
        )  # fmt: skip
    kept = standing.kept
    kept.answers = {**kept.answers, **answers}
    kept.save(update_fields=["answers"])
    acting.told = {"draft": theirs.number, "clauses": len(answers)}


def doubtful(compared: Comparison) -> list[tuple[str, Change]]:
    """Every change with a question, by the ref that its answer has: of the second language it ends in ``__en``."""
    found = [(change.part.ref, change) for change in compared.changes if change.question is not None]
    second = compared.second.changes if compared.second is not None else ()
    return found + [(f"{one.part.ref}{SECOND}", one) for one in second if one.question is not None]


def open_doubts(compared: Comparison) -> list[tuple[str, Change]]:
    """Those that nobody has answered yet."""
    return [(ref, one) for ref, one in doubtful(compared) if one.question is not None and one.question.answer is None]


def take_changes(
    acting: Acting,
    request: Request,
    task_id: int,
    theirs: Draft,
    decisions: Mapping[str, bool],
    words: Mapping[str, str],
) -> Draft:
    """The next version of ours with the accepted changes; what is refused, and what is not named, stays ours.

    ``words``: of what was changed in one language only, what the other one says; empty where it stays as it is. Raises
    Conflict TGS-112 where another version settled it, Refusal TGS-115 while a doubt is open, TGS-116 where nothing is
    accepted, TGS-118 where it is not said what the other language says.
    """
    standing = _open(theirs)
    compared = _compared(standing)
    if doubts := open_doubts(compared):
        raise Refusal(
            "TGS-115", N_("First say of %(count)s clauses whether they are ours or new."), count=len(doubts),
        )  # fmt: skip
    kept = {twin.key: decisions.get(twin.key, False) for twin in decidable(standing)}
    if not any(kept.values()):
        raise Refusal("TGS-116", N_("Accept at least one change; without one there is no next version to make."))
    if standing.in_two:
        _check_other_words(compared, kept, words)
    edits, second = edits_of(request, compared, kept, words, theirs.number)
    take_over(request, edits, second)
    accepted = sum(kept.values())
    summary = f"Dari naskah mitra versi {theirs.number}: {accepted} perubahan diterima, {len(kept) - accepted} ditolak."
    if compared.turned:
        summary += " Sebutan para pihak dalam naskah mitra ditukar menjadi sebutan dalam naskah kita."
    draft = drafting.make_draft(acting, request, task_id, summary)
    PartnerText.objects.filter(pk=standing.kept.pk).update(decisions=kept, settled_in=draft)
    acting.told = {"draft": draft.number, "from": theirs.number, "accepted": accepted, "of": len(kept)}
    acting.told |= {"turned": dict(compared.turned)} if compared.turned else {}
    return draft


def _check_other_words(compared: Comparison, decisions: Mapping[str, bool], words: Mapping[str, str]) -> None:
    asked = [twin for twin in asked_of(compared, decisions) if not twin.is_inner or has_words(twin)]
    unsaid = [twin for twin in asked if twin.key not in words or (needs_words(twin) and not words[twin.key])]
    if unsaid:
        raise Refusal(
            "TGS-118", N_("%(count)s accepted changes are in one language only. Say of each what the other one says."),
            count=len(unsaid),
        )  # fmt: skip


def edits_of(
    request: Request, compared: Comparison, decisions: Mapping[str, bool], words: Mapping[str, str], number: int
) -> tuple[tuple[Edit, ...], Mapping[str, str]]:
    """The accepted changes against the text as the values make it now; new clauses are named after their version.

    With them what the second language says, by clause.
    """
    text = drafting.assembled(request).text
    if text.translation is None:
        edits, second = taken(text, compared, decisions, f"mitra{number}").edits, dict[str, str]()
    else:
        both = taken_in_two(text, compared, decisions, words, f"mitra{number}")
        edits, second = both.edits, dict(both.second)
    return tuple(edit for edit in edits if edit.kind != "cells"), second


def _open(theirs: Draft) -> Standing:
    standing = standing_of(theirs)
    if standing is None or not standing.is_open:
        raise Conflict("TGS-112", N_("This version of the partner is settled already. Open the newest one."))
    newer = Draft.objects.filter(request_id=theirs.request_id, side=theirs.side, number__gt=theirs.number).exists()
    if newer:
        raise Conflict("TGS-112", N_("This version of the partner is settled already. Open the newest one."))
    return standing


def _compared(standing: Standing) -> Comparison:
    assert standing.compared is not None  # an open standing has one
    return standing.compared
