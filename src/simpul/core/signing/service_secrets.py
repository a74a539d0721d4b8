"""What must be secret about an institution's account at a signing service: a file of ``keys/``, as the seal's key is.

Never in the database, never shown again once it was typed in.
"""

from __future__ import annotations

import json
import stat
from dataclasses import asdict, dataclass
from pathlib import Path

from simpul.core.signing.authority import write_new
from simpul.lib.ids import secret
from simpul.rules.refusals import N_, Refusal


@dataclass(frozen=True, slots=True, repr=False)
class ServiceSecrets:
    """``password``: of the account (HTTP Basic). ``callback``: the key with which the service marks its callbacks."""

    password: str = ""
    callback: str = ""


def secrets_of(home: Path, institution_id: int) -> ServiceSecrets:
    """Empty ones where none were given. Raises Refusal TTD-80: others may read the file."""
    path = _path(home, institution_id)
    try:
        found = path.stat()
    except FileNotFoundError:
        return ServiceSecrets()
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise Refusal(
            "TTD-80",
            N_("The secret of the signing service (%(file)s) can be read by others. Run: chmod 600 %(file)s"),
            file=str(path),
        )
    return ServiceSecrets(**json.loads(path.read_text()))


def keep_password(home: Path, institution_id: int, password: str) -> None:
    """Put another password in place of the former; a key for callbacks is made with the first one."""
    callback = secrets_of(home, institution_id).callback or secret()
    _keep(home, institution_id, ServiceSecrets(password, callback))


def renew_callback_key(home: Path, institution_id: int) -> str:
    """Another key for callbacks; the former one is worthless from now on. It is shown this once."""
    made = secret()
    _keep(home, institution_id, ServiceSecrets(secrets_of(home, institution_id).password, made))
    return made


def _keep(home: Path, institution_id: int, values: ServiceSecrets) -> None:
    write_new(_path(home, institution_id), json.dumps(asdict(values)).encode())


def _path(home: Path, institution_id: int) -> Path:
    return home / "keys" / f"signing-service-{institution_id}.json"
