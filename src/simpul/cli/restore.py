"""`simpul restore FILE`: an installation from a backup, checked byte by byte and row by row before and after."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from simpul.adapters.postgres import Lease, owner_url, program_role, superuser_url
from simpul.adapters.postgres.cluster import DATABASE as NAME
from simpul.adapters.postgres.cluster import ROLE
from simpul.adapters.postgres.dump import fingerprint, load
from simpul.cli.backup_file import DATABASE, FOLDERS, KEYS, unpack
from simpul.cli.sealed_keys import VARIABLE, passphrase, unseal
from simpul.cli.speech import _
from simpul.core.audit.permissions import settle
from simpul.lib import clock
from simpul.lib.home import data_home
from simpul.rules.refusals import N_, Refusal


def run(argv: list[str]) -> int:
    """Into an empty SIMPUL_HOME; with --force the present installation is moved aside first, never deleted."""
    parser = argparse.ArgumentParser(prog="simpul restore", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="move what is there aside, then restore")
    parser.epilog = _("The passphrase of the keys is asked for, or taken from %(variable)s.", variable=VARIABLE)
    wanted = parser.parse_args(argv)
    source: Path = wanted.file.resolve(strict=True)
    home = data_home()
    occupied = [name for name in (*FOLDERS, "keys", "pg", "pg.json") if _holds_something(home / name)]
    if occupied and not wanted.force:
        text = N_("%(home)s is not empty: set SIMPUL_HOME to a new folder, or add --force to move the old data aside.")
        raise Refusal("CAD-07", text, home=str(home))
    restore(home, source, passphrase(twice=False))
    print(_("Restored and verified: %(file)s → %(home)s", file=source.name, home=str(home)))
    return 0


def _holds_something(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(path.iterdir()))


def restore(home: Path, source: Path, phrase: str) -> None:
    """Everything is unpacked and checked beside the present data; only then anything is moved."""
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as scratch:
        staged = Path(scratch)
        manifest = unpack(source, staged)
        unseal((staged / KEYS).read_bytes(), phrase, staged / "keys")
        aside = f"before-restore-{clock.now():%Y%m%dT%H%M%S}"
        with _empty_database(home, aside) as url:
            load(url, staged / DATABASE)
            _check_rows(url, manifest)
            _settle_rights(url, program_role(home))
        for name in (*FOLDERS, "keys"):
            _put(home, staged, name, aside)


def _put(home: Path, staged: Path, name: str, aside: str) -> None:
    if (home / name).exists():
        (home / aside).mkdir(mode=0o700, exist_ok=True)
        (home / name).rename(home / aside / name)
    if (staged / name).exists():
        (staged / name).rename(home / name)


@contextmanager
def _empty_database(home: Path, aside: str) -> Iterator[str]:
    """The address of a database without tables. In the embedded server the present one is renamed, not dropped."""
    if os.environ.get("DATABASE_URL"):
        given = owner_url(home)
        with psycopg.connect(given, connect_timeout=10) as connection:
            if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone():
                text = N_("The database of DATABASE_URL already has tables: create an empty one and point to it.")
                raise Refusal("CAD-08", text)
        yield given
        return
    with Lease(home) as lease:
        _set_aside(superuser_url(home), aside.replace("-", "_"))
        yield lease.url


def _set_aside(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s LIMIT 1", [NAME]).fetchone():
            raise Refusal("CAD-09", N_("Simpul is running with these data: stop it first, then restore."))
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(NAME), sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(ROLE)))


def _settle_rights(url: str, role: str) -> None:
    """Rights do not travel in a backup: the roles here may have other names."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        settle(cursor, role)


def _check_rows(url: str, manifest: dict[str, Any]) -> None:
    """The restored rows are those of the moment of the backup, table by table."""
    with psycopg.connect(url) as connection:
        have = fingerprint(connection)
    wanted = {table: (rows, total) for table, (rows, total) in manifest["tables"].items()}
    if different := sorted(t for t in have.keys() | wanted.keys() if have.get(t) != wanted.get(t)):
        text = N_(
            "The restored table %(table)s differs from the backup: keep the file and report this; do not work with it."
        )
        raise Refusal("SIS-81", text, table=different[0])
