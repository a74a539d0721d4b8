"""The same where every paragraph of the articles has words that were never set before."""

from __future__ import annotations

from bench.papers.text import Work, agreement, reworded
from bench.papers.typst_sheet import compiling


def prepare(count: int) -> Work:
    return compiling([reworded(agreement(number), number) for number in range(count)])
