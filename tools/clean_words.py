"""The repository speaks of itself only: no address of a package registry, no folder of somebody's machine.

The words stand here in two halves so that this file is clean as well.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HALVES = (
    ("py", r"pi\.org"),
    ("pythonhosted", r"\.org"),
    ("npm", r"js\.(org|com)"),
    ("deb", r"\.debian\.org"),
    ("proxy", r"\.golang\.org"),
    ("/wo", r"rk/(main|shared)"),
    ("/fa", r"rm/"),
    ("/ho", r"me/[a-z]+/"),
    ("/ro", r"ot/[\w.]"),
    ("/Us", r"ers/\w"),
)
BANNED = re.compile("|".join(first + second for first, second in HALVES))
MAX_BYTES = 2_000_000


def tracked() -> list[Path]:
    printed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in printed.split("\0") if name]


def faults_in(path: Path) -> list[str]:
    """`place: the word` for each hit; a file that is no text, or larger than 2 MB, has none."""
    content = path.read_bytes()
    if b"\0" in content[:8192] or len(content) > MAX_BYTES:
        return []
    lines = content.decode("utf-8", errors="replace").splitlines()
    place = path.relative_to(ROOT)
    return [f"{place}:{n}: {hit[0]}" for n, line in enumerate(lines, 1) if (hit := BANNED.search(line))]


def main() -> int:
    faults = [fault for path in tracked() if path.is_file() for fault in faults_in(path)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
