"""One durable transition of a case: the action behind the page beside hand-written SQL, plain ORM and SpiffWorkflow.

All shipped procedures, each return taken once, every step with audit event, outbox row and figures (see
``transitions/measured.py`` for what is left out). Each way runs on 1 and on 4 connections, a process each, the ways
taking turns in every round and the procedures taking turns within a way. Making the cases is not counted. What is read
is the median of the ratios within a round, because the machine is never quiet. After each round the rows of the last
cases are compared column by column with those that the action writes, and their audit chains computed anew, so that no
way can leave work out. SpiffWorkflow writes none of these rows, only its own state.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from bench.transitions.setting import database, set_up

RESULTS = Path(__file__).parent / "results" / "transition.json"
TARGET = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    wanted = parser.parse_args()
    with database() as url:
        set_up()
        house = import_module("bench.transitions.checking").prepared_house()
        rows = import_module("bench.transitions.rounds").table(house, url, wanted.rounds, wanted.seconds)
    steps = ", ".join(f"{played.code} {len(played.acts)}" for played in house.played)
    print(f"{wanted.rounds} rounds of {wanted.seconds} s, ways in turn; transitions a case: {steps}\n")
    print("| connections | way | transitions/s | p50 ms | p95 ms | ratio to sql |\n|---|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.connections} | {row.way} | {row.per_second} | {row.p50_ms} | {row.p95_ms} | {row.ratio} |")
    told = {
        "target": TARGET,
        "rounds": wanted.rounds,
        "seconds": wanted.seconds,
        "transitions": steps,
        "rows": [asdict(row) for row in rows],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=2) + "\n")
    reached = min(row.ratio for row in rows if row.way == "ours")
    print(f"\nours reaches {reached} of the hand-written SQL; wanted: {TARGET}")
    return 0 if reached >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
