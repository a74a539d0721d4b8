"""Who may do what with the procedures of an institution.

Administrators write and propose. Another person publishes or sends back: a second administrator, or somebody who stands
above another lane, as the head does. The same people move running cases. Everybody of the institution may read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["read", "write", "propose", "publish", "send_back", "plan_rounds", "move_cases"]


@dataclass(frozen=True, slots=True)
class Person:
    """``ref`` tells two people apart; ``commands``: whether some lane lies below one of the person's own."""

    ref: int
    is_admin: bool = False
    commands: bool = False


def may(person: Person, act: Act, proposed_by: int | None = None) -> bool:
    """Whether the person may do it. ``proposed_by``: who proposed the version; nobody publishes the own proposal."""
    if act == "read":
        return True
    if act in ("write", "propose", "plan_rounds"):
        return person.is_admin
    if act == "publish" and proposed_by in (None, person.ref):
        return False
    return person.is_admin or person.commands
