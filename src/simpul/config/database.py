"""Which database: DATABASE_URL, else the embedded server of SIMPUL_HOME."""

from __future__ import annotations

import os

from simpul.adapters.postgres import embedded_url, owner_url
from simpul.lib.home import data_home


def database_url() -> str:
    """The address of the database.

    Nothing is started here: settings must be importable anywhere. `simpul` verbs that need it and the tests start the
    embedded server explicitly (`simpul.adapters.postgres.ensure_running`). Verbs that change the form of the tables set
    SIMPUL_AS_OWNER for their own process.
    """
    if os.environ.get("SIMPUL_AS_OWNER") == "1":
        return owner_url(data_home())
    return os.environ.get("DATABASE_URL") or embedded_url(data_home())
