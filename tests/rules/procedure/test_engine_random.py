"""The engine against the naive token interpreter, on random procedures and random acts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simpul.rules.procedure import engine
from simpul.rules.procedure.model import Procedure
from simpul.rules.procedure.state import State, Transition
from simpul.rules.refusals import Conflict, Refusal
from tests.rules.procedure.growing import Grown, procedures
from tests.rules.procedure.naive import Given, Naive, Stuck, Token

UNITS = st.sampled_from([[], ["u1"], ["u1", "u2"], ["u1", "u2", "u3"]])
FACTS = st.builds(
    Given, st.booleans(), UNITS, st.sampled_from([[], ["k1"], ["k1", "k2"]]), st.sampled_from(["", "satu", "dua"])
)
ENOUGH = FACTS.filter(lambda given: given.chosen and given.choice)


def facts_of(given: Given) -> dict[str, object]:
    asked = {"cara": given.choice} if given.choice else {}
    return {"di_srikandi": given.in_srikandi, "unit": {"loket": given.units, "kepala": given.chosen}, "jawaban": asked}


class Both(RuleBasedStateMachine):
    """Every act is done twice, once by each, and they must agree after each."""

    procedure: Procedure
    state: State
    naive: Naive

    @initialize(grown=procedures(), given=ENOUGH)
    def begin(self, grown: Grown, given: Given) -> None:
        self.procedure = grown.procedure()
        assert self.procedure.places == grown.where
        self.state = engine.start(self.procedure, facts_of(given)).state
        self.naive = Naive({made["id"]: made for made in grown.steps}, grown.where)
        self.naive.go(Token("", []), grown.steps[0]["id"], given)
        self.done: set[str] = set()
        self.last: tuple[Transition, State, Naive] | None = None
        self.acts: list[tuple[Transition, str, dict[str, object]]] = []

    @precondition(lambda self: self.state.open)
    @rule(data=st.data(), given=FACTS)
    def complete(self, data: st.DataObject, given: Given) -> None:
        key = data.draw(st.sampled_from(sorted(self.state.open)))
        outcomes = engine.available_outcomes(self.procedure, self.state, key)
        outcome = data.draw(st.sampled_from(outcomes)) if outcomes else ""
        before, naive = self.state, self.naive.snapshot()
        try:
            self.naive.complete(key, outcome, given)
        except Stuck:
            self.naive = naive
            with pytest.raises(Refusal, match=r"TGS-1[67]"):
                engine.complete(self.procedure, before, key, outcome, facts_of(given))
            return
        made = engine.complete(self.procedure, before, key, outcome, facts_of(given))
        self.last = (made, before, naive)
        self.acts.append((made, outcome, facts_of(given)))
        self.state = made.state
        self.done |= {key, *(entry.key for entry in made.cancelled)}
        self.done -= set(made.state.open)
        assert {entry.key for entry in made.closed} == {key}
        assert set(before.open) - {key} - {entry.key for entry in made.cancelled} <= set(made.state.open)

    @precondition(lambda self: self.last is not None and not self.state.ended)
    @rule()
    def take_back(self) -> None:
        """The last completion can always be withdrawn, and leaves no trace."""
        assert self.last is not None
        made, before, naive = self.last
        opened = [opening.entry.key for opening in made.opened]
        undone = engine.retract(self.procedure, self.state, made.closed[0], opened, made.cancelled)
        assert dict(undone.state.open) == dict(before.open)
        assert undone.state.rounds == before.rounds
        self.state, self.naive, self.last = undone.state, naive, None
        self.done -= set(self.state.open)
        self.acts = [act for act in self.acts if act[0] is not made]

    @precondition(lambda self: self.acts and not self.state.ended)
    @rule(data=st.data())
    def take_back_and_do_again(self, data: st.DataObject) -> None:
        """Whatever can still be withdrawn, also out of order, comes to the same when it is done again."""
        made, outcome, facts = data.draw(st.sampled_from(self.acts))
        opened = [opening.entry.key for opening in made.opened]
        try:
            undone = engine.retract(self.procedure, self.state, made.closed[0], opened, made.cancelled)
        except Conflict:
            return
        again = engine.complete(self.procedure, undone.state, made.closed[0].key, outcome, facts)
        assert dict(again.state.open) == dict(self.state.open)
        assert again.state.rounds == self.state.rounds

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def complete_again(self, data: st.DataObject) -> None:
        """A key that is done is refused, whatever has happened since."""
        key = data.draw(st.sampled_from(sorted(self.done - set(self.state.open)) or ["tiada#1"]))
        with pytest.raises(Refusal):
            engine.complete(self.procedure, self.state, key, "", {})

    @rule()
    def withdraw(self) -> None:
        """From any state, without keeping it: the case would be over."""
        if self.state.ended:
            with pytest.raises(Refusal):
                engine.withdraw(self.procedure, self.state)
        else:
            made = engine.withdraw(self.procedure, self.state)
            assert (made.state.open, made.state.ended) == ({}, "ditarik")
            assert {entry.key for entry in made.cancelled} == set(self.state.open)

    @invariant()
    def agree(self) -> None:
        if not hasattr(self, "state"):
            return
        assert {key: entry.lane for key, entry in self.state.open.items()} == self.naive.keys()
        assert bool(self.state.ended) == self.naive.ended
        assert dict(self.state.rounds) == self.naive.rounds
        assert State.from_json(self.state.to_json()) == self.state

    @invariant()
    def one_token_per_branch(self) -> None:
        if not hasattr(self, "state"):
            return
        steps = {(entry.step, entry.round) for entry in self.state.open.values()}
        innermost = [self.procedure.places[name] for name, _ in steps]
        assert len(innermost) == len(set(innermost))
        assert self.state.open or self.state.ended


Both.TestCase.settings = settings(
    max_examples=120,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestBoth = Both.TestCase
