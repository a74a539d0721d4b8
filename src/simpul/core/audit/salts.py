"""The salt of a person, kept in a deletable table and in this process's memory."""

from __future__ import annotations

import secrets
from functools import partial

from django.db import transaction

from simpul.core.audit.models import PersonSalt
from simpul.lib.actor import Actor

_known: dict[str, bytes] = {}
# Made in a transaction that may still be rolled back: until it is committed, only the database knows.
_fresh: set[str] = set()
_MOST_KNOWN = 10_000


def salt_of(actor: Actor) -> bytes:
    """The person's salt, made at the first act. A deleted salt is made anew: the old hashes stay unreadable."""
    person = f"{actor.kind}:{actor.ref}"
    if person in _known:
        return _known[person]
    row, created = PersonSalt.objects.get_or_create(person=person, defaults={"salt": secrets.token_bytes(16)})
    salt = bytes(row.salt)
    if created:
        _fresh.add(person)
        transaction.on_commit(partial(_remember, person, salt))
    elif person not in _fresh:
        _remember(person, salt)
    return salt


def _remember(person: str, salt: bytes) -> None:
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[person] = salt
    _fresh.discard(person)


def forget(person: str) -> None:
    """Erase a person ("user:42") from the log: the chain stays whole, the values become unreadable."""
    PersonSalt.objects.filter(person=person).delete()
    _known.pop(person, None)


def forget_memory() -> None:
    """Drop what this process remembers; the table stays."""
    _known.clear()
    _fresh.clear()
