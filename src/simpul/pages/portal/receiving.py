"""A file from the partner after filing: judged by its content, then stored; of a refused one nothing is kept."""

from __future__ import annotations

from collections.abc import Collection

from simpul.adapters.inspection import Judgement
from simpul.casework.partner_acts import partner
from simpul.core.documents.actions import store_upload
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models import Request
from simpul.lib.uploads import ReceivedFile
from simpul.pages.shell.intake import judge


def judged(upload: ReceivedFile, kinds: Collection[str]) -> Judgement:
    """Taken or not, and why not."""
    return judge(upload.path(), upload.full_name, kinds)


def keep(asked: Request, upload: ReceivedFile, judgement: Judgement, kind: str) -> StoredFile:
    """Store a file that was judged harmless."""
    return store_upload(
        institution_id=asked.institution_id, source=upload.path(), name=upload.full_name, kind=kind,
        media_type=judgement.media_type, by=partner(asked),
    )  # fmt: skip


def keep_upload(asked: Request, upload: object, kind: str, kinds: Collection[str]) -> StoredFile:
    """The stored file of a form whose view streams its uploads. Raises the refusal (UNG-...) with how to mend it."""
    assert isinstance(upload, ReceivedFile)
    judgement = judged(upload, kinds)
    if not judgement.accepted:
        raise judgement.refusal()
    return keep(asked, upload, judgement, kind)
