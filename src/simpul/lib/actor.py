"""Who did it, as a value: the log must read the same after the person has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """``ref`` identifies within the kind: a user's id, a partner's request slug, a job's name.

    ``name`` is personal and goes to the log only as a salted hash; ``capacity`` (lane or post) goes in plain.
    """

    kind: Literal["user", "partner", "system"]
    ref: str
    name: str
    capacity: str = ""


SYSTEM = Actor("system", "simpul", "Simpul", "sistem")
