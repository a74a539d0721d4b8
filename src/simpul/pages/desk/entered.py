"""What was sent with a task and refused, so that the page can show it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simpul.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Entered:
    """What was sent and refused: the entries, the faults by field, and the sentence above the form."""

    data: Mapping[str, object]
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    refusal: Refusal | None = None
    kept: Mapping[str, str] = field(default_factory=dict)
