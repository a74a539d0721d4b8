"""Faults on the command line: one line each, or ``{ok, faults: [{kind, subject, seq, reason}]}``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Protocol

from simpul.cli.speech import _


class Named(Protocol):
    """A fault: its code, what it is about, and a msgid with its values."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def seq(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def params(self) -> dict[str, object]: ...


def lines(faults: Iterable[Named]) -> list[str]:
    """One sentence per fault."""
    return [_(fault.text, **fault.params) for fault in faults]


def as_json(faults: Iterable[Named], *, found: int, **more: object) -> str:
    """The published shape; ``found`` counts all, even those that are not listed."""
    listed = [
        {"kind": each.kind, "subject": each.subject, "seq": each.seq, "reason": _(each.text, **each.params)}
        for each in faults
    ]
    return json.dumps({"ok": not found, "faults": listed, "found": found, **more}, ensure_ascii=False, indent=2)
