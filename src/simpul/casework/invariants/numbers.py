"""6. Official numbers are unique and sequential per series and year; every hole is recorded with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from simpul.casework.invariants.broken import Broken, rows
from simpul.rules.refusals import N_

HOLE = N_("series %(series)s, %(year)d: between %(before)d and %(seq)d a number is missing without a record")
SAME = N_("the number %(number)s was given out more than once")
NO_REASON = N_("number %(number)s is void without a reason")

_HOLES = """
SELECT series.code, number.year, number.seq, start.before, series.id FROM (
    SELECT series_id, year, seq, lag(seq) OVER (PARTITION BY series_id, year ORDER BY seq) AS given
    FROM agreements_issuednumber
) AS number JOIN agreements_numberseries AS series ON series.id = number.series_id
CROSS JOIN LATERAL (SELECT COALESCE(number.given,
    CASE WHEN series.first_year = number.year THEN series.first_number - 1 ELSE 0 END) AS before) AS start
WHERE number.seq <> start.before + 1
"""
_SAME = """
SELECT number.number, series.institution_id FROM agreements_issuednumber AS number
JOIN agreements_numberseries AS series ON series.id = number.series_id
GROUP BY number.number, series.institution_id HAVING count(*) > 1
"""
_NO_REASON = "SELECT id, number FROM agreements_issuednumber WHERE voided_at IS NOT NULL AND btrim(void_reason) = ''"


def broken() -> Iterator[Broken]:
    """Holes, doubles, voids without a reason."""
    for code, year, seq, before, number in rows(_HOLES):
        told = {"series": code, "year": year, "seq": seq, "before": before}
        yield Broken("numbers", f"series:{number}", HOLE, told, seq)
    for text, institution in rows(_SAME):
        yield Broken("numbers", f"institution:{institution}", SAME, {"number": text})
    for identity, text in rows(_NO_REASON):
        yield Broken("numbers", f"number:{identity}", NO_REASON, {"number": text})
