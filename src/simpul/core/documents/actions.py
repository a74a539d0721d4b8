"""Storing files: bytes on disk first, the row in the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from simpul.core.documents import storage
from simpul.core.documents.models import StoredFile
from simpul.lib import clock
from simpul.lib.actor import Actor


def store(*, institution_id: int, data: bytes, name: str, kind: str, media_type: str, by: Actor) -> StoredFile:
    """Keep ``data`` as a new file row. ``kind`` says what it is in the trade's words ("surat_permohonan")."""
    sha256, size = storage.keep(data)
    return _row(institution_id, sha256, size, name, kind, media_type, by)


def store_upload(*, institution_id: int, source: Path, name: str, kind: str, media_type: str, by: Actor) -> StoredFile:
    """Keep an upload that was judged already (``adapters.inspection``)."""
    sha256, size = storage.keep_file(source)
    return _row(institution_id, sha256, size, name, kind, media_type, by)


def _row(institution_id: int, sha256: str, size: int, name: str, kind: str, media_type: str, by: Actor) -> StoredFile:
    return StoredFile.objects.create(
        institution_id=institution_id,
        sha256=sha256,
        size=size,
        media_type=media_type,
        name=name[:255],
        kind=kind,
        created_at=clock.now(),
        created_by=f"{by.kind}:{by.ref}",
    )
