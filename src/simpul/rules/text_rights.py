"""Who may do what with the text templates of an institution.

The legal team (whoever stands in a lane that analyses drafts in law) and the administrators write and propose. Another
person publishes or sends back: one of them too, or somebody who stands above another lane, as the head does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["write", "propose", "publish", "send_back"]


@dataclass(frozen=True, slots=True)
class Person:
    """``ref`` tells two people apart; ``is_legal``: stands in a lane of the legal analysis."""

    ref: int
    is_admin: bool = False
    is_legal: bool = False
    commands: bool = False


def may(person: Person, act: Act, proposed_by: int | None = None) -> bool:
    """Whether the person may do it; everybody of the institution reads. Nobody publishes the own proposal."""
    if act == "publish" and proposed_by in (None, person.ref):
        return False
    writes = person.is_admin or person.is_legal
    return writes if act in ("write", "propose") else writes or person.commands
