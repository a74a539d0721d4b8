"""Make, start, stop: one embedded server per data folder."""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from simpul.adapters.postgres.account import Account
from simpul.adapters.postgres.binaries import major, programs_for
from simpul.adapters.postgres.diagnosis import explain
from simpul.adapters.postgres.layout import (
    PROGRAM_ROLE,
    Places,
    embedded_program_url,
    embedded_url,
    places,
    superuser_address,
)
from simpul.rules.refusals import N_, Refusal

ROLE = DATABASE = "simpul"
WAIT_SECONDS = "120"
# After a `kill -9` the old processes need a moment to notice; until then a start is refused.
RETRY_SECONDS = 10.0
RETRY_PAUSE = 0.2


def ensure_running(home: Path) -> str:
    """Start the embedded server of `home` if it is not running, create it if it is new; return its DATABASE_URL.

    Raises Refusal SIS-51 to SIS-63, each with what to do. Safe to call from many processes at once.
    """
    home.mkdir(parents=True, exist_ok=True)
    where = places(home)
    url = embedded_url(home)
    if _answers(embedded_program_url(home)):
        return url
    with _alone(where):
        if not _answers(url):
            _prepare(where)
            _start(where)
        _furnish(where)
    return url


def stop(home: Path) -> None:
    """Stop the server of `home`, if it runs: open transactions are rolled back, everything committed is on disk."""
    where = places(home)
    if not where.data.is_dir():
        return
    with _alone(where):
        if _status(where) == 0:
            _control(where, "stop", "-m", "fast")


def is_running(home: Path) -> bool:
    """True when the server of `home` answers a connection."""
    return _answers(embedded_url(home))


def superuser_url(home: Path, database: str = "postgres") -> str:
    """The address for work that the application's own role may not do (restore, drop, create)."""
    return superuser_address(places(home), database)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def _alone(where: Places) -> Iterator[None]:
    """One process at a time makes, starts or stops."""
    descriptor = os.open(where.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _prepare(where: Places) -> None:
    """The folders, and a new cluster where there is none."""
    if where.base.parent != where.home:
        where.base.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        where.mark.write_text(json.dumps({"base": str(where.base)}))
    where.account.own_folder(where.base)
    _check_sockets(where.sockets, where.account)
    if where.data.exists():
        _check_whole(where)
    else:
        _initialise(where)


def _check_sockets(folder: Path, account: Account) -> None:
    """A folder below /tmp could have been put there by somebody else: then it is not ours to use."""
    if not os.path.lexists(folder):
        account.own_folder(folder)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != account.uid:
        raise Refusal(
            "SIS-55",
            N_("The folder %(folder)s belongs to somebody else: remove it and start again."),
            folder=str(folder),
        )
    folder.chmod(0o700)


def _check_whole(where: Places) -> None:
    if not (where.data / "PG_VERSION").exists() or not (where.data / "global" / "pg_control").exists():
        raise Refusal(
            "SIS-56",
            N_(
                "The database folder %(folder)s is half initialised or damaged: if it never held data, move it "
                "away and start again; else restore your last backup with `simpul restore`."
            ),
            folder=str(where.data),
        )
    made, have = (where.data / "PG_VERSION").read_text().strip(), major(programs_for(where.account))
    if made != str(have):
        raise Refusal(
            "SIS-57",
            N_(
                "The database was made by PostgreSQL %(made)s, the programs are %(have)d: set SIMPUL_PG_BIN to the "
                "old ones, run `simpul backup`, then restore into a new SIMPUL_HOME."
            ),
            made=made,
            have=have,
        )


def _initialise(where: Places) -> None:
    folder = programs_for(where.account)
    shutil.rmtree(where.draft, ignore_errors=True)
    locale = (
        ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if major(folder) >= 17
        else ["--locale=C.UTF-8"]
    )
    command = [str(folder / "initdb"), "-D", str(where.draft), "-U", "postgres", "--encoding=UTF8", *locale]
    command += ["--auth=scram-sha-256", "--auth-local=trust", "--no-instructions"]
    done = where.account.run(command, cwd=where.base)
    if done.returncode != 0:
        shutil.rmtree(where.draft, ignore_errors=True)
        raise explain(done.stdout + done.stderr, where.log)
    where.draft.rename(where.data)


def _start(where: Places) -> None:
    """`pg_ctl start`, again for a few seconds while the remains of a killed server are still in the way."""
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={where.sockets}"]
    options += ["-c", "unix_socket_permissions=0700", "-c", "logging_collector=off", "-c", "log_min_messages=warning"]
    until = time.monotonic() + RETRY_SECONDS
    while True:
        before = where.log.stat().st_size if where.log.exists() else 0
        done = _control(where, "start", "-l", str(where.log), "-o", shlex.join(options))
        if done.returncode == 0:
            return
        # The log is the server's own account; only what this attempt added to it counts.
        said = where.log.read_text(errors="replace")[before:] if where.log.exists() else ""
        trouble = explain(done.stdout + done.stderr + said, where.log)
        if trouble.code != "SIS-58" or time.monotonic() > until:
            raise trouble
        time.sleep(RETRY_PAUSE)


def _status(where: Places) -> int:
    """0 running, 3 not running, 4 no usable data folder (pg_ctl's own codes)."""
    command = [str(programs_for(where.account) / "pg_ctl"), "-D", str(where.data), "status"]
    return where.account.run(command, cwd=where.base).returncode


def _control(where: Places, verb: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [str(programs_for(where.account) / "pg_ctl"), "-D", str(where.data), "-w", "-t", WAIT_SECONDS]
    return where.account.run([*command, *options, verb], cwd=where.base)


def _furnish(where: Places) -> None:
    """The owner (no superuser; may create databases, for tests), its database, and the role that owns nothing."""
    with psycopg.connect(superuser_address(where), autocommit=True) as connection:
        for role, may in ((ROLE, "CREATEDB"), (PROGRAM_ROLE, "NOCREATEDB")):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN {}").format(sql.Identifier(role), sql.SQL(may)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            create = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(create.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))
