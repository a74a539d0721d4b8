"""The backup file: a plain tar with the dump, the folders, the sealed keys and, last, a manifest of SHA-256."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from simpul.rules.refusals import N_, Refusal

FORMAT = 1
MANIFEST, DATABASE, KEYS = "manifest.json", "database.dump", "keys.sealed"
FOLDERS = ("files", "checkpoints", "anchors")
CHUNK = 1024 * 1024


class Writer:
    """Adds members and remembers the hash of each, computed from the very bytes that went into the file."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.hashes: dict[str, str] = {}

    def add(self, name: str, stream: IO[bytes], size: int) -> None:
        """Exactly `size` bytes of `stream`; a stream that ends early is an error."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = _Hashing(stream)
        self.tar.addfile(member, cast(IO[bytes], hashing))
        self.hashes[name] = hashing.digest.hexdigest()

    def add_folder(self, home: Path, name: str) -> None:
        """Every whole file; what is still being written has a name beginning with a dot and is left out."""
        for path in sorted((home / name).rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                with path.open("rb") as stream:
                    self.add(path.relative_to(home).as_posix(), stream, os.fstat(stream.fileno()).st_size)

    def finish(self, about: dict[str, Any]) -> None:
        manifest = json.dumps({"format": FORMAT, **about, "files": self.hashes}, indent=1).encode()
        self.add(MANIFEST, io.BytesIO(manifest), len(manifest))


class _Hashing:
    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        chunk = self.stream.read(size)
        self.digest.update(chunk)
        return chunk


@contextmanager
def new_file(target: Path) -> Iterator[Writer]:
    """Under another name until it is whole and on the disk: a full disk or a kill leaves no half backup."""
    part = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w") as tar:
                yield Writer(tar)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack into `folder` and check every byte against the manifest, which is returned. Raises Refusal CAD-05."""
    try:
        with tarfile.open(source) as tar:
            extract(tar, folder)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        wanted: dict[str, str] = manifest["files"]
    except (tarfile.TarError, EOFError, KeyError, ValueError, FileNotFoundError) as error:
        if not source.exists():
            raise
        raise _damaged(source, type(error).__name__) from error
    if manifest["format"] != FORMAT:
        raise _damaged(source, f"format {manifest['format']}")
    have = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    if different := sorted(have ^ wanted.keys()):
        raise _damaged(source, different[0])
    for name, digest in wanted.items():
        if sha256(folder / name) != digest:
            raise _damaged(source, name)
    return manifest


def extract(tar: tarfile.TarFile, folder: Path) -> None:
    """Plain files below `folder` and nothing else (the `filter` of tarfile is missing from early 3.11 releases)."""
    for member in tar:
        name = PurePosixPath(member.name)
        if not member.isfile() or name.is_absolute() or ".." in name.parts:
            raise tarfile.TarError(member.name)
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = tar.extractfile(member)
        assert content is not None
        with target.open("wb") as stream:
            shutil.copyfileobj(content, stream, CHUNK)
        target.chmod(0o600)


def sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damaged(source: Path, where: str) -> Refusal:
    text = N_("%(file)s is no whole backup (%(where)s): take another one; nothing was restored.")
    return Refusal("CAD-05", text, file=source.name, where=where)
