"""How the steps hang together: every step is reached, every way ends, every branch comes to its join."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations, pairwise

from simpul.rules.procedure.faults import Findings
from simpul.rules.procedure.model import END, FORK, Procedure, Step
from simpul.rules.procedure.parts import Part
from simpul.rules.procedure.regions import Above, Fork, Ways, branches, dominators, forward, reach
from simpul.rules.refusals import N_

_WAYS = ("lanjut", "keputusan", "cabang", "gabung")


@dataclass(frozen=True, slots=True)
class _Flow:
    """The ways between the steps as far as they are known.

    ``holes``: the steps of which some way leads nobody knows where; what such a way might still mend is not told.
    ``loose``: the steps whose branches or join are told of already.
    """

    procedure: Procedure
    rows: Mapping[str, Part]
    ways: Ways
    holes: frozenset[str]
    loose: frozenset[str]

    def is_open(self, steps: Collection[str]) -> bool:
        """Whether more may follow one of the steps than is known."""
        return not self.holes.isdisjoint(steps)


def check_ways(whole: Part, procedure: Procedure, findings: Findings) -> bool:
    """The ways out of each step, one step at a time; then how they hang together. Whether all of it is sound."""
    before = len(findings)
    ids = {step.id for step in procedure.steps} - {""}
    joins = {step.join for step in procedure.steps if step.join}
    rows: dict[str, Part] = {}
    holes: set[str] = set()
    loose: set[str] = set()
    for part, step in zip(whole.parts("langkah"), procedure.steps, strict=True):
        rows[step.id] = part
        if not _ways_out(part, step, ids, findings):
            holes.add(step.id)
        if not _fork(part, step, ids, joins, findings):
            loose.add(step.id)
        if step.id in (END, FORK):
            findings.add(part.at("id"), N_("“%(id)s” has another meaning already."), id=step.id)
            holes.add(step.id)
        if step.condition and step.decisions:
            findings.add(part.at("syarat"), N_("A step that may be skipped cannot decide the way."))
    if procedure.start not in ids:
        findings.add(("mulai",), N_("There is no step “%(id)s”."), id=procedure.start)
        return False
    known = {step: tuple(to for to in targets if to in ids) for step, targets in procedure.ways.items()}
    _check_whole(_Flow(procedure, rows, known, frozenset(holes), frozenset(loose)), findings)
    return len(findings) == before and not holes


def _check_whole(flow: _Flow, findings: Findings) -> None:
    """Reachability, ends and branches. A step that a way with an unknown end may have meant only seems lost: it is
    taken for another beginning, and no fault is told of it."""
    meant = _meant(flow)
    covered: set[str] = set()
    for step in (flow.procedure.by_id[flow.procedure.start], *flow.procedure.steps):
        if step.id in covered:
            continue  # what only follows a lost step is no fault of its own
        if covered and step.id not in meant:
            findings.add(flow.rows[step.id].at("id"), N_("The step “%(id)s” is never reached."), id=step.id)
        _check_from(step.id, flow, covered, findings)
        covered |= reach(step.id, flow.ways)
    _endless(flow, covered if flow.is_open(covered) else reach(flow.procedure.start, flow.ways), findings)


def _meant(flow: _Flow) -> set[str]:
    """The steps that the ways with an unknown end may have meant: the step printed next, one whose name is alike."""
    steps = flow.procedure.steps
    found = {after.id for step, after in pairwise(steps) if step.id in flow.holes}
    for step in steps:
        for _, target in step.targets():
            if step.id in flow.holes and target not in (*flow.rows, END):
                found.update(get_close_matches(target, flow.rows))
    return found


def _check_from(start: str, flow: _Flow, covered: Collection[str], findings: Findings) -> None:
    """The branches of the forks that are reached from a beginning, and were not from an earlier one."""
    onward = forward(start, flow.ways)
    above = dominators(start, onward)
    for fork in flow.procedure.forks.values():
        if fork.step in above and fork.step not in covered and fork.step not in flow.loose:
            _branches(flow, fork, onward, above, findings)


def _ways_out(part: Part, step: Step, ids: set[str], findings: Findings) -> bool:
    """Whether every way out of the step is known; what was ill-written is told of already."""
    if any(findings.has(part.at(key)) for key in _WAYS):
        _targets_exist(part, step, ids, findings)
        return False
    before = len(findings)
    _one_way_out(part, step, findings)
    _targets_exist(part, step, ids, findings)
    return len(findings) == before


def _one_way_out(part: Part, step: Step, findings: Findings) -> None:
    written = [key for key in ("lanjut", "keputusan", "cabang") if key in part.data]
    if FORK in step.decisions.values() and "cabang" in written:
        written.remove("cabang")
    if not written and not step.next:
        findings.add(part.path, N_("The step leads nowhere. Write “lanjut”, “keputusan” or “cabang”."))
    elif len(written) > 1:
        findings.add(part.at(written[1]), N_("The step has more than one way out: %(keys)s."), keys=", ".join(written))


def _targets_exist(part: Part, step: Step, ids: set[str], findings: Findings) -> None:
    text = N_("There is no step “%(id)s”.")
    if step.next and step.next not in ids | {END}:
        findings.add(part.at("lanjut" if "lanjut" in part.data else "gabung"), text, id=step.next)
    for outcome, target in step.decisions.items():
        if target == FORK and not step.branches and not findings.has(part.at("cabang")):
            findings.add(part.at("keputusan", outcome), N_("The step has no branches; list them under “cabang”."))
        elif target not in ids | {END, FORK}:
            findings.add(part.at("keputusan", outcome), text, id=target)
    for path, head in part.texts("cabang"):
        if head not in ids:
            findings.add(path, text, id=head)


def _fork(part: Part, step: Step, ids: set[str], joins: set[str], findings: Findings) -> bool:
    """Whether the branches of the step and their join can be judged."""
    if findings.has(part.at("cabang")) or findings.has(part.at("gabung")):
        return False
    before = len(findings)
    if step.join and step.join not in ids:
        findings.add(part.at("gabung"), N_("There is no step “%(id)s”."), id=step.join)
    if step.branches and not step.join:
        findings.add(part.at("cabang"), N_("The branches never meet. Name under “gabung” the step that waits for all."))
    if step.branches and len(set(step.branches)) < 2:
        findings.add(part.at("cabang"), N_("There must be at least two different branches."))
    if step.join in step.branches:
        findings.add(part.at("gabung"), N_("A branch needs a step of its own before the join."))
    ends_here = part.text("gabung") if not step.branches else ""
    if ends_here and ends_here not in joins:
        findings.add(part.at("gabung"), N_("No branches meet at “%(id)s”; write “lanjut”."), id=ends_here)
    return len(findings) == before


def _endless(flow: _Flow, reached: Collection[str], findings: Findings) -> None:
    """Circles that nothing leaves, each named once by the first of its steps. One that leads into another such circle
    is not named: it has an exit, and the fault lies in the other."""
    procedure = flow.procedure
    ending = {step.id for step in procedure.steps if END in {target for _, target in step.targets()}} | flow.holes
    ahead = {step: reach(step, flow.ways) for step in reached}
    named: set[str] = set()
    for step in procedure.steps:
        if step.id not in reached or ahead[step.id] & ending:
            continue
        circle = {other for other in ahead[step.id] if step.id in ahead[other]}
        in_circle = len(circle) > 1 or step.id in flow.ways[step.id]
        if in_circle and ahead[step.id] <= circle and not circle & named:
            named |= circle
            findings.add(flow.rows[step.id].path, N_("From here no way leads to “selesai”: the circle has no exit."))


def _branches(flow: _Flow, fork: Fork, onward: Ways, above: Above, findings: Findings) -> None:
    row = flow.rows[fork.step]
    inside = branches(fork, onward, above)
    ahead = [reach(head, onward, (fork.join,)) for head in fork.heads]
    for head, steps, found in zip(fork.heads, inside, ahead, strict=True):
        if not flow.is_open(found) and not any(fork.join in onward[step] for step in steps):
            findings.add(row.at("cabang"), N_("The branch “%(id)s” never comes to the join."), id=head)
        for stranger in sorted(found - steps):
            # A token there could not tell whether it belongs to the branch, unless the way no longer leads to the join.
            if fork.join in reach(stranger, onward) and not flow.is_open(reach(stranger, onward, (fork.join,))):
                text = N_("The step “%(id)s” of a branch is also entered from outside the branch.")
                findings.add(row.at("cabang"), text, id=stranger)
    for one, other in combinations(inside, 2):
        for step in sorted(one & other):
            findings.add(row.at("cabang"), N_("The branches meet in “%(id)s” before their join."), id=step)
    for inner in flow.procedure.forks.values():
        home = next((number for number, steps in enumerate(inside) if inner.step in steps), None)
        if home is None or inner.step in flow.loose or flow.is_open(ahead[home]):
            continue
        if inner.join not in inside[home] and inner.join != fork.join:
            text = N_("Branches inside a branch must meet inside it: “%(id)s” lies beyond.")
            findings.add(row.at("cabang"), text, id=inner.join)
