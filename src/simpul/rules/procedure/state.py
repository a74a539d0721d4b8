"""Where a case stands in its procedure, and what one act changes.

The state holds only open tasks and rounds. Nothing is stored about joins: a branch has arrived exactly when it has no
open task, because each branch of an open fork has one token and a token rests either on a task or at the join.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Ended = Literal["", "selesai", "ditarik"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An open task. ``key`` is unique among the tasks of a case; ``round`` counts from 1.

    ``lanes``: those who may complete it. ``unit``: the unit it belongs to where each unit has a task of its own.
    """

    key: str
    step: str
    round: int
    lanes: tuple[str, ...]
    unit: str = ""

    @property
    def lane(self) -> str:
        """The lane it is shown in."""
        return self.lanes[0]


@dataclass(frozen=True, slots=True)
class State:
    """``open`` by key in order of entry; ``rounds``: step id -> times entered; ``ended``: how, or empty."""

    open: Mapping[str, Entry]
    rounds: Mapping[str, int]
    ended: Ended = ""

    def to_data(self) -> dict[str, Any]:
        """Plain data for a JSON column: ``{open: [[step, round, lanes, unit], ...], rounds, ended}``."""
        entries = [[entry.step, entry.round, list(entry.lanes), entry.unit] for entry in self.open.values()]
        return {"open": entries, "rounds": dict(self.rounds), "ended": self.ended}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> State:
        """The reverse of :meth:`to_data`. Raises KeyError, TypeError or ValueError on data that is not its work."""
        entries = {}
        for step, number, lanes, unit in data["open"]:
            key = key_of(step, number, unit)
            entries[key] = Entry(key, step, number, tuple(lanes), unit)
        return cls(entries, data["rounds"], data["ended"])

    def to_json(self) -> str:
        """:meth:`to_data` as compact text."""
        return json.dumps(self.to_data(), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> State:
        """The reverse of :meth:`to_json`."""
        return cls.from_data(json.loads(text))


@dataclass(frozen=True, slots=True)
class Opening:
    """A task that opens: with the standard time that counts for it, and the field its clock runs from ("" = entry)."""

    entry: Entry
    standard: str
    clock_from: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What casework has to carry out: ``moment`` is ``masuk``, ``selesai`` or the outcome."""

    name: str
    step: str
    round: int
    moment: str


@dataclass(frozen=True, slots=True)
class Transition:
    """The whole consequence of one act.

    ``closed``: the task completed, withdrawn tasks in a withdrawal of a completion; ``cancelled``: tasks that lapse
    (a return across a branch, the end of the case); ``skipped``: ids of steps whose condition did not hold.
    """

    state: State
    closed: tuple[Entry, ...] = ()
    opened: tuple[Opening, ...] = ()
    cancelled: tuple[Entry, ...] = ()
    skipped: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    ended: Ended = ""


def key_of(step: str, number: int, unit: str = "") -> str:
    """The key of a task: ``telaah#2``, or ``isi_matriks#1@upt-mataram`` for one unit's own task."""
    return f"{step}#{number}@{unit}" if unit else f"{step}#{number}"
