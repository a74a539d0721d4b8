"""Two versions of a procedure side by side: what was added, removed, moved and changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from simpul.rules.procedure.describe import as_data
from simpul.rules.procedure.model import Procedure, Step

Kind = Literal["added", "removed", "moved", "changed"]


class Difference(NamedTuple):
    """``key``: dotted keys of the file (``keputusan.tolak``, ``isian.tanggal.label``); "" where a side has nothing."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class StepChange:
    """``no`` and ``title`` of the newer version where it has the step. A step that moved may have changed as well."""

    kind: Kind
    step: str
    no: str
    title: str
    fields: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """``head``: everything outside the steps; ``steps`` in the order of the newer version, what was removed in the
    place where it stood."""

    head: tuple[Difference, ...]
    steps: tuple[StepChange, ...]

    def __bool__(self) -> bool:
        return bool(self.head or self.steps)


def compare(old: Procedure, new: Procedure) -> Comparison:
    """What a reader of ``old`` has to know about ``new``."""
    before, after = as_data(old), as_data(new)
    steps = {row["id"]: row for row in before.pop("langkah")}, {row["id"]: row for row in after.pop("langkah")}
    moved = _moved([step.id for step in old.steps], [step.id for step in new.steps])
    changes = (_change(name, old, new, *steps, name in moved) for name in _order(old, new))
    return Comparison(_differences(before, after), tuple(change for change in changes if change is not None))


def _change(
    name: str, old: Procedure, new: Procedure, before: Mapping[str, Any], after: Mapping[str, Any], moved: bool
) -> StepChange | None:
    step = new.by_id.get(name) or old.by_id[name]
    if name not in before:
        return _step_change("added", step)
    if name not in after:
        return _step_change("removed", step)
    fields = _differences(_even(before[name]), _even(after[name]))
    if not (moved or fields):
        return None
    return _step_change("moved" if moved else "changed", step, fields)


def _step_change(kind: Kind, step: Step, fields: tuple[Difference, ...] = ()) -> StepChange:
    return StepChange(kind, step.id, step.no, step.title, fields)


def _order(old: Procedure, new: Procedure) -> list[str]:
    """The steps of the newer version, each removed one behind the step that it followed."""
    order = [step.id for step in new.steps]
    before = ""
    for step in old.steps:
        if step.id not in new.by_id:
            order.insert(order.index(before) + 1 if before else 0, step.id)
        before = step.id
    return order


def _moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The fewest steps that must have moved for one order to become the other."""
    rank = {name: place for place, name in enumerate(old)}
    common = [name for name in new if name in rank]
    tails: list[int] = []
    lengths = []
    for name in common:
        at = bisect_left(tails, rank[name])
        tails[at : at + 1] = [rank[name]]
        lengths.append(at + 1)
    kept, wanted = set(), len(tails)
    for name, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(name)
            wanted -= 1
    return frozenset(common) - kept


def _even(row: Mapping[str, Any]) -> dict[str, Any]:
    """Long and short ways to write the same thing made one, so that only what changed is told."""
    long = {"pelaksana": {"lajur": [row["pelaksana"]], "cara": "salah_satu"}, "asal": {"langkah": row["asal"]}}
    return {key: long[key] if key in long and isinstance(value, str) else value for key, value in row.items()}


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    before, after = dict(_flat(old, "")), dict(_flat(new, ""))
    keys = [*after, *(key for key in before if key not in after)]
    pairs = (Difference(key, before.get(key, ""), after.get(key, "")) for key in keys)
    return tuple(pair for pair in pairs if pair.old != pair.new)


def _flat(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(part, f"{key}.{name}" if key else name)
    elif isinstance(value, list) and value and all(isinstance(part, dict) and "id" in part for part in value):
        yield f"{key}.urutan", ", ".join(part["id"] for part in value)
        for part in value:
            yield from _flat({name: text for name, text in part.items() if name != "id"}, f"{key}.{part['id']}")
    else:
        yield key, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(part) for part in value)
    return ", ".join(f"{key}: {_text(part)}" for key, part in value.items()) if isinstance(value, dict) else str(value)
