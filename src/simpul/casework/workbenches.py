"""The other literal table: workbench of a step (formulir) -> what it makes when the step is completed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simpul.core.procedures.acting import Acting

MAKERS: Mapping[str, Callable[[Acting], None]] = {}
