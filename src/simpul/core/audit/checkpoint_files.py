"""The files of the checkpoints: their form, their signature (Ed25519), their folder and its copy elsewhere.

No Django here: the verifier reads the same files in a process of its own.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FOLDER = "checkpoints"
KEY = Path("keys") / "checkpoint.key.pem"
PUBLIC = "checkpoint.pub.pem"
_NAME = re.compile(r"\d{8}\.json")

Leaf = tuple[str, int, str]
"""Chain, sequence number and hash of a head."""


@dataclass(frozen=True, slots=True)
class CheckpointFile:
    """One checkpoint. ``heads``: those that moved since the one before; ``root``: Merkle root over their leaves."""

    number: int
    at: str
    count: int
    heads: list[Leaf]
    root: str
    previous_root: str
    signature: str = ""

    def signed_text(self) -> bytes:
        """What the signature covers; the heads are covered through their root."""
        named = {name: getattr(self, name) for name in ("number", "at", "count", "root", "previous_root")}
        return json.dumps(named, sort_keys=True, separators=(",", ":")).encode()


def leaf(head: Leaf) -> str:
    """The text of one head in the Merkle tree."""
    chain, seq, digest = head
    return f"{chain}:{seq}:{digest}"


def name_of(number: int) -> str:
    return f"{number:08d}.json"


def names(folder: Path) -> list[str]:
    """The names of the checkpoint files, in their order; none for a folder that is not there."""
    return sorted(path.name for path in folder.glob("*.json") if _NAME.fullmatch(path.name))


def read(path: Path) -> CheckpointFile:
    """Raises ValueError when the file is not a checkpoint."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        heads = [(str(chain), int(seq), str(digest)) for chain, seq, digest in told["heads"]]
        return CheckpointFile(
            number=int(told["number"]),
            at=str(told["at"]),
            count=int(told["count"]),
            heads=heads,
            root=str(told["root"]),
            previous_root=str(told["previous_root"]),
            signature=str(told["signature"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def last(folder: Path) -> CheckpointFile | None:
    """The newest checkpoint of the folder."""
    listed = names(folder)
    return read(folder / listed[-1]) if listed else None


def lay_down(folder: Path, checkpoint: CheckpointFile) -> None:
    """Write the file in one step. A file of that number is never replaced (FileExistsError)."""
    place(folder / name_of(checkpoint.number), json.dumps(asdict(checkpoint), indent=1).encode())


def place(path: Path, content: bytes) -> None:
    """Put ``content`` where nothing is yet: whole or not at all, and on the disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            raise FileExistsError(str(path))
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_missing(folder: Path, elsewhere: Path) -> int:
    """Copy what the other folder lacks (files and public key); what lies there is never touched. Returns how many."""
    present = set(os.listdir(elsewhere)) if elsewhere.is_dir() else set()
    missing = [name for name in (PUBLIC, *names(folder)) if name not in present and (folder / name).exists()]
    for name in missing:
        place(elsewhere / name, (folder / name).read_bytes())
    return len(missing)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One maker of checkpoints at a time on this data folder."""
    (home / FOLDER).mkdir(parents=True, exist_ok=True)
    with (home / FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def signing_key(home: Path) -> Ed25519PrivateKey:
    """The installation's key for checkpoints, made at the first call (under :func:`alone`), mode 0600."""
    path = home / KEY
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place(path, _private_pem(Ed25519PrivateKey.generate()))
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} is no Ed25519 key")
    _publish(home / FOLDER / PUBLIC, key.public_key())
    return key


def _publish(path: Path, key: Ed25519PublicKey) -> None:
    if not path.exists():
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        place(path, key.public_bytes(serialization.Encoding.PEM, form))


def _private_pem(key: Ed25519PrivateKey) -> bytes:
    form, lock = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, lock)


def public_key(folder: Path) -> Ed25519PublicKey:
    """The key that the folder's signatures are checked with. Raises OSError, ValueError."""
    key = serialization.load_pem_public_key((folder / PUBLIC).read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"{PUBLIC} is no Ed25519 key")
    return key


def signature_holds(key: Ed25519PublicKey, checkpoint: CheckpointFile) -> bool:
    """True if the installation's key signed exactly this."""
    try:
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.signed_text())
    except (InvalidSignature, ValueError):
        return False
    return True


def ordered(heads: Iterable[Leaf]) -> list[Leaf]:
    """The order of the leaves: by name of the chain."""
    return sorted(heads)
