"""The literal table of the workbench pages. A form that is not named shows only the step's own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.rules.procedure.model import Step

Context = Callable[[Officer, Case, Task, Step], dict[str, object]]


@dataclass(frozen=True, slots=True)
class WorkbenchPage:
    """``template`` is included inside the task's form; ``context`` gives its values under ``bench``."""

    template: str
    context: Context


PAGES: Mapping[str, WorkbenchPage] = {}
