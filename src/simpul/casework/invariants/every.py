"""All invariants by their number in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.db import connection

from simpul.casework.invariants import (
    chains,
    completions,
    deadlines,
    files,
    jobs,
    messages,
    numbers,
    register,
    signatures,
    tenancy,
    tokens,
    transitions,
)
from simpul.casework.invariants.broken import Broken

INVARIANTS: Mapping[int, Callable[[], Iterator[Broken]]] = {
    1: tokens.broken,
    2: transitions.broken,
    3: chains.broken,
    4: files.broken,
    5: completions.broken,
    6: numbers.broken,
    7: messages.broken,
    8: deadlines.broken,
    9: signatures.broken,
    10: tenancy.broken,
    11: jobs.broken,
    12: register.broken,
}


def broken() -> Iterator[Broken]:
    """Everything that does not hold, in the order of the invariants."""
    without_time_limit()
    for judge in INVARIANTS.values():
        yield from judge()


def without_time_limit() -> None:
    """A walk over every row may take longer than a page may."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
