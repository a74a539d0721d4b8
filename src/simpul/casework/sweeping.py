"""Tidying after faults: bytes without a row."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

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
