"""Storing files: bytes on disk first, the row in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.db.models import ProtectedError

from simpul.core.documents import storage
from simpul.core.documents.faces.pages import forget_pictures
from simpul.core.documents.models import StoredFile
from simpul.lib import clock
from simpul.lib.actor import Actor


def store(*, institution_id: int, data: bytes, name: str, kind: str, media_type: str, by: Actor) -> StoredFile:
    """Keep ``data`` as a new file row. ``kind`` says what it is in the trade's words ("surat_permohonan")."""
    sha256, size = storage.keep(data)
    return _row(institution_id, sha256, size, name, kind, media_type, by)


def store_upload(*, institution_id: int, source: Path, name: str, kind: str, media_type: str, by: Actor) -> StoredFile:
    """Keep an upload that was judged already (``adapters.inspection``)."""
    sha256 = storage.digest_of(source)
    with transaction.atomic():
        _hold(sha256, alone=False)
        return _row(institution_id, sha256, storage.keep_file(source, sha256), name, kind, media_type, by)


def drop(files: Iterable[StoredFile]) -> None:
    """Delete file rows at once, and after the commit the bytes that no other row names.

    A file that something still points at stays whole: what lies with a case is never dropped.
    """
    for file in files:
        try:
            file.delete()
        except ProtectedError:
            continue
        storage.touch(file.sha256)
        transaction.on_commit(partial(_drop_bytes, file.sha256), robust=True)


@transaction.atomic
def _drop_bytes(sha256: str) -> None:
    held_alone(sha256)
    if not StoredFile.objects.filter(sha256=sha256).exists():
        storage.drop(sha256)
        forget_pictures(sha256)


def held_alone(sha256: str) -> None:
    """Until the transaction ends nobody stores an upload of this content."""
    _hold(sha256, alone=True)


def _hold(sha256: str, *, alone: bool) -> None:
    """Until the transaction ends nobody drops these bytes; ``alone``: nor stores an upload of the same content.

    Else an upload could find the bytes lying there and lose them before its row is seen.
    """
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [f"documents:{sha256}"])


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
