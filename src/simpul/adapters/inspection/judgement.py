"""The answer about one uploaded file, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simpul.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Judgement:
    """Taken or not. ``extension`` and ``media_type`` follow the content, never the name; both empty when refused.

    ``reason`` and ``repair`` are msgids (catalog "core") to be filled with ``params``. ``sha256`` (hex) and ``size``
    (bytes) are given for refused files too, so that the log can name them. ``notes`` are words of ``findings.NOTES``.
    """

    accepted: bool
    sha256: str
    size: int
    media_type: str = ""
    extension: str = ""
    code: str = ""
    reason: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)
    repair: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pages: int = 0

    def refusal(self) -> Refusal:
        """The refusal to raise where the caller has no page of its own for the steps of repair."""
        return Refusal(self.code, self.reason, **self.params)
