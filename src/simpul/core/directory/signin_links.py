"""Making, reading and spending one-time links. A link of a deactivated person, used or expired, is simply unknown."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from simpul.core.directory.models import Purpose, SignInLink, User
from simpul.lib import clock, ids

DEMO_LIFE = timedelta(minutes=10)
RESET_LIFE = timedelta(hours=1)
INVITATION_LIFE = timedelta(days=7)


def mint(user_id: int, purpose: Purpose, life: timedelta) -> str:
    """A new secret for this person; it is shown once and stored only as its hash."""
    secret, now = ids.secret(), clock.now()
    SignInLink.objects.create(
        user_id=user_id, purpose=purpose, token_hash=ids.digest(secret), created_at=now, expires_at=now + life
    )
    return secret


def holder(secret: str, purpose: Purpose) -> User | None:
    """Whom a link that is still good belongs to; reading does not spend it."""
    link = _good(secret, purpose)
    return link.user if link else None


@transaction.atomic
def spend(secret: str, purpose: Purpose) -> User | None:
    """Use the link. Of two who use it at once, one gets the person and the other None."""
    link = _good(secret, purpose)
    if link is None:
        return None
    used = SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now())
    return link.user if used else None


def kill(user_id: int) -> None:
    """All links of a person die: after a new password, and when the person leaves."""
    SignInLink.objects.filter(user_id=user_id, used_at=None).update(used_at=clock.now())


def sweep() -> int:
    """Drop the links past their time, which lead nowhere; returns how many."""
    return SignInLink.objects.filter(expires_at__lt=clock.now()).delete()[0]


def _good(secret: str, purpose: Purpose) -> SignInLink | None:
    return (
        SignInLink.objects.filter(
            token_hash=ids.digest(secret), purpose=purpose, used_at=None, expires_at__gt=clock.now(),
            user__is_active=True,
        )
        .select_related("user__institution")
        .first()
    )  # fmt: skip
