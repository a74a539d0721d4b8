"""Agreements found by number, title and partner as people type: case, signs and the order of the words are forgiven."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from django.db.models import CharField, Q, Transform

from simpul.rules.past_agreements.names import spellings

_MOST = 12
_SHORTEST_RUN = 4
_USUAL = re.compile(r"[\w.,;:()&'\"/\N{EN DASH}-]+")
"""A chunk of other signs is nobody's name: it is looked for as it stands."""
_WORD = re.compile(r"[^\W_]+")


class Bare(Transform):
    """An official number by its letters and digits alone: "012 / PKS-BLC" is "012pksblc"."""

    lookup_name = "bare"
    template = "regexp_replace(lower(%(expressions)s), '[^[:alnum:]]', '', 'g')"


class Spaceless(Transform):
    """An official number as it stands, but for case, for spaces anywhere, and for signs before and behind it."""

    lookup_name = "spaceless"
    template = "regexp_replace(lower(%(expressions)s), '[[:space:]]|^[^[:alnum:]]+|[^[:alnum:]]+$', '', 'g')"


CharField.register_lookup(Bare)
CharField.register_lookup(Spaceless)


def bare(text: str) -> str:
    """The same of what somebody types."""
    return "".join(_WORD.findall(text.casefold()))


def spaceless(text: str) -> str:
    """The same of what somebody types; empty where no letter or digit is in it."""
    return re.sub(r"^[\W_]+|[\W_]+$|\s", "", text.lower())


def numbered(number: str) -> Q:
    """The agreements of exactly this number, ours or the one that it came with."""
    key = spaceless(number)
    return Q(number__number__spaceless=key) | Q(given_number__spaceless=key) if key else Q(pk__in=())


def sought(text: str, prefix: str = "", names: Callable[[str], Q] | None = None) -> Q:
    """Every word of ``text`` stands in the number, the title or the partner, also spelled out or abbreviated.

    ``prefix``: how the agreement is reached; ``names``: where else than in title and partner a word may stand.
    """
    held = names or (lambda word: Q(**{f"{prefix}request__partner_name__icontains": word}))
    return reduce(or_, (_every(one, prefix, held) for one in spellings(text)))


def _every(text: str, prefix: str, names: Callable[[str], Q]) -> Q:
    chunks = re.sub(r"\s*/\s*", "/", text).split()
    parts = [part for chunk in chunks for part in _parts(chunk)][:_MOST]
    return reduce(and_, (_one(part, prefix, names) for part in parts), Q())


def _parts(chunk: str) -> list[str]:
    """The words of a chunk; a number with its strokes, and what has no word, is one piece."""
    words = _WORD.findall(chunk)
    if not words or not _USUAL.fullmatch(chunk) or ("/" in chunk and re.search(r"\d", chunk)):
        return [chunk]
    return words


def _one(part: str, prefix: str, names: Callable[[str], Q]) -> Q:
    numbers = (f"{prefix}number__number", f"{prefix}given_number")
    found = Q(**{f"{prefix}title__icontains": part}) | names(part)
    found |= reduce(or_, (Q(**{f"{number}__icontains": part}) for number in numbers))
    key = bare(part)
    if len(key) >= _SHORTEST_RUN and re.search(r"\d", key):
        found |= reduce(or_, (Q(**{f"{number}__bare__contains": key}) for number in numbers))
    return found
