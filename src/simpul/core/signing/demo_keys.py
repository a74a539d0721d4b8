"""Certificate files of the demo heads, issued by the demo authority. Their passphrase is public: demo page only."""

from __future__ import annotations

from django.conf import settings

from simpul.core.directory.models import User
from simpul.core.signing.authority import ensure_demo_authority
from simpul.core.signing.keys import open_pkcs12
from simpul.core.signing.models import OfficerKey
from simpul.lib import clock

PASSPHRASE = "peragaan-simpul"  # noqa: S105 - printed on the demo page on purpose


def ensure_key(user: User) -> None:
    """Give this person of a demo institution a certificate file once; one that was taken away does not come back."""
    now, home = clock.now(), settings.HOME
    if OfficerKey.objects.filter(user=user).exists():
        return
    assert user.institution is not None
    assert user.institution.is_demo
    name = user.institution.name
    authority = ensure_demo_authority(home, at=now)
    file = authority.issue_officer(
        name=user.full_name, title=user.position, organization=name, passphrase=PASSPHRASE, at=now
    )
    key = open_pkcs12(file, PASSPHRASE, at=now)
    OfficerKey.objects.create(
        user=user, file=file, subject=key.subject, issuer=key.issuer, not_after=key.not_after, is_demo=True,
        added_at=now,
    )  # fmt: skip
