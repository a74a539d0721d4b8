"""A file from an officer's form: judged in a process of its own, then stored; a refused one is not kept.

A view keeps the file and acts with it in one transaction: of an act that is refused no file is left. The forms that
keep a file for the next attempt (``own_file``) let go of it when the attempts are over.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from simpul.core.directory.officers import Officer
from simpul.core.documents.actions import store_upload
from simpul.core.documents.models import StoredFile
from simpul.lib.uploads import ReceivedFile
from simpul.pages.shell.intake import judge

KINDS = ("pdf", "jpeg", "png", "docx")


def keep_upload(upload: UploadedFile[Any], kind: str, officer: Officer, kinds: Collection[str] = KINDS) -> StoredFile:
    """The stored file of a view under ``streams_uploads``. Raises the refusal (UNG-…); nothing refused is kept."""
    assert isinstance(upload, ReceivedFile)
    path: Path = upload.path()
    judgement = judge(path, upload.full_name, kinds)
    if not judgement.accepted:
        raise judgement.refusal()
    return store_upload(
        institution_id=officer.institution_id, source=path, name=upload.full_name, kind=kind,
        media_type=judgement.media_type, by=officer.actor(),
    )  # fmt: skip


def own_file(slug: str, officer: Officer) -> StoredFile | None:
    """A file that this officer has handed in a moment ago with a form that had other faults."""
    return StoredFile.objects.filter(
        slug=slug, institution_id=officer.institution_id, created_by=f"user:{officer.user_id}"
    ).first()
