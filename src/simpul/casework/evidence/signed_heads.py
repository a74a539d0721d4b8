"""The signed checkpoints that hold the chains of an inspection file, so that its audit extracts are checked offline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from simpul.casework.evidence.archive_file import ArchiveFile
from simpul.core.audit.checkpoint_files import FOLDER, PUBLIC, name_of
from simpul.core.audit.models import Checkpoint

PLACE = "titik-periksa"


def put_checkpoints(target: ArchiveFile, cases: Iterable[int]) -> int:
    """The newest checkpoint that signs each chain, and the public key; answers how many chains none has signed yet."""
    wanted = {f"case:{pk}" for pk in cases}
    numbers: set[int] = set()
    for number, heads in Checkpoint.objects.order_by("-number").values_list("number", "heads").iterator():
        found = wanted & {str(chain) for chain, _seq, _digest in heads}
        if found:
            numbers.add(int(number))
            wanted -= found
        if not wanted:
            break
    folder = Path(settings.HOME) / FOLDER
    for name in (PUBLIC, *map(name_of, sorted(numbers))):
        if (folder / name).exists():
            target.put(f"{PLACE}/{name}", [(folder / name).read_bytes()])
    return len(wanted)
