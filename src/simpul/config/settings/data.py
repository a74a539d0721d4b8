"""The database and the folders."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from simpul.config.database import database_url
from simpul.config.settings.base import HOME

# Preparing the transition's statements is a setting: off behind a PgBouncer older than 1.21 in transaction mode.
PREPARE_STATEMENTS = os.environ.get("SIMPUL_PREPARE", "1") == "1"
# Django forbids preparing by itself; so many uses never come, so only what asks for it is prepared.
_NEVER_BY_ITSELF = 1_000_000_000


def _connection(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "prepare_threshold": _NEVER_BY_ITSELF if PREPARE_STATEMENTS else None,
            "options": "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000",
            **query,
        },
    }


DATABASES = {"default": _connection(database_url())}
FILES = HOME / "files"
