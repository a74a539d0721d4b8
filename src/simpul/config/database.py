"""Which database: DATABASE_URL, else the embedded server of SIMPUL_HOME."""

from __future__ import annotations

import os


def database_url() -> str:
    """The URL of the database. Starting the embedded server is somebody else's explicit act."""
    return os.environ.get("DATABASE_URL", "postgresql:///simpul")
