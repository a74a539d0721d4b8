"""A second interpreter, to hold the engine against: tokens that know their forks, joins that count who has arrived.

Where the engine derives everything from the open tasks, this one keeps explicit books. It is told by the generator
which branches each step lies in and does not work it out from the graph.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str, int]


class Stuck(Exception):
    """Nobody can do the step that would open."""


@dataclass(frozen=True)
class Given:
    """What is known of the case: ``units`` of the lane ``loket``, ``chosen`` of ``kepala`` (whose units a field lets
    be chosen), ``choice``: the answer to the one question that conditions read, "" none."""

    in_srikandi: bool
    units: list[str]
    chosen: list[str]
    choice: str

    def holds(self, name: str) -> bool:
        if name == "belum_di_srikandi":
            return not self.in_srikandi
        return {"dua_dipilih": self.choice == "dua", "lain_dari_dua": self.choice == "satu"}[name]

    def doers(self, step: dict[str, Any]) -> tuple[str, list[str]]:
        """The lane of a step and, where each unit has a task of its own, the units."""
        who = step["pelaksana"]
        if isinstance(who, str):
            return who, []
        if who["cara"] == "menurut":
            if not self.choice:
                raise Stuck
            return {"satu": "loket", "dua": "kepala"}[self.choice], []
        if who["lajur"] == ["kepala"] and not self.chosen:
            raise Stuck
        return who["lajur"][0], list(self.chosen if who["lajur"] == ["kepala"] else self.units or ["loket"])


@dataclass
class Token:
    step: str
    scope: list[Place]
    round: int = 0
    units: list[str] = field(default_factory=list)
    lane: str = ""


@dataclass
class Naive:
    """``steps``: the file's data by step id; ``where``: step id -> branches round it, outermost first."""

    steps: dict[str, dict[str, Any]]
    where: dict[str, tuple[Place, ...]]
    tokens: list[Token] = field(default_factory=list)
    arrived: dict[str, set[int]] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    ended: bool = False

    def keys(self) -> dict[str, str]:
        """The open tasks with the lane of each."""
        return {self._key(token, unit): token.lane for token in self.tokens for unit in (token.units or [""])}

    def snapshot(self) -> Naive:
        return copy.deepcopy(self)

    def complete(self, key: str, outcome: str, given: Given) -> None:
        token, unit = next(
            (token, unit) for token in self.tokens for unit in (token.units or [""]) if self._key(token, unit) == key
        )
        if len(token.units) > 1:
            token.units.remove(unit)
            return
        self.tokens.remove(token)
        step = self.steps[token.step]
        self.go(token, step["keputusan"][outcome] if outcome else step.get("lanjut", "cabang"), given)

    def go(self, token: Token, target: str, given: Given) -> None:
        """``token`` leaves its step for ``target``; it stands nowhere meanwhile."""
        if self.ended:
            return
        if target == "cabang":
            heads = self.steps[token.step]["cabang"]
            self.arrived[token.step] = set()
            for number, head in enumerate(heads):
                place = (token.step, number)
                self.go(Token(token.step, [*token.scope, place]), head, given)
        elif target == "selesai":
            self.tokens, self.arrived, self.ended = [], {}, True
        elif token.scope and self.steps[token.scope[-1][0]]["gabung"] == target:
            self._arrive(token, target, given)
        else:
            self._place(token, target, given)

    def _arrive(self, token: Token, join: str, given: Given) -> None:
        fork, number = token.scope[-1]
        self.arrived[fork].add(number)
        if len(self.arrived[fork]) == len(self.steps[fork]["cabang"]):
            del self.arrived[fork]
            self.go(Token(fork, token.scope[:-1]), join, given)

    def _place(self, token: Token, target: str, given: Given) -> None:
        wanted = list(self.where[target])
        while token.scope != wanted[: len(token.scope)]:
            self._abandon(token.scope[-1][0])
            token = Token(token.step, token.scope[:-1])
        for fork, number in wanted[len(token.scope) :]:
            if fork not in self.arrived:  # entered from behind its join: every other branch is done
                self.arrived[fork] = set(range(len(self.steps[fork]["cabang"])))
            self.arrived[fork].discard(number)
        step = self.steps[target]
        if step.get("syarat") and not given.holds(step["syarat"]):
            self.go(Token(target, wanted), step.get("lanjut", "cabang"), given)
            return
        self.rounds[target] = self.rounds.get(target, 0) + 1
        lane, units = given.doers(step)
        self.tokens.append(Token(target, wanted, self.rounds[target], units, lane))

    def _abandon(self, fork: str) -> None:
        self.tokens = [token for token in self.tokens if fork not in [name for name, _ in token.scope]]
        paths = [[name for name, _ in path] for path in self.where.values()]
        # Only what lies deeper than the fork goes with it; the forks round it keep their books.
        inside = {name for path in paths if fork in path for name in path[path.index(fork) :]}
        for name in inside | {fork}:
            self.arrived.pop(name, None)

    @staticmethod
    def _key(token: Token, unit: str) -> str:
        return f"{token.step}#{token.round}" + (f"@{unit}" if unit else "")
