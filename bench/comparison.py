"""Comparing two agreements of twenty pages: known again, every change found and marked, and told in sentences.

The texts are generated; in the second one clauses are reworded, and clauses and an article came, went and moved.
``marked``: the clauses still carry our bookmarks, as after Word. ``bare``: every bookmark is lost and clauses are known
by their words and places. Each figure is the median of rounds in processor time, so that a busy machine
does not count; the number of pages is that of the PDF.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from simpul.core.documents.faces.pdf import agreement_pdf
from simpul.rules.agreement_text.comparing.compare import Comparison, compare
from simpul.rules.agreement_text.comparing.summary import counts, summary
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.text import ReadClause, ReadText
from simpul.rules.agreement_text.reading.views import Share
from simpul.rules.agreement_text.structure import AgreementText, Article, Item, Paragraph, SignatureBlock, TitleBlock

RESULTS = Path(__file__).parent / "results" / "comparison.json"
ROUNDS, TARGET_MS, PAGES = 15, 100.0, 20
VOCABULARY = """
spesimen pemeriksaan hasil laporan pihak kesatu kedua para wajib berhak menyampaikan menerima mengirim dalam waktu
paling lambat hari kerja sejak diterima sesuai dengan ketentuan peraturan perundang-undangan secara tertulis biaya
tarif tagihan pembayaran mutu metode alat petugas pengambilan pengemasan suhu perjalanan penolakan kriteria data
pribadi kerahasiaan akses pengendali prosesor penghapusan keadaan kahar sengketa musyawarah pengakhiran jangka
"""
WORDS = VOCABULARY.split()


def generated(chance: random.Random) -> AgreementText:
    articles = tuple(_article(chance, number) for number in range(1, 19))
    title = TitleBlock("PERJANJIAN KERJA SAMA", ("LEMBAGA CONTOH", "RUMAH SAKIT REKAAN"), "PEMERIKSAAN", ())
    signatures = tuple(
        SignatureBlock(label, "Lembaga Contoh", "Kepala", "Nama Rekaan", False)
        for label in ("PIHAK KESATU", "PIHAK KEDUA")
    )
    recitals = tuple(Item(f"timbang_{n}", f"bahwa {_words(chance, 25)};") for n in range(8))
    return AgreementText(
        "t", "1", "basah", title, "Pada hari ini bertanda tangan:", (), (), "PARA PIHAK menerangkan:", recitals, "", (),
        "PARA PIHAK sepakat:", articles, "Demikian perjanjian ini dibuat.", signatures,
    )  # fmt: skip


def _article(chance: random.Random, number: int) -> Article:
    paragraphs = tuple(
        Paragraph(
            f"a{number}_{n}", n, f"{_words(chance, chance.randint(20, 55)).capitalize()}.",
            tuple(Item(f"a{number}_{n}_{m}", f"{_words(chance, 12)};") for m in range(chance.choice((0, 0, 3)))),
        )
        for n in range(1, 8)
    )  # fmt: skip
    return Article(f"a{number}", number, _words(chance, 3).upper(), paragraphs)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def changed(chance: random.Random, text: AgreementText) -> AgreementText:
    bodies = {article.id: list(article.paragraphs) for article in text.articles}
    for paragraphs in chance.choices(list(bodies.values()), k=60):
        at = chance.randrange(len(paragraphs))
        words = paragraphs[at].text.split()
        words[chance.randrange(len(words))] = f"{chance.randint(2, 90)} (dua puluh)"
        paragraphs[at] = replace(paragraphs[at], text=" ".join(words))
    for number in range(8):
        came, went, source, target = (chance.choice(list(bodies.values())) for _ in range(4))
        came.insert(1, Paragraph(f"baru_{number}", 0, f"{_words(chance, 30)}."))
        del went[0]
        target.insert(2, source.pop())
    order = [text.articles[-1], *text.articles[1:-1]]
    articles = (
        replace(article, number=n, paragraphs=tuple(replace(p, number=m) for m, p in enumerate(bodies[article.id], 1)))
        for n, article in enumerate(order, 1)
    )
    return replace(text, articles=tuple(articles))


def with_marks(read: ReadText) -> ReadText:
    """As read from a file in which all bookmarks stand."""

    def mark(clause: ReadClause) -> ReadClause:
        shares = () if clause.ref.startswith(("@", "baru_")) else (Share(clause.ref, len(clause.text)),)
        return replace(clause, shares=shares, items=tuple(map(mark, clause.items)))

    articles = tuple(
        replace(article, shares=(Share(article.ref, len(article.title)),), body=tuple(map(mark, article.body)))
        for article in read.articles
    )
    return replace(read, articles=articles)


def timed(work: Callable[[], Comparison]) -> dict[str, float]:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return {
        "median_ms": round(statistics.median(times), 1),
        "worst_ms": round(max(times), 1),
        "peak_mb": round(peak, 1),
    }


def main() -> int:
    chance = random.Random(20)
    old = generated(chance)
    new = changed(chance, old)
    bare = as_read(new)
    marked = with_marks(bare)
    with pikepdf.open(io.BytesIO(agreement_pdf(old, at=datetime(2026, 11, 22, tzinfo=UTC)).pdf)) as pdf:
        pages = len(pdf.pages)

    def whole(read: ReadText) -> Comparison:
        found = compare(old, read, identify(old, read))
        summary(found)
        return found

    table = {"marked": timed(lambda: whole(marked)), "bare": timed(lambda: whole(bare))}
    told = counts(whole(marked))
    print(f"{pages} pages, {sum(1 for _ in old.clauses())} clauses; {told}")
    for name, row in table.items():
        print(f"{name}: {row['median_ms']} ms (worst {row['worst_ms']}), peak {row['peak_mb']} MB")
    report = {"pages": pages, "clauses": sum(1 for _ in old.clauses()), "target_ms": TARGET_MS, **table}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    slow = [name for name, row in table.items() if row["median_ms"] > TARGET_MS]
    print(f"target: at most {TARGET_MS:.0f} ms" + (f"; missed: {', '.join(slow)}" if slow else "; held"))
    return 1 if slow or pages < PAGES else 0


if __name__ == "__main__":
    sys.exit(main())
