"""The ZIP of an inspection file: written piece by piece, each in its manifest; nothing overwritten or half there."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from simpul.rules.refusals import N_, Refusal

MANIFEST = "MANIFEST.sha256"
PIECE = 1 << 20
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class ArchiveFile:
    """An open ZIP; ``at`` is the local moment that its entries bear."""

    def __init__(self, zip_file: ZipFile, at: datetime) -> None:
        self._zip = zip_file
        self._at = at.timetuple()[:6]
        self._lines: list[str] = []

    def put(self, name: str, pieces: Iterable[bytes], *, packed: bool = True) -> str:
        """Write one entry and note its SHA-256, which is the answer. ``packed`` False for what is packed already."""
        digest = hashlib.sha256()
        entry = ZipInfo(name, self._at)
        entry.external_attr = 0o644 << 16
        entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        with self._zip.open(entry, "w", force_zip64=True) as target:
            for piece in pieces:
                digest.update(piece)
                target.write(piece)
        self._lines.append(f"{digest.hexdigest()}  {name}\n")
        return digest.hexdigest()

    def close(self) -> str:
        """Write the manifest in the form of `sha256sum`; answers its SHA-256."""
        lines, self._lines = self._lines, []
        return self.put(MANIFEST, (line.encode() for line in lines))


@contextmanager
def new_archive(out: Path, at: datetime) -> Iterator[ArchiveFile]:
    """A ZIP that gets its name only once it is whole and on the disk. Raises Refusal BKT-01 where ``out`` exists."""
    check_free(out)
    draft = out.with_name(f".{out.name}.{os.getpid()}.draft")
    try:
        with draft.open("xb") as handle:
            with ZipFile(handle, "w") as zip_file:
                yield ArchiveFile(zip_file, at)
            handle.flush()
            os.fsync(handle.fileno())
        _settle(draft, out)
    finally:
        draft.unlink(missing_ok=True)


def check_free(out: Path) -> None:
    """Raises Refusal BKT-01."""
    if out.exists() or out.is_symlink():
        raise Refusal(
            "BKT-01", N_("%(file)s is there already and is not overwritten. Name another file."), file=str(out)
        )


def _settle(draft: Path, out: Path) -> None:
    """A link refuses where the name was taken meanwhile; a medium without links (a stick) is asked once more."""
    try:
        os.link(draft, out)
    except FileExistsError:
        check_free(out)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        check_free(out)
        draft.rename(out)


def pieces_of(path: Path) -> Iterator[bytes]:
    """A file a piece at a time."""
    with path.open("rb") as handle:
        while piece := handle.read(PIECE):
            yield piece
