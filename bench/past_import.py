"""Taking over 10,000 agreements of the past from a spreadsheet: time and peak memory, beside the floor of the same run.

Each way runs in a process of its own, the ways taking turns. Ours does what `simpul import agreements --confirm` does:
the inspection of the file, the report over every row (dates, kinds, twins in the sheet and in the house, partners
matched by likeness over all spellings, places in the hierarchy), then the same once more under the lock and the rows of
requests, parties and agreements with one audit event; in the end it is rolled back. The floor reads the same sheet by
openpyxl alone and copies the same number of rows and values into tables without keys by COPY.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import xlsxwriter

from bench.taking_over import HEAD, Told
from bench.transitions.setting import database, set_up

RESULTS = Path(__file__).parent / "results" / "past_import.json"
ROWS, PARTNERS, ROUNDS = 10_000, 400, 3
TARGET_SECONDS, TARGET_MB = 60.0, 512.0
PLACES = ("Umpama", "Rekaan", "Misal", "Contoh", "Tirta", "Kencana", "Bahari", "Melati", "Cakra", "Surya")
SORTS = ("RSUD", "Rumah Sakit Umum Daerah", "PKM", "Puskesmas", "PT", "Dinkes", "Universitas", "Univ.", "Klinik", "Lab")


def partner(number: int) -> str:
    """One of ``PARTNERS`` names; what they are called differs from row to row, as in an agency's own list."""
    return f"{SORTS[number % 10]} {PLACES[number // 10 % 10]} {PLACES[number // 40 % 10]} {number // 100}"


def lay(path: Path) -> None:
    """A sheet of ``ROWS`` rows with titles above and dates in five forms."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Rekap")
    sheet.write_string(0, 0, "REKAPITULASI NASKAH KERJA SAMA")
    sheet.write_row(2, 0, HEAD)
    forms = ("%Y-%m-%d", "%d.%m.%y", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y")
    for number in range(ROWS):
        signed = date(2015, 1, 1) + timedelta(days=number * 7 % 3_900)
        end = signed + timedelta(days=365 * (1 + number % 5) - 1)
        kind = "MoU" if number % 10 == 0 else "PKS"
        days = [day.strftime(forms[(number + place) % 5]) for place, day in enumerate((signed, signed, end))]
        sheet.write_row(number + 3, 0, (
            number + 1, kind, f"{number + 1:05}/{kind}/BLC/{signed.year}", partner(number % PARTNERS),
            f"Pemeriksaan {number % 97} dan rujukan {number % 89}", *days, 1_000_000 + number, "asli di lemari 2",
        ))  # fmt: skip
    book.close()


def peak_mb() -> float:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return round(int(found[1]) / 1024, 1) if found else 0.0


WAYS = ("ours", "floor")
"""Each a module of ``bench.taking_over``, found by its name in a process of its own: ours needs Django set up first."""


def one(way: str, sheet: Path) -> None:
    """In a process of its own: prints what it took."""
    if way == "ours":
        set_up()
    told: Told = import_module(f"bench.taking_over.{way}").take(sheet, os.environ["DATABASE_URL"])
    told["processor"] = time.process_time()
    print(json.dumps({name: round(value, 3) for name, value in told.items()} | {"peak_mb": peak_mb()}))


def measured(sheet: Path) -> dict[str, Told]:
    rounds: dict[str, list[Told]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, found in rounds.items():
            command = [sys.executable, __file__, way, str(sheet)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found.append(json.loads(answer.splitlines()[-1]))
    return {
        way: {name: round(statistics.median(each[name] for each in found), 2) for name in found[0]}
        for way, found in rounds.items()
    }


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="simpul-measure-") as folder, database():
        sheet = Path(folder) / "rekap.xlsx"
        lay(sheet)
        figures = measured(sheet)
    took, least = figures["ours"], figures["floor"]
    result = {
        "rows": ROWS, "partners": PARTNERS, "rounds": ROUNDS, "target_seconds": TARGET_SECONDS,
        "target_peak_mb": TARGET_MB, "figures": figures,
        "ratio_to_floor": round(took["seconds"] / least["seconds"], 2), "load": round(os.getloadavg()[0], 1),
        "python": sys.version.split()[0],
    }  # fmt: skip
    RESULTS.write_text(json.dumps(result, indent=1) + "\n")
    for way, row in figures.items():
        print(f"{way:6}", "  ".join(f"{name} {value}" for name, value in row.items()))
    print(f"{result['ratio_to_floor']} x the floor, load {result['load']}")
    whole = took["agreements"] == ROWS
    return 0 if whole and took["seconds"] <= TARGET_SECONDS and took["peak_mb"] <= TARGET_MB else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
