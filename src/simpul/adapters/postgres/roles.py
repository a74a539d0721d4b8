"""Two roles: one owns the tables and changes their form, the program works with the other and owns nothing.

What the working role may not do to the log, it cannot give back to itself. With DATABASE_URL alone both are one role.
"""

from __future__ import annotations

import os
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from simpul.adapters.postgres.layout import embedded_program_url, embedded_url

OWNER_VARIABLE = "DATABASE_OWNER_URL"


def owner_url(home: Path) -> str:
    """The address for migrations and for restoring: DATABASE_OWNER_URL, else the only one there is."""
    given = os.environ.get("DATABASE_URL")
    return (os.environ.get(OWNER_VARIABLE) or given) if given else embedded_url(home)


def program_url(home: Path) -> str:
    """The address with which web and worker work."""
    return os.environ.get("DATABASE_URL") or embedded_program_url(home)


def program_role(home: Path) -> str:
    """The role of web and worker where it is another than the owner's, else ""."""
    names = [str(conninfo_to_dict(url(home)).get("user", "")) for url in (owner_url, program_url)]
    return "" if names[0] == names[1] else names[1]
