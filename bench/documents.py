"""The same six-page agreement as DOCX and PDF, ours beside docxtpl, bare typst, WeasyPrint and LibreOffice; and what a
comparison and a judgement of twenty pages cost.

Every way (``bench/papers/``) sets the same words in a process of its own, so that its peak memory is its own; they take
turns for some rounds, and no two documents are alike, because typst keeps one that did not change. What a way does once
is not counted: opening a template, the first compilation. Processor time decides, as a busy machine does not lengthen
it; wall time stands beside it, and the load of the machine is written down. Memory is the highest of the process, for
LibreOffice that of the program it starts.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pikepdf

RESULTS = Path(__file__).parent / "results" / "documents.json"
WAYS = {
    "our_docx": 12, "docxtpl_template": 12, "zip_parts": 12, "our_pdf": 12, "our_pdf_reworded": 12,
    "typst_sheet": 12, "typst_sheet_reworded": 12, "typst_plain": 12, "typst_plain_source": 12,
    "weasyprint_html": 4, "libreoffice": 2, "compared": 6, "judged": 6,
}  # fmt: skip
"""Module -> documents in one round, after one that is not counted."""
PDFS = {"our_pdf": "typst_sheet", "our_pdf_reworded": "typst_sheet_reworded"}
"""Ours -> typst alone on the same words and the same sheet, as warm: most words set before, or none of them."""
ROUNDS, PAGES = 3, 6
TYPST_RATIO, WEASYPRINT_RATIO, COMPARED_MS = 1.2, 6.0, 100.0
Row = dict[str, float]


def spent() -> float:
    """Processor seconds of this process and of those that it waited for."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def peak_mb(children: int) -> float:
    """Of this process; of its children where a program of its own does the work. (The peak that getrusage gives for
    oneself would carry the parent's over.)"""
    if children:
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def one_round(way: str) -> None:
    """In the process of the way: prints times in milliseconds, peak memory, and pages where it is a PDF."""
    count = WAYS[way] + 1
    work = importlib.import_module(f"bench.papers.{way}").prepare(count)
    processor, wall = [], []
    made = work(0)
    for number in range(1, count):
        began, start = spent(), time.perf_counter()
        made = work(number)
        processor.append((spent() - began) * 1000)
        wall.append((time.perf_counter() - start) * 1000)
    peak = peak_mb(way == "libreoffice")
    pages = 0
    if made.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(made)) as pdf:
            pages = len(pdf.pages)
    print(json.dumps({"processor": processor, "wall": wall, "peak": peak, "pages": pages, "kb": len(made) / 1000}))


def measured() -> dict[str, Row]:
    found: dict[str, list[dict[str, list[float]]]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, rounds in found.items():
            command = [sys.executable, __file__, way]
            rounds.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return {way: row(rounds) for way, rounds in found.items()}


def row(rounds: list[dict[str, list[float]]]) -> Row:
    def all_of(key: str) -> list[float]:
        return [each for one in rounds for each in one[key]]

    last: dict[str, object] = dict(rounds[-1])
    return {
        "processor_ms": round(statistics.median(all_of("processor")), 1),
        "wall_ms": round(statistics.median(all_of("wall")), 1),
        "peak_mb": round(max(float(str(one["peak"])) for one in rounds), 1),
        "pages": int(str(last["pages"])),
        "kb": round(float(str(last["kb"])), 1),
    }


def missed(table: dict[str, Row]) -> list[str]:
    """The targets that do not hold."""
    time = {way: one["processor_ms"] for way, one in table.items()}
    checks = {
        f"our PDF in {PAGES} pages": all(table[way]["pages"] == PAGES for way in PDFS),
        f"at most {TYPST_RATIO} x typst on a plain sheet": time["our_pdf"] <= TYPST_RATIO * time["typst_plain"],
        "our DOCX no slower than docxtpl": time["our_docx"] <= time["docxtpl_template"],
        "comparison": time["compared"] <= COMPARED_MS,
        "judgement": time["judged"] <= COMPARED_MS,
    }
    for way, alone in PDFS.items():
        checks[f"{way}: at most {TYPST_RATIO} x {alone}"] = time[way] <= TYPST_RATIO * time[alone]
        checks[f"{way}: at least {WEASYPRINT_RATIO:.0f} x faster than WeasyPrint"] = (
            WEASYPRINT_RATIO * time[way] <= time["weasyprint_html"]
        )
    return [name for name, holds in checks.items() if not holds]


def ratios(table: dict[str, Row]) -> dict[str, dict[str, float]]:
    """Each of our PDFs beside typst on the same sheet and on a plain one, and beside WeasyPrint."""
    return {
        way: {
            peer: round(table[way]["processor_ms"] / table[peer]["processor_ms"], 2)
            for peer in (alone, "typst_plain", "weasyprint_html")
        }
        for way, alone in PDFS.items()
    }


def main() -> int:
    before = os.getloadavg()[0]
    table = measured()
    print(f"{'median of':18} {'processor':>10} {'wall':>10} {'peak':>9} {'pages':>6} {'size':>9}")
    for way, one in table.items():
        pages = f"{one['pages']:.0f}" if one["pages"] else ""
        print(f"{way:18} {one['processor_ms']:7.1f} ms {one['wall_ms']:7.1f} ms {one['peak_mb']:6.0f} MB {pages:>6} "
              f"{one['kb']:6.0f} kB")  # fmt: skip
    failed, beside = missed(table), ratios(table)
    print(f"beside others {beside}; load of the machine {before:.1f}; missed: {', '.join(failed) or 'nothing'}")
    written = {"rounds": ROUNDS, "load": round(before, 1), "ratios_of_our_pdf": beside, "missed": failed, "ways": table}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:]:
        one_round(sys.argv[1])
    else:
        sys.exit(main())
