"""Pages of a stored file as pictures, for reading on the screen without a viewer. Drawn once, and kept.

Drawn in a process of their own with limits of time and memory (``drawing``): most files are somebody else's, and ours
lose nothing by it. What is signed is what is seen: stamps of signatures are part of the page. A picture that is kept is
shown only while the bytes that it shows are whole.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from simpul.core.documents import storage
from simpul.core.documents.faces.drawing import LIMITS
from simpul.core.documents.models import StoredFile
from simpul.lib.confined import running
from simpul.rules.refusals import N_, Refusal

SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
MOST_PAGES = 200
_DRAFT = ".draft-"


def can_preview(file: StoredFile) -> bool:
    """Whether pages of this kind of file can be drawn."""
    return file.media_type in SUFFIXES


def first_page(file: StoredFile) -> bytes:
    """The first page as PNG. Raises Refusal SIS-04, SIS-05 (bytes gone or changed), SIS-06 (cannot be drawn)."""
    return _pages(file.sha256, SUFFIXES.get(file.media_type, "pdf"), 1)[0].read_bytes()


def page_pictures(sha256: str) -> tuple[bytes, ...]:
    """Every page of a stored PDF as PNG. Raises as ``first_page``."""
    return tuple(page.read_bytes() for page in _pages(sha256, "pdf", MOST_PAGES))


def page_count(file: StoredFile) -> int:
    """How many pages can be shown of a file that ``can_preview``. Raises as ``first_page``."""
    return len(_pages(file.sha256, SUFFIXES[file.media_type], MOST_PAGES))


def one_page(file: StoredFile, number: int) -> bytes | None:
    """Page ``number`` from 1 as PNG, None where there is none. Raises as ``first_page``."""
    pages = _pages(file.sha256, SUFFIXES[file.media_type], MOST_PAGES)
    return pages[number - 1].read_bytes() if 1 <= number <= len(pages) else None


def forget_pictures(sha256: str) -> None:
    """The bytes are dropped, so are their pictures."""
    for kept in _home().glob(f"{sha256}-*"):
        shutil.rmtree(kept, ignore_errors=True)


def drop_unfinished(age: timedelta) -> int:
    """Remove what a process left that was killed while it drew; returns how many folders. Finished ones stay."""
    old, dropped = time.time() - age.total_seconds(), 0
    for folder in _home().glob(f"{_DRAFT}*"):
        with suppress(FileNotFoundError):  # finished just now
            if folder.stat().st_mtime < old:
                shutil.rmtree(folder, ignore_errors=True)
                dropped += 1
    return dropped


def _home() -> Path:
    home: Path = settings.HOME
    return home / "previews"


def _pages(sha256: str, suffix: str, most: int) -> list[Path]:
    kept = _home() / f"{sha256}-{most}"
    if kept.exists():
        storage.check(sha256)
    else:
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix=_DRAFT) as folder:
            _draw(sha256, suffix, most, Path(folder))
            drawn = Path(folder, "pages")
            drawn.mkdir(mode=0o700)
            for page in Path(folder).glob("[0-9]*.png"):
                page.rename(drawn / page.name)
            with suppress(OSError):  # another process was quicker: its pictures are the same
                drawn.rename(kept)
    return sorted(kept.iterdir(), key=lambda page: int(page.stem))


def _draw(sha256: str, suffix: str, most: int, folder: Path) -> None:
    program = ("-m", "simpul.core.documents.faces.drawing", str(folder), suffix, str(most))
    with tempfile.TemporaryFile() as source:
        source.write(storage.read(sha256))
        source.seek(0)
        outcome = running.run(program, source, LIMITS, running.environment())
    if outcome.ended != "answered" or not (folder / "1.png").exists():
        raise Refusal("SIS-06", N_("This page cannot be shown as a picture. Open the file itself."))
