"""Every address of the resolver against the written table: who is refused is refused, who is let in gets in (F27)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from simpul.core.audit.models import AuditEvent
from tests.casework.conftest import file_case, files, house
from tests.casework.signing.conftest import desk, signing_home
from tests.casework.signing.house import Desk
from tests.security.scene import Scene, make
from tests.security.table import EVERYBODY, Door, doors

__all__ = ["desk", "file_case", "files", "house", "signing_home"]

SIGN_IN, LINK, LOST = "/masuk/", "/lacak/", "/ajukan/tautan/"
AWAY = {"desk": (SIGN_IN,), "public": (SIGN_IN,), "tracking": (LINK,), "portal": (LOST,)}
"""Where a room sends those whom it does not know."""
KNOCKING = {"desk": "nackhrmxij", "tracking": "nabx", "portal": "nabx"}
"""Who tries the doors of a room; everybody elsewhere. Where links count an officer is anybody, and the reverse."""
SEEN = {"desk": "aij", "public": "ij"}
"""Whose posts need no second look there: before an officer's page a partner is nobody, and inspectors post nowhere."""


@dataclass(frozen=True)
class Route:
    """A route by its name, with the names of the places in its address."""

    name: str
    places: tuple[str, ...]

    @property
    def room(self) -> str:
        return self.name.partition(":")[0]


def routes(found: list[URLPattern | URLResolver], room: str = "") -> Iterator[Route]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, f"{one.namespace}:" if one.namespace else room)
        else:
            yield Route(f"{room}{one.name}", tuple(one.pattern.converters))


EVERY = list(routes(get_resolver().url_patterns))


def refused(answer: HttpResponseBase, room: str) -> bool:
    if answer.status_code in (401, 403, 404):
        return True
    return answer.status_code == 302 and _path(answer.headers["Location"]) in AWAY.get(room, ())


def _path(address: str) -> str:
    return address.partition("?")[0]


def test_every_route_has_its_line_in_the_table() -> None:
    names = [route.name for route in EVERY]
    assert sorted(names) == sorted(doors()), "a new address needs a line in tests/security/table.py"


@dataclass
class Knocking:
    """Tries the doors and notes where the answer is another one than the table says."""

    scene: Scene
    wrong: list[str]

    def outside(self, route: Route, method: str, let_in: str) -> None:
        """Everybody else is refused; whom another house sent finds nothing."""
        for who in KNOCKING.get(route.room, EVERYBODY):
            if who in let_in or (method != "get" and who in SEEN.get(route.room, "")):
                continue
            answer = self._sent(route, method, self.scene.people[who])
            missing = who != "x" or route.room in ("tracking", "portal") or answer.status_code in (401, 404)
            if answer.status_code != 405 and not (refused(answer, route.room) and missing):
                self.wrong.append(f"{method} {route.name}: {who} gets {answer.status_code}")

    def inside(self, route: Route, method: str, who: str) -> None:
        """One who is let in gets in; what that would change is taken back."""
        client = self.scene.people[who]
        with transaction.atomic():
            kept = client.cookies.copy()
            answer = self._sent(route, method, client)
            client.cookies.clear()
            client.cookies.update(kept)
            transaction.set_rollback(True)
        if answer.status_code == 405 or answer.status_code >= 500 or refused(answer, route.room):
            self.wrong.append(f"{method} {route.name}: {who} gets {answer.status_code} and should get in")

    def _sent(self, route: Route, method: str, client: Client) -> HttpResponseBase:
        answer: HttpResponseBase = getattr(client, method)(self.scene.address(route.name, list(route.places)))
        return answer


def knock(knocking: Knocking, route: Route, door: Door) -> None:
    for method, let_in in (("get", door.get), ("post", door.post)):
        if let_in is None:
            continue
        knocking.outside(route, method, let_in)
        if let_in and (method == "get" or door.get is None):
            knocking.inside(route, method, let_in[0])
    for method, who in (("patch", "n"), ("delete", "x")):
        if who not in (door.get or "") + (door.post or ""):
            knocking.outside(route, method, EVERYBODY.replace(who, ""))


@pytest.mark.django_db
def test_every_door_opens_to_those_of_the_table_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.number()
    knocking = Knocking(make(desk), [])
    # Who may come in is decided before anything is drawn.
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *_args, **_kwargs: "")
    monkeypatch.setattr("simpul.pages.desk.signing._verdict", lambda *_args: None)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    acts = AuditEvent.objects.exclude(verb__in=("inspection.looked", "callback.forged"))
    before, table = acts.count(), doors()
    for route in EVERY:
        knock(knocking, route, table[route.name])
    assert not knocking.wrong, "\n".join(knocking.wrong)
    assert acts.count() == before, "somebody who was refused has changed something all the same"
