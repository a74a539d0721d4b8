"""Comparing two agreements of twenty pages whose bookmarks are lost."""

from __future__ import annotations

from random import Random

from bench.comparison import changed, generated
from bench.papers.text import Work
from simpul.rules.agreement_text.comparing.compare import compare
from simpul.rules.agreement_text.comparing.summary import summary
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read


def prepare(count: int) -> Work:
    chance = Random(20)
    old = generated(chance)
    others = [as_read(changed(chance, old)) for _ in range(count)]

    def work(number: int) -> bytes:
        found = compare(old, others[number], identify(old, others[number]))
        return repr(summary(found)).encode()

    return work
