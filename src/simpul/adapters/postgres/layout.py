"""The folders of one embedded server, and its address."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from simpul.adapters.postgres.account import Account, choose
from simpul.adapters.postgres.binaries import SYSTEM_COPIES

# A Unix socket's path has 107 bytes; the server appends "/.s.PGSQL.5432" and a lock beside it.
LONGEST_SOCKET_FOLDER = 90
PROGRAM_ROLE = "simpul_program"
PLAIN_PATH = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True)
class Places:
    """`base` holds all of the server, is owned by `account`, mode 0700; `mark` remembers a base outside the home."""

    home: Path
    base: Path
    sockets: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def draft(self) -> Path:
        """Where initdb works; renamed to `data` when it is whole, so that an interrupted one is simply done again."""
        return self.base / "data.new"

    @property
    def log(self) -> Path:
        return self.base / "postgres.log"

    @property
    def lock(self) -> Path:
        return self.home / "pg.lock"

    @property
    def mark(self) -> Path:
        return self.home / "pg.json"


def places(home: Path) -> Places:
    """Where the server of `home` lives.

    Normally `home/pg`. When root lends another account that may not enter `home` (a clone below /root), opening the
    parents to the world is no answer: the data then lies in /var/lib/simpul/<hash>, and `home/pg.json` says so.
    """
    home = home.resolve()
    mark = home / "pg.json"
    if mark.exists():
        base = Path(json.loads(mark.read_text())["base"])
        account = choose(base, home)
    else:
        base = home / "pg"
        account = choose(base, home)
        if account.lent and not account.reaches(_nearest(home)):
            base = SYSTEM_COPIES / _hash(home)
    return Places(home, base, _sockets(base, account), account)


def embedded_url(home: Path) -> str:
    """The address of the embedded server of `home`, whether or not it is running."""
    return _url(places(home), "simpul", "simpul")


def embedded_program_url(home: Path) -> str:
    """The address of the role that owns nothing, for web and worker."""
    return _url(places(home), PROGRAM_ROLE, "simpul")


def superuser_address(where: Places, database: str = "postgres") -> str:
    return _url(where, "postgres", database)


def _url(where: Places, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={quote(str(where.sockets), safe='')}"


def _sockets(base: Path, account: Account) -> Path:
    near = base / "run"
    if len(bytes(near)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(near)):
        return near
    return Path("/tmp") / f"simpul-{account.uid}-{_hash(base)}"  # noqa: S108 - owner and mode are checked before use


def _nearest(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _hash(path: Path) -> str:
    return hashlib.sha256(bytes(path)).hexdigest()[:12]
