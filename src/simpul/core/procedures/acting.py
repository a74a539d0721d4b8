"""One act on a case while it is being carried out: what was read, what will be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from simpul.core.procedures.locked import LockedCase, OpenTask
from simpul.core.procedures.rows import NewOutput
from simpul.lib.actor import Actor
from simpul.lib.onewrite import Write
from simpul.rules.procedure.model import Procedure


class Deed(Protocol):
    """What an act on an agreement reads and tells, whether it has a case (``Acting``) or is of the past."""

    by: Actor
    at: datetime
    user_id: int | None
    told: dict[str, object]
    reason: str


@dataclass(slots=True)
class Acting:
    """Effects read ``case``, ``data``, ``outcome`` and add to ``facts``, ``changes``, ``made`` and ``payload``.

    ``facts``: what predicates read, as it will stand afterwards. ``changes``: columns of the case row.
    ``reason``: free words of a person; kept beside the log, in which only their hash stands.
    ``told``: what the audit event says besides the step (no personal value in plain). ``payload``: what the outbox
    event carries for its deliveries (ids, not values). ``step``: the step whose effect is being carried out.
    ``signs_as``: what stands above the name on what is printed; empty: the own post.
    """

    case: LockedCase
    procedure: Procedure
    by: Actor
    at: datetime
    happened_at: datetime
    user_id: int | None = None
    task: OpenTask | None = None
    outcome: str = ""
    note: str = ""
    data: dict[str, object] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    changes: dict[str, object] = field(default_factory=dict)
    made: list[NewOutput] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    told: dict[str, object] = field(default_factory=dict)
    reason: str = ""
    payload: dict[str, object] = field(default_factory=dict)
    step: str = ""
    signs_as: str = ""
