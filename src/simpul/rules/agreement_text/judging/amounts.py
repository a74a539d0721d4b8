"""Numbers and amounts beside their words, and totals of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simpul.rules.agreement_text.judging import numerals
from simpul.rules.agreement_text.judging.brief import Brief
from simpul.rules.agreement_text.judging.codes import finding
from simpul.rules.agreement_text.judging.finding import Finding
from simpul.rules.agreement_text.reading.text import ReadClause, ReadTable
from simpul.rules.agreement_text.words import number_in_words, rupiah, rupiah_in_words, thousands

_MONEY = re.compile(
    r"\bRp\.?\s{0,2}(\d[\d.]{0,23}(?:,(?:\d{1,2}|-))?)\s{0,2}(?:[a-z]{2,12}\s{1,3}){0,4}\(([^()]{3,400})\)"
)
_NUMBER = re.compile(
    r"(?<![\d.,/x×-])(?<!Rp)(?<!Rp )(?<!Rp\.)(\d{1,3}(?:\.\d{3})+|\d{1,7})\s{0,2}[%‰]?\s{0,2}"
    r"\(([A-Za-z][A-Za-z \n]{2,140})\)"
)
_REVERSED = re.compile(r"\b((?:[a-z]{3,9}\s{1,2}){1,10})\((\d[\d.]{0,15})\)", re.IGNORECASE)
_RUPIAH = frozenset({"rupiah"})
_UNITS = frozenset({
    "rupiah", "persen", "hari", "kerja", "kalender", "bulan", "tahun", "kali", "orang", "unit", "jenis", "rangkap",
    "jam", "menit", "minggu", "lembar", "spesimen", "sampel", "eksemplar", "permil", "bagian", "pasal", "butir",
})  # fmt: skip
_TOTAL = re.compile(r"^\s*(?:jumlah|total|grand total|keseluruhan)\b", re.IGNORECASE)
_ALONE = re.compile(r"^\s*(?:Rp\.?)?\s*(\d[\d.]{0,23}(?:,(?:\d{1,2}|-))?)\s*(?:,-)?\s*$")
_X = re.compile(r"[x×]\s*$")


def check(brief: Brief) -> Iterator[Finding]:
    """ANG-01, ANG-02 and ANG-03."""
    for passage in brief.dossier.passages:
        yield from _amounts(passage.ref, passage.text)
        yield from _numbers(passage.ref, passage.text)
    for ref, table in _tables(brief):
        for row in table.rows:
            yield from _amounts(ref, " ".join(cell for cell in row if cell))
        yield from _total(ref, table)


def _amounts(ref: str, text: str) -> Iterator[Finding]:
    for match in _MONEY.finditer(text) if "Rp" in text else ():
        figure, words = numerals.in_figures(match[1]), numerals.in_words(match[2], _RUPIAH)
        if figure is not None and words is not None and figure != words:
            yield finding(
                "ANG-01", [ref], found=match[0][:200], expected=f"{rupiah(figure)} ({rupiah_in_words(figure)})",
                figure=rupiah(figure), words=rupiah(words),
            )  # fmt: skip


def _numbers(ref: str, text: str) -> Iterator[Finding]:
    if "(" not in text:
        return
    for match in _NUMBER.finditer(text):
        if not _X.search(text[max(0, match.start() - 4) : match.start()]):
            yield from _compared(ref, match[1], match[2], match[0])
    for match in _REVERSED.finditer(text):
        spelled = match[1].lower().split()
        at = next((n for n in range(len(spelled)) if all(word in numerals.WORDS for word in spelled[n:])), len(spelled))
        if at < len(spelled):
            yield from _compared(ref, match[2], " ".join(spelled[at:]), match[0])


def _compared(ref: str, figures: str, spelled: str, whole: str) -> Iterator[Finding]:
    figure, words = numerals.in_figures(figures), numerals.in_words(spelled, _UNITS)
    if figure is None or words is None or figure == words:
        return
    right = f"{thousands(figure)} ({number_in_words(figure)})"
    yield finding("ANG-02", [ref], found=whole[:200], expected=right, figure=thousands(figure), words=thousands(words))


def _tables(brief: Brief) -> Iterator[tuple[str, ReadTable]]:
    def inside(clause: ReadClause) -> Iterator[tuple[str, ReadTable]]:
        return ((each.ref, table) for each in clause.walk() for table in each.tables)

    text = brief.dossier.text
    for article in text.articles:
        for clause in article.body:
            yield from inside(clause)
    for annex in text.annexes:
        for clause in annex.body:
            yield from inside(clause)
        for table in annex.tables:
            yield annex.ref, table


def _total(ref: str, table: ReadTable) -> Iterator[Finding]:
    """The last column of the total; silent where a row above has no plain amount."""
    for at, row in enumerate(table.rows):
        if not any(_TOTAL.match(cell) for cell in row[:3]):
            continue
        column = max((n for n, cell in enumerate(row) if _amount(cell) is not None), default=-1)
        above = [_amount(each[column]) if column < len(each) else None for each in table.rows[:at]]
        values = above[1:] if above and above[0] is None else above
        total = _amount(row[column]) if column >= 0 else None
        if total is None or len(values) < 2 or any(value is None for value in values):
            return
        added = sum(value for value in values if value is not None)
        if added != total:
            found = " ".join(cell for cell in row if cell)
            yield finding(
                "ANG-03",
                [ref],
                found=found[:200],
                expected=thousands(added),
                sum=thousands(added),
                total=thousands(total),
            )
        return


def _amount(cell: str) -> int | None:
    match = _ALONE.match(cell[:60])
    return numerals.in_figures(match[1]) if match else None
