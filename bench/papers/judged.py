"""Judging an agreement of twenty pages that is full of defects."""

from __future__ import annotations

from bench.judge import TODAY, long_text, spoilt
from bench.papers.text import Work
from simpul.core.documents.positions import positions
from simpul.rules.agreement_text.judging.judge import judge
from simpul.rules.agreement_text.judging.setting import Setting
from simpul.rules.agreement_text.reading.ours import as_read


def prepare(count: int) -> Work:
    read = spoilt(as_read(long_text()[0]))
    setting, wanted = Setting(type_code="pelayanan", category="lembaga"), positions()
    return lambda number: repr(judge(read, setting, wanted, TODAY)).encode()
