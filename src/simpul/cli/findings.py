"""What an examination found: how it stands, what was seen, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`seen` and `advice` are sentences for the reader; `advice` is empty when all is well."""

    name: str
    state: State
    seen: str
    advice: str = ""
