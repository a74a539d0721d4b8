"""The audit chain: the canonical text of an event and the hash that links it to the one before.

The hash covers stored text, never a parsed value: a database may drop duplicate keys or reformat numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

GENESIS = "0" * 64
# PostgreSQL's text holds no NUL; dropping it silently would let two texts share one row.
_NO_NUL = "\ufffd"


def _plain(value: object) -> object:
    # The everyday kinds first, by their exact type: this runs for every value of every event.
    kind = type(value)
    if kind is str:
        assert isinstance(value, str)
        return value.replace("\x00", _NO_NUL) if "\x00" in value else value
    if kind is dict:
        assert isinstance(value, dict)
        return {str(key): _plain(item) for key, item in value.items()}
    return _unusual(value)


def _unusual(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an audit event needs aware times")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    if isinstance(value, float):
        raise ValueError("no floating point in an audit event: its text is not unique")
    if isinstance(value, str):
        return value.replace("\x00", _NO_NUL)
    if value is None or isinstance(value, bool | int):
        return value
    raise ValueError(f"no canonical form for {type(value).__name__}")


def canonical(event: Mapping[str, object]) -> str:
    """One text per event: keys sorted, no blanks, UTC times with microseconds, no floats."""
    return json.dumps(_plain(event), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(chain: str, seq: int, previous: str, body: str) -> str:
    """Hash (hex SHA-256) of event ``seq`` of ``chain``, whose predecessor has the hash ``previous``."""
    return hashlib.sha256(f"{chain}\n{seq}\n{previous}\n{body}".encode()).hexdigest()


def merkle_root(leaves: list[str]) -> str:
    """Root over the leaves (hex) in the given order; an odd one moves up unchanged. Empty: ``GENESIS``."""
    level = [hashlib.sha256(b"\x00" + leaf.encode()).hexdigest() for leaf in leaves]
    if not level:
        return GENESIS
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\x01" + "".join(pair).encode()).hexdigest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0]
