"""Who vouches for times here: the authority that is configured, else in a demonstration the demo authority."""

from __future__ import annotations

from django.conf import settings

from simpul.core.signing.stamping import ProofSource


def proof_source() -> ProofSource | None:
    """None where no time-stamping authority is set and this is no demonstration."""
    if not settings.STAMPS_URL and not settings.DEMO:
        return None
    return ProofSource(settings.HOME, settings.STAMPS_URL, settings.INSIDE)
