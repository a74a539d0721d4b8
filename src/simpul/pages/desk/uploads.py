"""A file from an officer's form: judged in a process of its own, then stored; a refused one is not kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from simpul.adapters.inspection import inspect
from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import store_upload
from simpul.core.documents.models import StoredFile


def keep_upload(upload: UploadedFile, kind: str, officer: Officer) -> StoredFile:
    """The stored file. Raises the refusal (UNG-…) with what was wrong; nothing of a refused file is kept."""
    if isinstance(upload, TemporaryUploadedFile):
        return _judged(Path(upload.temporary_file_path()), upload.name or "berkas", kind, officer)
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        return _judged(Path(copy.name), upload.name or "berkas", kind, officer)


def _judged(path: Path, name: str, kind: str, officer: Officer) -> StoredFile:
    judgement = inspect(path, name)
    if not judgement.accepted:
        raise judgement.refusal()
    return store_upload(
        institution_id=officer.institution_id, source=path, name=name, kind=kind,
        media_type=judgement.media_type, by=officer.actor(),
    )  # fmt: skip


def own_file(slug: str, officer: Officer) -> StoredFile | None:
    """A file that this officer has handed in a moment ago with a form that had other faults."""
    return StoredFile.objects.filter(
        slug=slug, institution_id=officer.institution_id, created_by=f"user:{officer.user_id}"
    ).first()
