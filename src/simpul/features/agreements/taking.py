"""6, talks: the partner's version beside ours, and what of it comes into the next version of ours, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simpul.core.procedures.acting import Acting
from simpul.features.agreements import drafting
from simpul.features.agreements.comparison import compare_drafts
from simpul.features.agreements.models import Draft, PartnerText, Request
from simpul.features.agreements.own_wording import take_over
from simpul.rules.agreement_text.comparing.accepting import LeftOut, taken, why_unfit
from simpul.rules.agreement_text.comparing.compare import Change, Comparison, compare
from simpul.rules.agreement_text.comparing.three_ways import Both, three_ways
from simpul.rules.agreement_text.editing.edits import Edit
from simpul.rules.refusals import N_, Conflict, Refusal

FROM_VALUES = frozenset({"title", "party", "signature"})
"""Parts that the text takes from the values of the case: changed there, not by words."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``compared`` against the version of ours that the file was made from; ``since`` what we changed after it."""

    kept: PartnerText
    compared: Comparison | None
    since: tuple[Both, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether decisions can still go into a next version."""
        return self.compared is not None and self.kept.settled_in_id is None and not self.in_two

    @property
    def in_two(self) -> bool:
        """Whether our text stands in two languages: then only its first one is compared, and nothing is taken over."""
        return bool(self.kept.base.text.get("translation"))


def standing_of(theirs: Draft) -> Standing | None:
    """None for a version of ours."""
    kept = PartnerText.objects.select_related("base", "draft", "settled_in", "note_by").filter(draft=theirs).first()
    if kept is None:
        return None
    return Standing(kept, compare_drafts(kept.base, theirs))


def with_ours(standing: Standing, newest: Draft) -> Standing:
    """The same with what we changed since the common ancestor, where our newest version is a later one."""
    base, ours = drafting.text_of(standing.kept.base), drafting.text_of(newest)
    if standing.compared is None or newest.pk == standing.kept.base_id or base is None or ours is None:
        return standing
    return replace(standing, since=three_ways(compare(base, ours), standing.compared))


def is_decidable(change: Change, comparison: Comparison) -> bool:
    """Whether a change is taken over by words: what comes from the values of the case is changed there."""
    if change.within or not change.differs or change.part.kind in FROM_VALUES or change.key == "@opening":
        return False
    only_cells = change.is_reworded and not change.marks and not change.is_moved
    return not only_cells and not why_unfit(change, comparison)


def answer_doubts(acting: Acting, theirs: Draft, answers: Mapping[str, str]) -> None:
    """Whether a doubtful clause is one of ours (its id) or a new one (empty). Raises TGS-112 to TGS-114."""
    standing = _open(theirs)
    asked = {each.part.ref: each.question for each in _compared(standing).changes if each.question is not None}
    for ref, clause in answers.items():
        question = asked.get(ref)
        if question is None or clause not in (*question.candidates, ""):
            raise Refusal("TGS-113", N_("Choose one of the clauses that are offered, or say that it is a new one."))
    chosen = [clause for clause in answers.values() if clause]
    if len(chosen) != len(set(chosen)):
        raise Refusal("TGS-114", N_("One clause of ours cannot be two of theirs. Say of one of them that it is new."))
    kept = standing.kept
    kept.answers = {**kept.answers, **answers}
    kept.save(update_fields=["answers"])
    acting.told = {"draft": theirs.number, "clauses": len(answers)}


def take_changes(acting: Acting, request: Request, task_id: int, theirs: Draft, decisions: Mapping[str, bool]) -> Draft:
    """The next version of ours with the accepted changes; what is refused, and what is not named, stays ours.

    Raises Conflict TGS-112 where another version settled it, Refusal TGS-115 while a doubt is open, TGS-116 where
    nothing is accepted.
    """
    standing = _open(theirs)
    compared = _compared(standing)
    if compared.open_questions:
        raise Refusal(
            "TGS-115", N_("First say of %(count)s clauses whether they are ours or new."),
            count=len(compared.open_questions),
        )  # fmt: skip
    asked = [change.key for change in compared.differing if is_decidable(change, compared)]
    kept = {key: decisions.get(key, False) for key in asked}
    if not any(kept.values()):
        raise Refusal("TGS-116", N_("Accept at least one change; without one there is no next version to make."))
    edits, _left = edits_of(request, compared, kept, theirs.number)
    take_over(request, edits)
    accepted = sum(kept.values())
    summary = f"Dari naskah mitra versi {theirs.number}: {accepted} perubahan diterima, {len(kept) - accepted} ditolak."
    draft = drafting.make_draft(acting, request, task_id, summary)
    PartnerText.objects.filter(pk=standing.kept.pk).update(decisions=kept, settled_in=draft)
    acting.told = {"draft": draft.number, "from": theirs.number, "accepted": accepted, "of": len(kept)}
    return draft


def edits_of(
    request: Request, compared: Comparison, decisions: Mapping[str, bool], number: int
) -> tuple[tuple[Edit, ...], tuple[LeftOut, ...]]:
    """The accepted changes against the text as the values make it now; new clauses are named after their version."""
    found = taken(drafting.assembled(request).text, compared, decisions, f"mitra{number}")
    return tuple(edit for edit in found.edits if edit.kind != "cells"), found.left_out


def _open(theirs: Draft) -> Standing:
    standing = standing_of(theirs)
    if standing is not None and standing.in_two:
        raise Refusal(
            "TGS-118",
            N_("A text in two languages is changed in its values and wording, so that both languages keep together."),
        )
    if standing is None or not standing.is_open:
        raise Conflict("TGS-112", N_("This version of the partner is settled already. Open the newest one."))
    newer = Draft.objects.filter(request_id=theirs.request_id, side=theirs.side, number__gt=theirs.number).exists()
    if newer:
        raise Conflict("TGS-112", N_("This version of the partner is settled already. Open the newest one."))
    return standing


def _compared(standing: Standing) -> Comparison:
    assert standing.compared is not None  # an open standing has one
    return standing.compared
