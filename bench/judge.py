"""Judging an agreement of twenty pages: sound, as ours are, and full of defects, as a partner's may be.

Both are made of the articles of all our templates, put behind each other until the PDF has twenty pages. In the second
one every third clause is spoilt: words of numbers, labels, references, terms and open places. Each figure is the median
of rounds in processor time, so that a busy machine does not count. ``first``: the very first run of a process, with
nothing compiled or looked up yet.
"""

from __future__ import annotations

import io
import json
import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path

import pikepdf

from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.core.documents.positions import positions
from simpul.core.documents.texts import template_codes, text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.judging.judge import Judgement, judge
from simpul.rules.agreement_text.judging.setting import Setting
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph
from tests.documents.agreement_cases import of_template

RESULTS = Path(__file__).parent / "results" / "judge.json"
ROUNDS, TARGET_MS, PAGES = 15, 100.0, 20
TODAY = date(2026, 11, 22)


def pages_of(text: AgreementText) -> int:
    with pikepdf.open(io.BytesIO(agreement_pdf(text, at=datetime(2026, 11, 22, tzinfo=UTC)).pdf)) as pdf:
        return len(pdf.pages)


def _renamed(article: Article, number: int) -> Article:
    """References are left out: they name clauses of another text by now."""

    def item(one: Item) -> Item:
        return replace(one, id=f"b{number}_{one.id}"[:38], references=())

    def paragraph(one: Paragraph) -> Paragraph:
        items = tuple(map(item, one.items))
        return replace(one, id=f"b{number}_{one.id}"[:38], items=items, references=())

    paragraphs = tuple(map(paragraph, article.paragraphs))
    return replace(article, id=f"b{number}_{article.id}"[:38], number=number, paragraphs=paragraphs)


def _articles() -> Iterator[Article]:
    for code in cycle(code for code in template_codes() if code != "mou-luar-negeri"):
        yield from assemble(text_template(code), of_template(code))[0].articles


def long_text() -> tuple[AgreementText, int]:
    text, _ = assemble(text_template("pks-pemeriksaan-lab"), of_template("pks-pemeriksaan-lab"))
    source, articles = _articles(), list(text.articles)
    pages = pages_of(text)
    while pages < PAGES:
        articles += [_renamed(next(source), len(articles) + n) for n in range(1, 9)]
        text = replace(text, articles=tuple(articles))
        pages = pages_of(text)
    return text, pages


SPOILS: tuple[Callable[[str], str], ...] = (
    lambda words: re.sub(r"\((\w+ ?\w*)\) (hari|bulan|kali)", r"(sembilan belas) \2", words),
    lambda words: words.replace("PIHAK KESATU", "PIHAK PERTAMA"),
    lambda words: f"{words} Hal itu diatur dalam Pasal 97 ayat (3).",
    lambda words: f"{words} Tim Kendali Bersama memantaunya selama ....... hari.",
    lambda words: f"{words} Nilainya Rp1.500.000,00 (lima belas juta rupiah) selama jangka waktu Perjanjian 9 tahun.",
)


def spoilt(text: ReadText) -> ReadText:
    turns = cycle(range(3 * len(SPOILS)))

    def clause(one: ReadClause) -> ReadClause:
        turn = next(turns)
        words = one.text if turn % 3 else SPOILS[turn // 3](one.text)
        return replace(one, text=words, items=tuple(map(clause, one.items)))

    articles = (replace(each, body=tuple(map(clause, each.body))) for each in text.articles)
    return replace(text, articles=tuple(articles))


def timed(work: Callable[[], Judgement]) -> dict[str, float]:
    start = time.process_time()
    found = work()
    times = [(time.process_time() - start) * 1000]
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    first, *rest = times
    return {
        "findings": len(found.findings), "median_ms": round(statistics.median(rest), 1),
        "worst_ms": round(max(rest), 1), "first_ms": round(first, 1), "peak_mb": round(peak, 1),
    }  # fmt: skip


def main() -> int:
    text, pages = long_text()
    read = as_read(text)
    broken = spoilt(read)
    setting, wanted = Setting(type_code="pelayanan", category="lembaga"), positions()
    table = {
        "sound": timed(lambda: judge(read, setting, wanted, TODAY)),
        "full of defects": timed(lambda: judge(broken, setting, wanted, TODAY)),
    }
    clauses = sum(1 for _ in read.clauses())
    characters = sum(len(each.text) for each in read.clauses())
    print(f"{pages} pages, {clauses} clauses, {characters} characters")
    for name, row in table.items():
        print(f"{name}: {row['median_ms']} ms (worst {row['worst_ms']}, first {row['first_ms']}), "
              f"{row['findings']} findings, peak {row['peak_mb']} MB")  # fmt: skip
    report = {"pages": pages, "clauses": clauses, "characters": characters, "target_ms": TARGET_MS, **table}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    slow = [name for name, row in table.items() if row["median_ms"] > TARGET_MS]
    print(f"target: at most {TARGET_MS:.0f} ms" + (f"; missed: {', '.join(slow)}" if slow else "; held"))
    return 1 if slow or pages < PAGES else 0


if __name__ == "__main__":
    sys.exit(main())
