"""A file's own named conditions (``ketentuan``): what was answered, or who started the case. Data, no code."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from simpul.rules.procedure.vocabulary import Facts, starter_of


@dataclasses.dataclass(frozen=True, slots=True)
class Condition:
    """One of three questions: was the ``field`` answered with one of ``among`` (``negated``: with another);
    did one of the lanes ``starters`` start the case; which of ``lanes`` (by choice) does the answer name. In place of
    a lane a condition above may stand that names one.

    ``name`` is the wording that sheets print. A field that has no answer makes every condition false.
    """

    id: str
    name: str
    field: str = ""
    among: tuple[str, ...] = ()
    negated: bool = False
    starters: tuple[str, ...] = ()
    lanes: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def ask(self, facts: Facts) -> bool | str:
        """True or false; of a condition that names a lane its id or another such condition, "" before any answer."""
        if self.starters:
            return starter_of(facts) in self.starters
        answer = answers_in(facts).get(self.field)
        if self.lanes:
            return self.lanes.get(str(answer), "")
        return answer is not None and (answer in self.among) is not self.negated


def answers_in(facts: Facts) -> Mapping[str, object]:
    """The latest choices by field id (``jawaban``)."""
    found = facts.get("jawaban")
    return found if isinstance(found, Mapping) else {}


def units_in(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """The units chosen so far by lane (``unit``)."""
    found = facts.get("unit")
    return {lane: tuple(units) for lane, units in found.items()} if isinstance(found, Mapping) else {}
