"""A second interpreter, to hold the engine against: tokens that know their forks, joins that count who has arrived.

Where the engine derives everything from the open tasks, this one keeps explicit books. It is told by the generator
which branches each step lies in and does not work it out from the graph.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str, int]


@dataclass
class Token:
    step: str
    scope: list[Place]
    round: int = 0
    units: list[str] = field(default_factory=list)


@dataclass
class Naive:
    """``steps``: the file's data by step id; ``where``: step id -> branches round it, outermost first."""

    steps: dict[str, dict[str, Any]]
    where: dict[str, tuple[Place, ...]]
    tokens: list[Token] = field(default_factory=list)
    arrived: dict[str, set[int]] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    ended: bool = False

    def keys(self) -> set[str]:
        return {self._key(token, unit) for token in self.tokens for unit in (token.units or [""])}

    def snapshot(self) -> Naive:
        return copy.deepcopy(self)

    def complete(self, key: str, outcome: str, in_srikandi: bool, units: list[str]) -> None:
        token, unit = next(
            (token, unit) for token in self.tokens for unit in (token.units or [""]) if self._key(token, unit) == key
        )
        if len(token.units) > 1:
            token.units.remove(unit)
            return
        self.tokens.remove(token)
        step = self.steps[token.step]
        self.go(token, step["keputusan"][outcome] if outcome else step.get("lanjut", "cabang"), in_srikandi, units)

    def go(self, token: Token, target: str, in_srikandi: bool, units: list[str]) -> None:
        """``token`` leaves its step for ``target``; it stands nowhere meanwhile."""
        if self.ended:
            return
        if target == "cabang":
            heads = self.steps[token.step]["cabang"]
            self.arrived[token.step] = set()
            for number, head in enumerate(heads):
                place = (token.step, number)
                self.go(Token(token.step, [*token.scope, place]), head, in_srikandi, units)
        elif target == "selesai":
            self.tokens, self.arrived, self.ended = [], {}, True
        elif token.scope and self.steps[token.scope[-1][0]]["gabung"] == target:
            self._arrive(token, target, in_srikandi, units)
        else:
            self._place(token, target, in_srikandi, units)

    def _arrive(self, token: Token, join: str, in_srikandi: bool, units: list[str]) -> None:
        fork, number = token.scope[-1]
        self.arrived[fork].add(number)
        if len(self.arrived[fork]) == len(self.steps[fork]["cabang"]):
            del self.arrived[fork]
            self.go(Token(fork, token.scope[:-1]), join, in_srikandi, units)

    def _place(self, token: Token, target: str, in_srikandi: bool, units: list[str]) -> None:
        wanted = list(self.where[target])
        while token.scope != wanted[: len(token.scope)]:
            self._abandon(token.scope[-1][0])
            token = Token(token.step, token.scope[:-1])
        for fork, number in wanted[len(token.scope) :]:
            if fork not in self.arrived:  # entered from behind its join: every other branch is done
                self.arrived[fork] = set(range(len(self.steps[fork]["cabang"])))
            self.arrived[fork].discard(number)
        step = self.steps[target]
        if step.get("syarat") and in_srikandi:
            self.go(Token(target, wanted), step.get("lanjut", "cabang"), in_srikandi, units)
            return
        self.rounds[target] = self.rounds.get(target, 0) + 1
        own = list(units or ["loket"]) if isinstance(step["pelaksana"], dict) else []
        self.tokens.append(Token(target, wanted, self.rounds[target], own))

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
