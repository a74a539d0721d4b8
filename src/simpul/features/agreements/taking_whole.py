"""6, talks: the partner's file taken over as a whole, where every clause of it was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simpul.core.procedures.acting import Acting
from simpul.features.agreements.models import Draft, Request
from simpul.features.agreements.partner_texts import reading_of
from simpul.features.agreements.taking import (
    BY_VALUES,
    Standing,
    decidable,
    open_doubts,
    standing_of,
    take_changes,
    why_not,
)
from simpul.rules.agreement_text.comparing.accepting_two import asked_of
from simpul.rules.agreement_text.comparing.languages import twins
from simpul.rules.refusals import N_, Refusal


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why the file cannot be taken over as a whole; ``why`` is a msgid, ``place`` where in it, empty for all of it."""

    why: str
    place: str = ""


NOT_UNDERSTOOD = N_("Something here was not understood. Read it in the file.")
DOUBTFUL = N_("It is not known yet whether this clause is one of ours.")
ONE_LANGUAGE = N_("It was changed in one language only; the other one has to be worded.")


def obstacles(standing: Standing) -> list[Obstacle]:
    """Everything that keeps the file from being taken over as a whole, in the order of the file."""
    compared, reading = standing.compared, reading_of(standing.kept.draft)
    if compared is None or reading is None:
        return [Obstacle(N_("The file was not read as a text of articles: the file itself is all there is."))]
    found = [Obstacle(NOT_UNDERSTOOD, one.place) for one in reading.not_understood]
    found += [Obstacle(DOUBTFUL, change.part.place) for _ref, change in open_doubts(compared)]
    bars = ((twin, why_not(twin, standing)) for twin in twins(compared) if not twin.is_inner)
    found += [Obstacle(why, twin.change.part.place) for twin, why in bars if why and why != BY_VALUES]
    if standing.in_two:
        asked = asked_of(compared, {twin.key: True for twin in decidable(standing)})
        found += [Obstacle(ONE_LANGUAGE, twin.change.part.place) for twin in asked]
    return found


def by_values(standing: Standing) -> Sequence[str]:
    """The places that differ but come from the values of the case: they stay as the values say."""
    compared = standing.compared
    if compared is None:
        return ()
    every = (twin for twin in twins(compared) if not twin.is_inner and why_not(twin, standing) == BY_VALUES)
    return [twin.change.part.place for twin in every if twin.change.differs]


def take_whole(acting: Acting, request: Request, task_id: int, theirs: Draft, *, confirmed: bool) -> Draft:
    """Every change of the partner becomes the next version of ours; what comes from values stays.

    Raises Conflict TGS-112 (settled), Refusal TGS-116 (nothing differs), TGS-122 (not understood as a whole), TGS-123
    without the confirmation.
    """
    standing = standing_of(theirs)
    barred = obstacles(standing) if standing is not None and standing.is_open else []
    if standing is not None and barred:
        raise Refusal(
            "TGS-122",
            N_(
                "The partner's file cannot be taken over as a whole: %(count)s places stand in the way. Decide change "
                "by change."
            ),
            count=len(barred),
        )
    if not confirmed:
        raise Refusal("TGS-123", N_("Confirm that the partner's words take the place of ours in every clause."))
    decisions = {twin.key: True for twin in decidable(standing)} if standing is not None else {}
    draft = take_changes(acting, request, task_id, theirs, decisions, {})
    file = theirs.docx or theirs.pdf
    acting.told |= {"whole": True, "file_sha256": file.sha256 if file is not None else ""}
    return draft
