"""Pictures of the pages of a stored file, for reading it without a viewer. Drawn once, in a process of their own.

The file was judged when it came in; still, it is somebody else's, so drawing it has limits of time and memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from simpul.core.documents import storage
from simpul.core.documents.models import StoredFile
from simpul.rules.refusals import N_, Refusal

SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_SECONDS, _BYTES = 20, 2 * 1024**3
_DRAW = """
import sys, typst
source, page, target = sys.argv[1:]
number = f", page: {page}" if source.endswith(".pdf") else ""
text = f'#set page(width: 160mm, height: auto, margin: 0mm)\\n#image("{source}"{number}, width: 100%)'
open("page.typ", "w").write(text)
open(target, "wb").write(typst.compile("page.typ", format="png", ppi=120.0))
"""


def can_preview(file: StoredFile) -> bool:
    """Whether pages of this kind of file can be drawn."""
    return file.media_type in SUFFIXES


def page_png(file: StoredFile, page: int = 1) -> bytes:
    """The page (from 1) as PNG, some 750 px wide. Raises Refusal SIS-06 when it cannot be drawn."""
    home: Path = settings.HOME
    kept = home / "previews" / f"{file.sha256}-{page}.png"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _draw(file, page, kept)
    return kept.read_bytes()


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _draw(file: StoredFile, page: int, target: Path) -> None:
    """Draw beside the target first, so that a reader never sees half a picture."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        source = Path(folder) / f"source.{SUFFIXES.get(file.media_type, 'pdf')}"
        source.write_bytes(storage.read(file.sha256))
        done = subprocess.run(
            [sys.executable, "-I", "-c", _DRAW, source.name, str(page), "page.png"],
            cwd=folder, env={}, capture_output=True, timeout=_SECONDS * 2, preexec_fn=_limits, check=False,
        )  # fmt: skip
        drawn = Path(folder) / "page.png"
        if done.returncode or not drawn.exists():
            raise Refusal("SIS-06", N_("This page cannot be shown as a picture. Open the file itself."))
        drawn.replace(target)
