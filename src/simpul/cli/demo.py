"""`simpul demo users`: the demo accounts by role, each with a one-time sign-in link."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from simpul.cli.demo_seed.institutions import furnish
from simpul.cli.speech import _, complain
from simpul.core.directory.models import Institution, Purpose, User
from simpul.core.directory.roster import places
from simpul.core.directory.signin_links import DEMO_LIFE, mint

DONE, MISUSE = 0, 2


@dataclass(frozen=True, slots=True)
class DemoUser:
    """``role``: what the person is there (lane code, admin, inspector); ``lane``: its printed name, or empty."""

    role: str
    lane: str
    institution: str
    name: str
    email: str
    link: str


def run(argv: list[str]) -> int:
    """0 with the list; 2 where the installation is no demonstration."""
    wanted = _parser().parse_args(argv)
    if not settings.DEMO:
        complain(_("This installation is no demonstration, so it has no demo accounts. (SIMPUL_DEMO=0)"))
        return MISUSE
    furnish()
    found = demo_users(wanted.url or _address())
    if wanted.json:
        print(json.dumps([asdict(user) for user in found], ensure_ascii=False, indent=2))
        return DONE
    print(_("Each link is good for one sign-in within ten minutes."))
    for user in found:
        print(f"{user.institution:12} {user.role:22} {user.name}\n{'':12} {user.link}")
    return DONE


def seed() -> None:
    """Put the demo institutions in place; harmless when they are there already.

    Runs when the installation starts, so it also notes under which address that was (its port may differ each time).
    """
    furnish()
    _noted().write_text(settings.PUBLIC_URL)


def _noted() -> Path:
    home: Path = settings.HOME
    return home / "demo-address"


def _address() -> str:
    """The address that is set, else the one under which the installation was started last."""
    return settings.PUBLIC_URL if "SIMPUL_PUBLIC_URL" in os.environ or not _noted().exists() else _noted().read_text()


def demo_users(base: str) -> list[DemoUser]:
    """Everybody of the demo institutions, once per lane; ``base`` is the address of the installation."""
    return [
        DemoUser(
            role=place.lane.code if place.lane else _role(user),
            lane=place.lane.name if place.lane else "",
            institution=house.code,
            name=user.full_name,
            email=user.email,
            link=f"{base.rstrip('/')}/demo/masuk/{mint(user.pk, Purpose.DEMO, DEMO_LIFE)}/",
        )
        for house in Institution.objects.filter(is_demo=True).order_by("id")
        for place in places(house)
        for user in place.people
    ]


def _role(user: User) -> str:
    return "admin" if user.is_admin else "inspector" if user.is_inspector else "staff"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul demo", description=_("Demo accounts with one-time sign-in links."))
    acts = parser.add_subparsers(required=True, metavar="ACT")
    users = acts.add_parser("users", help=_("the demo accounts by role"))
    users.add_argument("--json", action="store_true", help=_("answer as JSON"))
    users.add_argument("--url", metavar="URL", help=_("address of the installation, if it is not the one set"))
    return parser
