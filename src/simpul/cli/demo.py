"""`simpul demo users`: the demo accounts by role, each with a one-time sign-in link."""

from __future__ import annotations

from simpul.cli.demo_seed.institutions import furnish


def seed() -> None:
    """Put the demo institutions in place; harmless when they are there already."""
    furnish()
