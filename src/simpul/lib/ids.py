"""Public addresses and secrets. An address may be seen by anybody; a secret is stored only as its hash."""

from __future__ import annotations

import hashlib
import secrets

# No vowels and no look-alikes: an address never spells a word and can be read over the telephone.
_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"


def slug(length: int = 10) -> str:
    """A random public address (about 47 bits at the default length): an address, never a permission."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def incident_number() -> str:
    """INS-7KM4QRX: short enough for the telephone, found again by searching."""
    return f"INS-{slug(7).upper()}"


def secret() -> str:
    """A 256-bit secret, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(value: str) -> str:
    """What is stored of a secret: SHA-256, hex (the secret has 256 bits, so no salt is needed)."""
    return hashlib.sha256(value.encode()).hexdigest()
