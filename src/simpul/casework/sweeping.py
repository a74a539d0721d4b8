"""Tidying after faults and abandoned forms: bytes without a row, rows without a use."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from simpul.core.documents.actions import drop
from simpul.core.documents.models import StoredFile
from simpul.lib import clock


def drop_orphans(folder: Path, age: timedelta) -> int:
    """Remove stored bytes older than ``age`` that no row names: their transaction was rolled back."""
    dropped = 0
    limit = clock.now() - age
    for path in folder.glob("??/*"):
        touched = datetime.fromtimestamp(path.stat().st_mtime, limit.tzinfo)
        if touched < limit and not StoredFile.objects.filter(sha256=path.parent.name + path.name).exists():
            path.unlink(missing_ok=True)
            dropped += 1
    return dropped


@transaction.atomic
def drop_unclaimed(age: timedelta) -> int:
    """Remove files older than ``age`` to which nothing points; returns how many.

    A form with faults keeps its files for the next attempt; what an officer never sent again was never ours.
    """
    old = StoredFile.objects.filter(created_by__startswith="user:", created_at__lt=clock.now() - age)
    left = list(_unclaimed(old).order_by("pk"))
    drop(left)
    return len(left)


def _unclaimed(files: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            uses = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
            files = files.exclude(Exists(uses))
    return files
