"""Whether a running case can go on under a newer version of its procedure, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.move import has_ended
from simpul.rules.procedure.state import Entry, State
from simpul.rules.refusals import N_, Refusal


def hindrances(old: Procedure, new: Procedure, state: State) -> tuple[Refusal, ...]:
    """Everything that keeps a case of ``old`` that stands in ``state`` from moving to ``new``; empty when it can.

    The state moves as it is: nothing is stored about joins (see ``state``), so every open task must lie in the same
    branches of the same forks, with the same siblings and the same join. What was done is read by the new version
    too, so it must know each step that the case has been through.
    """
    if state.ended:
        return (has_ended(),)
    found: dict[str, Refusal] = {}
    for entry in state.open.values():
        for refusal in _of_entry(old, new, entry):
            found.setdefault(str(refusal), refusal)
    return (*found.values(), *_gone(old, new, state))


def _gone(old: Procedure, new: Procedure, state: State) -> Iterator[Refusal]:
    standing = {entry.step for entry in state.open.values()}
    for step in state.rounds:
        if step not in new.by_id and step not in standing:
            yield Refusal(
                "SOP-25",
                N_("Step %(no)s, which the case has been through, is not in the new version."),
                no=old.by_id[step].no,
            )


def _of_entry(old: Procedure, new: Procedure, entry: Entry) -> Iterator[Refusal]:
    number = old.by_id[entry.step].no
    step = new.by_id.get(entry.step)
    if step is None:
        yield Refusal("SOP-21", N_("Step %(no)s, in which the case stands, is not in the new version."), no=number)
        return
    lost = [lane for lane in entry.lanes if lane not in step.performer.lanes]
    if lost:
        names = ", ".join(old.lane_name(lane) for lane in lost)
        yield Refusal(
            "SOP-22", N_("In the new version step %(no)s is no longer done by %(lanes)s."), no=number, lanes=names
        )
    if bool(entry.unit) != (step.performer.mode == "masing_masing"):
        yield Refusal(
            "SOP-23", N_("In the new version the units share the work of step %(no)s in another way."), no=number
        )
    if not _same_surroundings(old, new, entry.step):
        yield Refusal(
            "SOP-24", N_("In the new version step %(no)s lies in other branches, or they meet elsewhere."), no=number
        )


def _same_surroundings(old: Procedure, new: Procedure, step: str) -> bool:
    place = old.places[step]
    return place == new.places[step] and all(old.forks[fork] == new.forks[fork] for fork, _ in place)
