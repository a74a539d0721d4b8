"""How the steps hang together: every step is reached, every way ends, every branch comes to its join."""

from __future__ import annotations

from itertools import combinations

from simpul.rules.procedure.faults import Findings
from simpul.rules.procedure.model import END, FORK, Procedure, Step
from simpul.rules.procedure.parts import Part
from simpul.rules.procedure.regions import Above, Fork, branches, dominators, reach
from simpul.rules.refusals import N_


def check_ways(whole: Part, procedure: Procedure, findings: Findings) -> None:
    """The ways out of each step, one step at a time; then, if these are sound, the whole."""
    before = len(findings)
    ids = {step.id for step in procedure.steps} - {""}
    joins = {step.join for step in procedure.steps if step.join}
    for part, step in zip(whole.parts("langkah"), procedure.steps, strict=True):
        _one_way_out(part, step, findings)
        _targets_exist(part, step, ids, findings)
        _forks(part, step, joins, findings)
        if step.id in (END, FORK):
            findings.add(part.at("id"), N_("“%(id)s” has another meaning already."), id=step.id)
        if step.condition and step.decisions:
            findings.add(part.at("syarat"), N_("A step that may be skipped cannot decide the way."))
    if procedure.start and procedure.start not in ids:
        findings.add(("mulai",), N_("There is no step “%(id)s”."), id=procedure.start)
    if len(findings) == before:
        check_whole(whole, procedure, findings)


def check_whole(whole: Part, procedure: Procedure, findings: Findings) -> None:
    """Reachability, ends and branches. Every step must have sound ways out before this is asked."""
    rows = {step.id: part for part, step in zip(whole.parts("langkah"), procedure.steps, strict=True)}
    reached = reach(procedure.start, procedure.ways)
    covered = set(reached)
    for step in procedure.steps:
        if step.id not in covered:
            covered |= reach(step.id, procedure.ways)  # what only follows a lost step is no fault of its own
            findings.add(rows[step.id].at("id"), N_("The step “%(id)s” is never reached."), id=step.id)
    _endless(rows, procedure, reached, findings)
    above = dominators(procedure.start, procedure.onward)
    for fork in procedure.forks.values():
        if fork.step in reached:
            _branches(rows[fork.step], procedure, fork, above, findings)


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
        if target == FORK and not step.branches:
            findings.add(part.at("keputusan", outcome), N_("The step has no branches; list them under “cabang”."))
        elif target not in ids | {END, FORK}:
            findings.add(part.at("keputusan", outcome), text, id=target)
    for path, head in part.texts("cabang"):
        if head not in ids:
            findings.add(path, text, id=head)
    if step.join and step.join not in ids:
        findings.add(part.at("gabung"), text, id=step.join)


def _forks(part: Part, step: Step, joins: set[str], findings: Findings) -> None:
    if step.branches and not step.join:
        findings.add(part.at("cabang"), N_("The branches never meet. Name under “gabung” the step that waits for all."))
    if step.branches and len(set(step.branches)) < 2:
        findings.add(part.at("cabang"), N_("There must be at least two different branches."))
    if step.join in step.branches:
        findings.add(part.at("gabung"), N_("A branch needs a step of its own before the join."))
    ends_here = part.text("gabung") if not step.branches else ""
    if ends_here and ends_here not in joins:
        findings.add(part.at("gabung"), N_("No branches meet at “%(id)s”; write “lanjut”."), id=ends_here)


def _endless(rows: dict[str, Part], procedure: Procedure, reached: frozenset[str], findings: Findings) -> None:
    """Circles that nothing leaves, each named once by the first of its steps."""
    ending = {step.id for step in procedure.steps if END in {target for _, target in step.targets()}}
    ahead = {step: reach(step, procedure.ways) for step in reached}
    named: set[str] = set()
    for step in procedure.steps:
        if step.id not in reached or ahead[step.id] & ending:
            continue
        circle = {other for other in ahead[step.id] if step.id in ahead[other]}
        in_circle = len(circle) > 1 or step.id in procedure.ways[step.id]
        if in_circle and not circle & named:
            named |= circle
            findings.add(rows[step.id].path, N_("From here no way leads to “selesai”: the circle has no exit."))


def _branches(row: Part, procedure: Procedure, fork: Fork, above: Above, findings: Findings) -> None:
    onward = procedure.onward
    inside = branches(fork, onward, above)
    for head, steps in zip(fork.heads, inside, strict=True):
        if not any(fork.join in onward[step] for step in steps):
            findings.add(row.at("cabang"), N_("The branch “%(id)s” never comes to the join."), id=head)
        for stranger in sorted(reach(head, onward, (fork.join,)) - steps):
            # A token there could not tell whether it belongs to the branch, unless the way no longer leads to the join.
            if fork.join in reach(stranger, onward):
                text = N_("The step “%(id)s” of a branch is also entered from outside the branch.")
                findings.add(row.at("cabang"), text, id=stranger)
    for one, other in combinations(inside, 2):
        for step in sorted(one & other):
            findings.add(row.at("cabang"), N_("The branches meet in “%(id)s” before their join."), id=step)
    for inner in procedure.forks.values():
        home = next((steps for steps in inside if inner.step in steps), None)
        if home is not None and inner.join not in home and inner.join != fork.join:
            text = N_("Branches inside a branch must meet inside it: “%(id)s” lies beyond.")
            findings.add(row.at("cabang"), text, id=inner.join)
