"""One durable transition of a case: the action behind the page beside hand-written SQL and plain ORM, same rows.

Each way runs on 1 and on 4 connections, a process each, the ways taking turns in every round, on cases of a procedure
with ten steps and one return (14 transitions a case). Making the cases is not counted. A round is long enough for some
hundred transitions; what is read is the median of the ratios within a round, because the machine is never quiet. After
each round the rows of some cases are counted and their audit chains computed anew, so that no way can leave work out.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from dataclasses import asdict, astuple, dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from bench.transitions.setting import PATH, House, database, set_up

RESULTS = Path(__file__).parent / "results" / "transition.json"
CONNECTIONS = (1, 4)
NAMES = ("sql", "ours", "orm")
TARGET = 1.0
WARM_CASES, CHECKED_CASES = 2, 2
WAIT_SECONDS = 120


@dataclass(frozen=True)
class Measured:
    """Transitions per second over all processes, and latencies in milliseconds."""

    per_second: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Row:
    """One line of the table; ``ratio`` is the median of the ratios to ``sql`` within a round."""

    connections: int
    way: str
    per_second: float
    p50_ms: float
    p95_ms: float
    ratio: float


def work(name: str, house: House, url: str, seconds: float, barrier: Barrier, answer: Connection) -> None:
    """One process: warm up, wait for the others, then transitions for so many seconds; answers their times."""
    set_up()
    # Only now: models need Django.
    from bench.transitions.house import new_case  # noqa: PLC0415
    from bench.transitions.ways import WAYS  # noqa: PLC0415

    way = WAYS[name](house, url)
    cases = [new_case(house) for _ in range(WARM_CASES)]
    for case in cases:
        for number in range(len(PATH)):
            way.step(case, number)
    barrier.wait(WAIT_SECONDS)
    times: list[float] = []
    while sum(times) < seconds:
        case = new_case(house)
        cases.append(case)
        for number in range(len(PATH)):
            begun = time.perf_counter()
            way.step(case, number)
            times.append(time.perf_counter() - begun)
    answer.send((times, cases[-CHECKED_CASES:]))


def measure(name: str, house: House, url: str, connections: int, seconds: float) -> Measured:
    """One round of one way."""
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(connections)
    pipes = [spawn.Pipe(duplex=False) for _ in range(connections)]
    workers = [
        spawn.Process(target=work, args=(name, house, url, seconds, barrier, sender)) for _, sender in pipes
    ]  # fmt: skip
    for worker in workers:
        worker.start()
    answers = []
    for (receiver, sender), worker in zip(pipes, workers, strict=True):
        sender.close()
        answers.append(receiver.recv())
        worker.join()
    check([case for _, cases in answers for case in cases])
    every = sorted(taken for times, _ in answers for taken in times)
    rate = sum(len(times) / sum(times) for times, _ in answers)
    return Measured(rate, every[len(every) // 2] * 1000, every[int(len(every) * 0.95)] * 1000)


def check(cases: list[int]) -> None:
    """Every case has ended with the same rows, and its chain holds."""
    from bench.transitions.checking import faults  # noqa: PLC0415 - models need Django

    found = [fault for case in cases for fault in faults(case)]
    if found:
        raise SystemExit("; ".join(found))


def table(house: House, url: str, rounds: int, seconds: float) -> list[Row]:
    """All rounds of all ways; within a round the ways follow one another."""
    rows = []
    for connections in CONNECTIONS:
        found: dict[str, list[Measured]] = {name: [] for name in NAMES}
        for turn in range(rounds):
            for name in NAMES if turn % 2 == 0 else reversed(NAMES):
                found[name].append(measure(name, house, url, connections, seconds))
        for name, measured in found.items():
            ratios = [mine.per_second / sql.per_second for mine, sql in zip(measured, found["sql"], strict=True)]
            per_second, p50, p95 = (statistics.median(each) for each in zip(*map(astuple, measured), strict=True))
            ratio = round(statistics.median(ratios), 2)
            rows.append(Row(connections, name, round(per_second, 1), round(p50, 3), round(p95, 3), ratio))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    wanted = parser.parse_args()
    with database() as url:
        set_up()
        from bench.transitions.checking import prepared_house  # noqa: PLC0415 - models need Django

        house = prepared_house()
        rows = table(house, url, wanted.rounds, wanted.seconds)
    print(f"{wanted.rounds} rounds of {wanted.seconds} s, ways in turn\n")
    print("| connections | way | transitions/s | p50 ms | p95 ms | ratio to sql |\n|---|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.connections} | {row.way} | {row.per_second} | {row.p50_ms} | {row.p95_ms} | {row.ratio} |")
    told = {"target": TARGET, "rounds": wanted.rounds, "seconds": wanted.seconds, "rows": [asdict(row) for row in rows]}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=2) + "\n")
    reached = min(row.ratio for row in rows if row.way == "ours")
    print(f"\nours reaches {reached} of the hand-written SQL; wanted: {TARGET}")
    return 0 if reached >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
