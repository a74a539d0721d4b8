"""Destroying bytes on purpose: the rows say so in the transaction of the act, the bytes go after its commit.

Whoever is killed between the two loses nothing: the hourly job goes on where it stopped. Bytes that a living file of
the same content still needs stay until that one is destroyed too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from simpul.core.documents import storage
from simpul.core.documents.actions import held_alone
from simpul.core.documents.faces.pages import forget_pictures
from simpul.core.documents.models import DestroyedFile, StoredFile
from simpul.lib import clock
from simpul.lib.one_by_one import one_by_one


def living() -> QuerySet[StoredFile]:
    """The files whose bytes are kept."""
    return StoredFile.objects.filter(destroyed=None)


def destroy(files: Iterable[StoredFile], *, minutes: str, at: datetime) -> int:
    """Write down that these files are destroyed, and remove their bytes after the commit; answers how many."""
    rows = [DestroyedFile(file=file, minutes=minutes, destroyed_at=at) for file in files]
    DestroyedFile.objects.bulk_create(rows)
    transaction.on_commit(partial(_remove_all, [row.pk for row in rows]), robust=True)
    return len(rows)


def remove_destroyed() -> int:
    """Remove the bytes of destroyed files that still lie there; answers how many files are gone now.

    Raises PartsFailed where some could not be removed; the others are.
    """
    kept = living().filter(sha256=OuterRef("file__sha256"))
    left = DestroyedFile.objects.filter(~Exists(kept), gone_at=None).order_by("pk")
    return _remove_all(list(left.values_list("pk", flat=True)))


def _remove_all(numbers: list[int]) -> int:
    return sum(one_by_one("bytes of a destroyed file", numbers, _remove))


@transaction.atomic
def _remove(number: int) -> bool:
    row = DestroyedFile.objects.select_related("file").get(pk=number)
    sha256 = row.file.sha256
    held_alone(sha256)
    if living().filter(sha256=sha256).exists():
        return False
    storage.drop(sha256)
    forget_pictures(sha256)
    DestroyedFile.objects.filter(file__sha256=sha256, gone_at=None).update(gone_at=clock.now())
    return True
