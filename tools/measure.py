"""`make bench`: runs every module of bench/ that measures, each in a process of its own, and fails if one fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Each module prints its table and writes bench/results/<name>.json."""
    failed = []
    for path in sorted((ROOT / "bench").glob("[a-z]*.py")):
        print(f"\n== {path.stem}", flush=True)
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
        if subprocess.run([sys.executable, str(path)], cwd=ROOT, env=environment, check=False).returncode != 0:
            failed.append(path.stem)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
