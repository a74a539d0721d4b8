"""One draft before the positions of two versions: which findings are new, gone, of another level, or stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.judging.finding import LEVELS, Finding, Level
from simpul.rules.agreement_text.judging.judge import Judgement

Change = Literal["new", "gone", "level", "same"]
_ORDER: tuple[Change, ...] = ("new", "gone", "level", "same")


@dataclass(frozen=True, slots=True)
class Weighed:
    """``was``: the level by the old positions, where it is another one; ``places`` where the finding stands."""

    finding: Finding
    change: Change
    places: tuple[str, ...]
    was: Level | None = None


def weighed(old: Judgement, new: Judgement) -> tuple[Weighed, ...]:
    """Every finding of either once: what is new or gone first, each by its level."""
    before = {_mark(one): one for one in old.findings}
    now = {_mark(one): one for one in new.findings}
    found = [_now(one, before.get(mark), new.places) for mark, one in now.items()]
    found += [Weighed(one, "gone", _places(one, old.places)) for mark, one in before.items() if mark not in now]
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.change), LEVELS.index(each.finding.level))))


def _now(one: Finding, before: Finding | None, places: Mapping[str, str]) -> Weighed:
    where = _places(one, places)
    if before is None:
        return Weighed(one, "new", where)
    if before.level != one.level:
        return Weighed(one, "level", where, before.level)
    return Weighed(one, "same", where)


def _places(one: Finding, places: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(places.get(ref, ref) for ref in one.refs)


def _mark(one: Finding) -> tuple[object, ...]:
    """The same finding about the same words, whatever its level or the wording that was expected."""
    return one.code, one.refs, one.reason, one.params, one.found
