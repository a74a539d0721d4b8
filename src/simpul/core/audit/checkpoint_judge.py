"""Are the checkpoints themselves whole? Files against their signatures, against each other, against the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from simpul.core.audit.chain_reader import Log
from simpul.core.audit.checkpoint_files import CheckpointFile, name_of, names, public_key, read, signature_holds

# A row stands a moment before its file; a maker that died in between is mended by the next one.
PATIENCE = timedelta(minutes=10)

Problem = tuple[int, str]
"""Number of the checkpoint and the reason."""


@dataclass(slots=True)
class SignedHeads:
    """The last signed position and hash of every chain, and up to which checkpoint."""

    folder: Path
    files: list[str]
    number: int = 0
    at: str = ""
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def add(self, checkpoint: CheckpointFile) -> None:
        self.number, self.at = checkpoint.number, checkpoint.at
        for chain, seq, digest in checkpoint.heads:
            self.last[chain] = (seq, digest)

    def take(self, chain: str) -> tuple[int, str] | None:
        """The last signed head of a chain of which rows were found."""
        return self.last.pop(chain, None)

    def unseen(self) -> set[str]:
        """Signed chains that nobody asked for: no row of them is left."""
        return set(self.last)

    def earliest_difference(self, chain: str, hash_at: Callable[[str, int], str | None]) -> int | None:
        """The earliest signed position of a chain where another hash stands now."""
        for name in self.files:
            for signed, seq, digest in read(self.folder / name).heads:
                if signed == chain and hash_at(chain, seq) != digest:
                    return seq
        return None


def judge_checkpoints(log: Log) -> tuple[SignedHeads, list[Problem]]:
    """The signed heads, from the files whose signature holds, and what is wrong with the checkpoints."""
    problems: list[Problem] = []
    good: list[str] = []
    signed = SignedHeads(log.folder, good)
    before: CheckpointFile | None = None
    known: dict[int, str] = {}
    key = _key(log)
    if key is None and log.files:
        problems.append((0, "no_public_key"))
    for name in log.files:
        checkpoint, reason = _judged(log.folder / name, key, before)
        if reason:
            problems.append((int(name[:8]), reason))
        if checkpoint is not None and reason in ("", "gap"):
            signed.add(checkpoint)
            good.append(name)
            before = checkpoint
            known[checkpoint.number] = checkpoint.signature
        else:
            known[int(name[:8])] = ""
    problems.extend(_against_rows(log, known))
    return signed, problems


def differing(folder: Path, copy: Path) -> list[int]:
    """Checkpoints whose copy elsewhere says something else, or that are left only there."""
    return [
        int(name[:8])
        for name in names(copy)
        if not (folder / name).exists() or (folder / name).read_bytes() != (copy / name).read_bytes()
    ]


def _key(log: Log) -> Ed25519PublicKey | None:
    try:
        return public_key(log.folder)
    except (OSError, ValueError):
        return None


def _judged(
    path: Path, key: Ed25519PublicKey | None, before: CheckpointFile | None
) -> tuple[CheckpointFile | None, str]:
    """The checkpoint of a file and what is wrong with it."""
    try:
        checkpoint = read(path)
    except (OSError, ValueError):
        return None, "unreadable"
    if path.name != name_of(checkpoint.number) or key is None or not signature_holds(key, checkpoint):
        return checkpoint, "forged"
    if checkpoint.count != len(checkpoint.heads) or root_of(checkpoint) != checkpoint.root:
        return checkpoint, "forged"
    expected = (before.number + 1, before.root) if before else (1, "")
    return checkpoint, "" if (checkpoint.number, checkpoint.previous_root) == expected else "gap"


def root_of(checkpoint: CheckpointFile) -> str:
    """The Merkle root over the heads, computed here anew."""
    level = [_hash(f"\x00{chain}:{seq}:{digest}") for chain, seq, digest in checkpoint.heads]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [_hash(f"\x01{left}{right}") for left, right in pairs] + level[len(level) - len(level) % 2 :]
    return level[0] if level else "0" * 64


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _against_rows(log: Log, files: dict[int, str]) -> list[Problem]:
    """Rows and files tell the same checkpoints; a file that is only just due is waited for."""
    problems: list[Problem] = []
    missing_rows = set(files)
    for row in log.checkpoints():
        missing_rows.discard(row.number)
        if row.number not in files:
            if datetime.fromisoformat(log.now) - datetime.fromisoformat(row.at) > PATIENCE:
                problems.append((row.number, "file_missing"))
        elif files[row.number] not in ("", row.signature) or root_of(row) != row.root:
            problems.append((row.number, "row_differs"))
    return problems + [(number, "row_missing") for number in sorted(missing_rows)]
