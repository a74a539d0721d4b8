"""Partners of old agreements: whose name is known, whose is only like a known one, and who is new.

Nobody is merged by the machine: a name that is not letter for letter a known one is a question with a suggestion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from simpul.features.agreements.models import Party, Request
from simpul.features.agreements.models_request import RequestState
from simpul.rules.past_agreements.names import plain, same_letters, stands_for
from simpul.rules.past_agreements.row import Row

NEW, PERSON = "baru", "perseorangan"
"""Answers that name no other partner: an institution or company that is new here, and a natural person."""
_ALIKE = 0.5
_SAME = 0.9
"""From here on a likeness is another way of writing one name; below, two houses of one town are as like each other."""
_MOST = 3
_NEAREST = """
SELECT asked.name, near.name, near.score FROM unnest(%s::text[], %s::text[]) AS asked(name, plain)
CROSS JOIN LATERAL (
    SELECT known.name, similarity(asked.plain, known.plain) AS score
    FROM unnest(%s::text[], %s::text[]) AS known(name, plain)
    WHERE known.name <> asked.name AND similarity(asked.plain, known.plain) >= %s
    ORDER BY score DESC, known.name LIMIT %s
) AS near
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A name that is like the asked one; ``score`` 0 to 1. ``known``: a partner here, not only in the sheet."""

    name: str
    score: float
    known: bool

    @property
    def percent(self) -> int:
        return round(self.score * 100)


@dataclass(frozen=True, slots=True)
class Question:
    """A written name that a person must place. ``near``: the likest first; ``rows``: where it stands."""

    written: str
    near: tuple[Near, ...]
    rows: tuple[int, ...]
    suggested: str

    @property
    def sure(self) -> bool:
        """Whether the suggestion may be taken together with others, without a look at this very name."""
        return self.suggested == NEW or any(one.name == self.suggested and one.score >= _SAME for one in self.near)


def known_partners(institution_id: int) -> frozenset[str]:
    """The names of partners that the institution has, from its requests and agreements."""
    there = Request.objects.filter(institution_id=institution_id).exclude(state=RequestState.DRAFT)
    names = set(there.values_list("partner_name", flat=True).order_by().distinct())
    parties = Party.objects.filter(request__in=there, is_host=False)
    names |= set(parties.values_list("name", flat=True).order_by().distinct())
    return frozenset(same_letters(name) for name in names if name.strip())


def questions(rows: Sequence[Row], known: Collection[str]) -> list[Question]:
    """The names of these rows that are not known letter for letter, those of most rows first."""
    places: dict[str, list[int]] = {}
    for row in rows:
        for name in row.parties:
            places.setdefault(same_letters(name), []).append(row.row)
    asked = sorted((name for name in places if name not in known), key=lambda name: _leading(name, len(places[name])))
    near = _nearest(asked, [*known, *asked])
    first: set[str] = set(known)
    found = []
    for name in asked:
        options = tuple(Near(other, score, other in known) for other, score in near.get(name, ()))
        suggested = next((each.name for each in options if each.name in first), NEW)
        if suggested == NEW:
            first.add(name)
        found.append(Question(name, options, tuple(places[name]), suggested))
    return found


def _leading(name: str, count: int) -> tuple[bool, int]:
    """The spelling that others are likened to: not in capitals throughout, and written most often."""
    long_words = [word for word in name.split() if len(word) > 4]
    return bool(long_words) and all(word.isupper() for word in long_words), -count


def _nearest(asked: Sequence[str], among: Sequence[str]) -> Mapping[str, list[tuple[str, float]]]:
    """The likest names of each, by the trigrams of pg_trgm over the names written out."""
    found: dict[str, list[tuple[str, float]]] = {}
    plains = {name: plain(name) for name in among}
    values = [list(asked), [plains[name] for name in asked], list(among), [plains[name] for name in among]]
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [*values, _ALIKE, _MOST])
        for name, other, score in cursor.fetchall():
            found.setdefault(name, []).append((other, float(score)))
    for name in (each for each in asked if each.isupper()):
        spelled = [(other, _ALIKE) for other in among if stands_for(name, other)]
        found.setdefault(name, []).extend(spelled[:_MOST])
    return found


def settled(asked: Iterable[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """Written name -> the name that is meant, for those that a person has placed.

    A name that was placed with another one of the sheet means what that one means.
    """
    given = {each.written: answers.get(each.written, "") for each in asked}
    return {name: meant for name in given if (meant := _meant(name, given))}


def _meant(name: str, given: Mapping[str, str]) -> str:
    seen = {name}
    while True:
        answer = given.get(name, NEW)
        if answer in (NEW, PERSON, name):
            return name
        if not answer or answer in seen:
            return ""
        seen.add(answer)
        name = answer
