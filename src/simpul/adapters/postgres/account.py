"""Under whose name the server runs: PostgreSQL refuses root, so root lends it another account."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simpul.rules.refusals import N_, Refusal


@dataclass(frozen=True, slots=True)
class Account:
    """An operating-system account; `lent` says that we are root and act for it."""

    uid: int
    gid: int
    name: str
    lent: bool

    def run(self, command: list[str], *, cwd: Path | str = "/", **more: Any) -> subprocess.CompletedProcess[str]:
        """Run a program under this account with a bare environment; output is captured, nothing is raised."""
        switch: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.lent else {}
        environment = {"PATH": os.defpath, "LC_ALL": "C", "HOME": str(cwd), "TZ": "UTC"}
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **switch,
            **more,
        )

    def reaches(self, path: Path) -> bool:
        """True when this account may enter every parent of `path` and read `path` itself."""
        return (
            not self.lent
            or self.run(["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]).returncode == 0
        )

    def own_folder(self, path: Path) -> None:
        """Make `path` a folder of this account with mode 0700. Its parents are left as they are."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.lent:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)


def choose(*folders: Path) -> Account:
    """Ourselves; or, for root, the owner of the first folder that is not root's, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return _of(os.geteuid(), lent=False)
    for folder in folders:
        if folder.exists() and (owner := folder.stat().st_uid) != 0 and _known(owner):
            return _of(owner, lent=True)
    for name in ("postgres", "nobody"):
        try:
            return _of(pwd.getpwnam(name).pw_uid, lent=True)
        except KeyError:
            continue
    raise Refusal(
        "SIS-51",
        N_("PostgreSQL must not run as root and there is no account to lend it: add one with `useradd postgres`."),
    )


def _known(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _of(uid: int, *, lent: bool) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise Refusal(
            "SIS-52",
            N_("User %(uid)d has no entry in /etc/passwd, which PostgreSQL needs: set DATABASE_URL instead."),
            uid=uid,
        ) from None
    return Account(uid, entry.pw_gid, entry.pw_name, lent)
