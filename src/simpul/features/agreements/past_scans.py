"""Which scan belongs to which row: by the name that the sheet gives, else by the number in the file's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from simpul.features.agreements.models import ImportScan
from simpul.rules.past_agreements.row import Row
from simpul.rules.refusals import Refusal

_SHORTEST = 6


def matched(rows: Iterable[Row], scans: Sequence[ImportScan]) -> dict[int, ImportScan]:
    """Row number -> its scan. A scan that two rows could claim belongs to neither."""
    kept = [(_key(scan.name), _key(_stem(scan.name)), scan) for scan in scans if scan.file_id is not None]
    exact: dict[str, list[ImportScan]] = defaultdict(list)
    for whole, stem, scan in kept:
        for key in {whole, stem}:
            exact[key].append(scan)
    claims: dict[int, int] = defaultdict(int)
    found: dict[int, ImportScan] = {}
    for row in rows if kept else ():
        for key in (_key(row.words.get("file", "")), _key(row.number)):
            if len(key) < _SHORTEST:
                continue
            near = exact.get(key) or [scan for _whole, stem, scan in kept if key in stem]
            if len(near) == 1:
                found[row.row] = near[0]
                claims[near[0].pk] += 1
                break
    return {row: scan for row, scan in found.items() if claims[scan.pk] == 1}


def refused(scans: Iterable[ImportScan]) -> list[tuple[str, Refusal]]:
    """Name and reason of every scan that was not kept."""
    found = []
    for scan in scans:
        if scan.file_id is None:
            params = scan.refusal.get("params", {})
            why = Refusal(str(scan.refusal.get("code", "")), str(scan.refusal.get("reason", "")), **params)
            found.append((scan.name, why))
    return found


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _stem(name: str) -> str:
    return re.sub(r"\.\w{3,4}$", "", name)
