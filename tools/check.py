"""`make check`: every check, all of them also after one has failed, with its time; 1 when any failed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")

CHECKS: dict[str, list[str]] = {
    "types": [str(BIN / "mypy")],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "layers": [str(BIN / "lint-imports"), "--no-cache"],
    "templates": [str(BIN / "djlint"), "src/simpul/pages", "--lint", "--quiet"],
    "sizes": [PYTHON, "tools/sizes.py"],
    "translations": [PYTHON, "tools/messages.py", "check"],
    "migrations": [PYTHON, "-m", "simpul.cli.main", "manage", "makemigrations", "--check", "--dry-run"],
    "generated docs": [PYTHON, "tools/generated.py", "check"],
    "lock files": [PYTHON, "tools/locks.py", "check"],
    "clean words": [PYTHON, "tools/clean_words.py"],
}


@dataclass(frozen=True)
class Outcome:
    """How one check ended; `printed` is shown only when it failed."""

    name: str
    passed: bool
    seconds: float
    printed: str


def run(name: str) -> Outcome:
    begun = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}", "SIMPUL_LANG": "en"}
    done = subprocess.run(CHECKS[name], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return Outcome(name, done.returncode == 0, time.monotonic() - begun, done.stdout + done.stderr)


def main(wanted: list[str]) -> int:
    """Run the named checks, or all."""
    if unknown := set(wanted) - CHECKS.keys():
        print(f"no such check: {', '.join(sorted(unknown))}; there are: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed: list[str] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(run, wanted or CHECKS):
            print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.name:16} {outcome.seconds:6.1f} s", flush=True)
            if not outcome.passed:
                failed.append(outcome.name)
                print(outcome.printed.rstrip(), flush=True)
    print(f"{len(failed)} checks failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
