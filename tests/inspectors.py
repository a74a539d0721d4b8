"""An inspector for tests: an account that reads only, and the mandate by which it reads."""

from __future__ import annotations

from datetime import timedelta

from simpul.core.directory.models import Mandate, User
from simpul.core.directory.officers import today_in
from simpul.lib import clock


def let_in(user: User, scope: str = "lembaga") -> Mandate:
    """The account reads from yesterday on, for a month."""
    assert user.institution is not None
    day = today_in(user.institution)
    User.objects.filter(pk=user.pk).update(is_inspector=True)
    return Mandate.objects.create(
        institution=user.institution, user=user, body="Inspektorat", letter="ST-1/2026", scope=scope,
        starts_on=day - timedelta(days=1), ends_on=day + timedelta(days=30), granted_at=clock.now(),
    )  # fmt: skip
