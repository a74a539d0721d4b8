"""The figures of a procedure over a hundred thousand completed entries: the whole page but its template.

The floor reads the same rows in one plain statement, each with the columns that the figures need, and counts nothing:
no day, no median, no round, no end. Both take turns on one connection, inside a transaction that is never committed;
the best round counts. Told in the time of this process, and in the time that passed, in which the database works too.
Every tenth entry waited for somebody outside once. The counts of the page are held against those of the rows, so that
entries that are left out cannot pass for speed.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

from bench.transitions.setting import database, set_up

RESULTS = Path(__file__).parent / "results" / "conformance.json"
ROWS, ROUNDS, TARGET_SECONDS = 100_000, 5, 1.5


def main() -> int:
    """Prints the table and writes the results; 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    with database():
        set_up()
        # Models can be named only once Django is set up.
        told = import_module("bench.entries.measured").measured(rows, ROUNDS)
    print("best seconds of the rounds\n\n| way | of this process | that passed |\n|---|---|---|")
    for way in ("figures", "floor", "ratio_to_floor"):
        print(f"| {way} | {told[way]['processor']} | {told[way]['passed']} |")
    reached = told["figures"]["processor"]
    print(f"\n{told['rows']:,} entries in {reached} s of this process; wanted: less than {TARGET_SECONDS}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"target_seconds": TARGET_SECONDS, **told}, indent=1) + "\n", encoding="utf-8")
    return 0 if reached < TARGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
