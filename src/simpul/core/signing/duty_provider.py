"""Where an institution gets its e-Meterai: the configured service, the simulator of a demonstration, or nowhere."""

from __future__ import annotations

import secrets
import stat
from pathlib import Path

from django.conf import settings

from simpul.adapters.emeterai import LABEL, NOT_GENUINE, Account, Emeterai, MemoryEmeterai, ServiceEmeterai
from simpul.adapters.emeterai.memory import FIRST
from simpul.core.directory.models import Institution
from simpul.rules.refusals import N_, Refusal

PASSWORD = Path("keys") / "emeterai.password"
FOLDER = "emeterai"
"""Shared with the stamping adapter, below the home of the installation."""


def provider_of(institution: Institution) -> Emeterai | None:
    """The service that is asked over the network; None where there is none. A demonstration never buys a real one.

    Raises Refusal TTD-108: others may read the password.
    """
    home: Path = settings.HOME
    if institution.is_demo:
        base = f"{settings.SIMULATORS}/emeterai" if settings.SIMULATORS else ""
        account = Account(base, base, base, "peragaan", "-", home / FOLDER, seconds=settings.SIGNING_SERVICE_SECONDS)
        return ServiceEmeterai(account, label=f"{LABEL} ({NOT_GENUINE})") if base else None
    if not settings.EMETERAI_LOGIN:
        return None
    account = Account(
        settings.EMETERAI_LOGIN, settings.EMETERAI_STAMPS, settings.EMETERAI_ADAPTER, settings.EMETERAI_USER,
        _password(home), Path(settings.EMETERAI_FOLDER or home / FOLDER), settings.EMETERAI_SHARED,
        settings.SIGNING_SERVICE_SECONDS,
    )  # fmt: skip
    return ServiceEmeterai(account)


def simulated_here(institution: Institution) -> Emeterai | None:
    """A demonstration without a simulator beside it stamps in this process; anybody else does not."""
    if not institution.is_demo or settings.SIMULATORS:
        return None
    return MemoryEmeterai(first=FIRST + secrets.randbelow(10**20))


def _password(home: Path) -> str:
    path = home / PASSWORD
    if not path.exists():
        return ""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refusal(
            "TTD-108", N_("The password of e-Meterai (%(file)s) can be read by others. Run: chmod 600 %(file)s"),
            file=str(path),
        )  # fmt: skip
    return path.read_text().strip()
