"""The salt of a person, kept in a deletable table and in this process's memory."""

from __future__ import annotations

import secrets

from simpul.core.audit.models import PersonSalt
from simpul.lib.actor import Actor

_known: dict[str, bytes] = {}
_MOST_KNOWN = 10_000


def salt_of(actor: Actor) -> bytes:
    """The person's salt, made at the first act. A deleted salt is made anew: the old hashes stay unreadable."""
    person = f"{actor.kind}:{actor.ref}"
    if person not in _known:
        row, _ = PersonSalt.objects.get_or_create(person=person, defaults={"salt": secrets.token_bytes(16)})
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[person] = bytes(row.salt)
    return _known[person]


def forget(person: str) -> None:
    """Erase a person ("user:42") from the log: the chain stays whole, the values become unreadable."""
    PersonSalt.objects.filter(person=person).delete()
    _known.pop(person, None)
