"""An officer's certificate file (PKCS#12): added, replaced, removed. Its passphrase is tried once and not kept."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from simpul.core.directory import attempts
from simpul.core.directory.models import User
from simpul.core.messages.actions import record
from simpul.core.signing.authority import NAME, ensure_demo_authority
from simpul.core.signing.keys import OpenKey, open_pkcs12
from simpul.core.signing.models import OfficerKey
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.rules.refusals import N_, Refusal

MOST_BYTES = 64 * 1024
SHORTEST = 8
"""Characters of the passphrase of a demonstration certificate."""
KEY_DOOR = "kunci"
_WRONG = "TTD-01"


def current_key(user_id: int) -> OfficerKey | None:
    """The certificate file with which the officer signs now."""
    return OfficerKey.objects.filter(user_id=user_id, removed_at__isnull=True).order_by("-added_at", "-pk").first()


def open_current(user_id: int, passphrase: str) -> OpenKey:
    """The officer's key, opened for one signature; wrong passphrases are slowed down as ``rules.attempts`` says.

    Raises Refusal LCK-01 (has to wait), TTD-31 (no certificate), TTD-01..05 (does not open).
    """
    stored = current_key(user_id)
    if stored is None:
        raise Refusal("TTD-31", N_("You have no certificate here yet. Add your certificate file first."))
    opened = _try_passphrase(stored, passphrase)
    if isinstance(opened, Refusal):
        raise opened
    return opened


@transaction.atomic
def _try_passphrase(stored: OfficerKey, passphrase: str) -> OpenKey | Refusal:
    """A refusal is given back, not raised: raised, it would take the count of the wrong guess with it."""
    subject = attempts.account_of(f"key:{stored.user_id}")
    attempts.check(KEY_DOOR, "", subject)
    try:
        key = open_pkcs12(bytes(stored.file), passphrase, at=clock.now())
    except Refusal as refusal:
        if refusal.code == _WRONG:
            attempts.failed(KEY_DOOR, "", subject)
        return refusal
    attempts.passed(KEY_DOOR, subject)
    return key


def add_key(*, user: User, data: bytes, passphrase: str, by: Actor) -> OfficerKey:
    """Keep the file after opening it once. Raises Refusal TTD-14 (too large, empty), TTD-01..05 (does not open)."""
    if not data or len(data) > MOST_BYTES:
        raise Refusal("TTD-14", N_("Choose your certificate file (.p12 or .pfx), at most 64 kB."))
    return _keep(user, data, open_pkcs12(data, passphrase, at=clock.now()), by)


def issue_demo_key(*, user: User, home: Path, organization: str, passphrase: str, by: Actor) -> OfficerKey:
    """A demonstration certificate for an officer of a demonstration institution.

    Raises Refusal TTD-15 (not a demonstration), TTD-16 (passphrase too short).
    """
    if user.institution is None or not user.institution.is_demo:
        raise Refusal("TTD-15", N_("Demonstration certificates exist only in demonstration institutions."))
    if len(passphrase) < SHORTEST:
        raise Refusal("TTD-16", N_("Choose a passphrase of at least %(least)s characters."), least=SHORTEST)
    at = clock.now()
    authority = ensure_demo_authority(home, at=at)
    data = authority.issue_officer(
        name=user.full_name, title=user.position, organization=organization, passphrase=passphrase, at=at
    )
    return _keep(user, data, open_pkcs12(data, passphrase, at=at), by)


@transaction.atomic
def _keep(user: User, data: bytes, key: OpenKey, by: Actor) -> OfficerKey:
    """The new file takes the place of the old one; both stand in the log by serial number."""
    _retire(user.pk)
    made = OfficerKey.objects.create(
        user=user, file=data, subject=key.subject[:200], issuer=key.issuer[:200], not_after=key.not_after,
        is_demo=key.issuer == NAME, added_at=clock.now(),
    )  # fmt: skip
    serial = f"{key.certificate.serial_number:x}"
    record(institution_id=user.institution_id, verb="key.added", by=by, facts={"user": user.pk, "serial": serial})
    return made


@transaction.atomic
def remove_key(*, user: User, by: Actor) -> None:
    """Take the officer's certificate file out of use and erase its bytes; what it signed stays signed."""
    if _retire(user.pk):
        record(institution_id=user.institution_id, verb="key.removed", by=by, facts={"user": user.pk})


def _retire(user_id: int) -> int:
    used = OfficerKey.objects.filter(user_id=user_id, removed_at__isnull=True)
    return used.update(removed_at=clock.now(), file=b"")
