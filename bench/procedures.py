"""Reading and judging all shipped procedures: text to a procedure that the engine runs, with every check made.

Beside it plain YAML reading of the same texts, which is the floor: no check, nothing built. Nothing is waited for here,
so each figure is the time of the processor, the best of many rounds: what other processes take does not count. The
files are shown to be free of faults, and one that has a fault is shown to be refused, so that a check that is left out
cannot pass for speed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from simpul.rules.procedure.loader import check, load

SOPS = Path(__file__).resolve().parent.parent / "src" / "simpul" / "sops"
RESULTS = Path(__file__).parent / "results" / "procedures.json"
ROUNDS, TARGET_MS = 30, 100.0
_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def texts() -> Mapping[str, str]:
    """The shipped files by code."""
    return {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(SOPS.glob("*/*.yaml"))}


def best(act: Callable[[str], object], text: str) -> float:
    """Best milliseconds of the processor of many rounds."""
    found = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        act(text)
        found.append((time.process_time() - begun) * 1000)
    return min(found)


def prove(files: Mapping[str, str]) -> None:
    """The files have no faults; with the first way out taken away each has one."""
    for code, text in files.items():
        if faults := check(text):
            raise SystemExit(f"{code} has {len(faults)} faults")
        if not check(text.replace("    lanjut: ", "    keterangan: ", 1)):
            raise SystemExit(f"{code}: a missing way out was not seen")


def main() -> int:
    files = texts()
    prove(files)
    ways: Mapping[str, Callable[[str], object]] = {
        "ours: read, judge, build": lambda text: load(text, "file"),
        "yaml alone": lambda text: yaml.load(text, Loader=_READER),
    }
    table = {way: {code: round(best(act, text), 2) for code, text in files.items()} for way, act in ways.items()}
    sums = {way: round(sum(row.values()), 1) for way, row in table.items()}
    print(f"ms of the processor, best of {ROUNDS} rounds\n\n| way | {' | '.join(files)} | all | ratio to yaml |")
    print("|---|" + "---|" * (len(files) + 2))
    for way, row in table.items():
        ratio = sums[way] / sums["yaml alone"]
        print(f"| {way} | {' | '.join(str(row[code]) for code in files)} | {sums[way]} | {ratio:.2f} |")
    reached = sums["ours: read, judge, build"]
    print(f"\nall procedures in {reached} ms; wanted: less than {TARGET_MS:.0f}")
    told = {
        "unit": "ms of the processor",
        "target": TARGET_MS,
        "rounds": ROUNDS,
        "best": table,
        "all": sums,
        "python": sys.version.split()[0],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0 if reached < TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
