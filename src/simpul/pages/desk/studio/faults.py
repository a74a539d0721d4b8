"""Faults of a procedure file in the reader's language, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.lib.wording import with_code
from simpul.rules.procedure.faults import WHOLE_FILE, Fault


@dataclass(frozen=True, slots=True)
class Told:
    """``step`` and ``field`` are "" where the fault is of the whole file."""

    line: int
    step: str
    field: str
    reason: str


def told(faults: Iterable[Fault]) -> list[Told]:
    """Each fault as the pages show it."""
    return [Told(fault.line, _part(fault.step), _part(fault.field), _reason(fault)) for fault in faults]


def _part(name: str) -> str:
    return "" if name == WHOLE_FILE else name


def _reason(fault: Fault) -> str:
    """Parameters that are msgids themselves ("text", "a list") are said in the same language."""
    spoken = {
        name: _(value) if name == "kind" and isinstance(value, str) else value for name, value in fault.params.items()
    }
    sentence = _(fault.text) % spoken if spoken else _(fault.text)
    return with_code(sentence, fault.code) if fault.code else sentence
