"""4. Every file row names bytes of its size and hash; no bytes without a row for longer than an hour.

Of a file that was destroyed on purpose no bytes are left within the hour, unless a living one has the same content.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max, Min

from simpul.casework.invariants.broken import Broken
from simpul.core.documents.destroying import living
from simpul.core.documents.models import DestroyedFile, StoredFile
from simpul.core.documents.storage import digest_of, path_of
from simpul.lib import clock
from simpul.rules.refusals import N_

MISSING = N_("the bytes of file %(slug)s are missing: %(path)s")
CHANGED = N_("the bytes of file %(slug)s were changed: %(path)s")
SIZE = N_("file %(slug)s is %(told)d bytes by its row but %(found)d on the disk")
ORPHAN = N_("bytes without a row since more than an hour: %(path)s")

UNDEAD = N_("file %(slug)s was destroyed more than an hour ago, but its bytes are still there: %(path)s")

ORPHAN_AGE = timedelta(hours=1)


def broken() -> Iterator[Broken]:
    """Rows against bytes, each content read once; then bytes against rows."""
    contents = living().values("sha256").annotate(slug=Min("slug"), least=Min("size"), most=Max("size"))
    for content in contents.order_by("sha256").iterator():
        yield from _content(content["sha256"], content["slug"], {content["least"], content["most"]})
    yield from _destroyed()
    yield from _orphans(Path(settings.FILES))


def _destroyed() -> Iterator[Broken]:
    rows = DestroyedFile.objects.filter(destroyed_at__lt=clock.now() - ORPHAN_AGE).select_related("file")
    rows = rows.exclude(file__sha256__in=living().values("sha256"))
    for row in rows.order_by("pk").iterator():
        path = path_of(row.file.sha256)
        if path.exists():
            told: dict[str, object] = {"slug": row.file.slug, "path": str(path)}
            yield Broken("files", f"file:{row.file.slug}", UNDEAD, told)


def _content(sha256: str, slug: str, sizes: set[int]) -> Iterator[Broken]:
    path, subject = path_of(sha256), f"file:{slug}"
    told: dict[str, object] = {"slug": slug, "path": str(path)}
    try:
        found = path.stat().st_size
        intact = digest_of(path) == sha256
    except OSError:
        yield Broken("files", subject, MISSING, told)
        return
    if not intact:
        yield Broken("files", subject, CHANGED, told)
    yield from (
        Broken("files", subject, SIZE, {"slug": slug, "told": size, "found": found})
        for size in sorted(sizes)
        if size != found and intact
    )


def _orphans(folder: Path) -> Iterator[Broken]:
    # The disk's own clock made the times of the files, so the real present is asked, not the moved one.
    limit = datetime.now(UTC).timestamp() - ORPHAN_AGE.total_seconds()
    for shelf in sorted(folder.glob("??")):
        old = {path.name: path for path in shelf.iterdir() if path.stat().st_mtime < limit}
        names = [shelf.name + name for name in old]
        known = set(StoredFile.objects.filter(sha256__in=names).values_list("sha256", flat=True))
        for name, path in sorted(old.items()):
            if shelf.name + name not in known:
                yield Broken("files", f"bytes:{shelf.name}{name}", ORPHAN, {"path": str(path)})
