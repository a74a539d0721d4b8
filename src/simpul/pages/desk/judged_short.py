"""The findings on a version in a few lines, for the pages that show the version itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.features.agreements.judgement import HIGHEST, counts, judgement_of
from simpul.features.agreements.models import Draft, Remark
from simpul.rules.agreement_text.judging.codes import CODES

_MOST = 6


@dataclass(frozen=True, slots=True)
class JudgedShort:
    """``chips``: colour and words by level; ``weighty``: name and place of the weightiest findings."""

    chips: Sequence[tuple[str, str]]
    weighty: Sequence[tuple[str, str]]


def judged_short(draft: Draft) -> JudgedShort | None:
    """None for a version that was not judged."""
    if judgement_of(draft) is None:
        return None
    found = counts(draft)
    words = (
        ("late", found["wajib"], ngettext("%(n)s must be settled", "%(n)s must be settled", found["wajib"])),
        ("due", found["penting"], ngettext("%(n)s important", "%(n)s important", found["penting"])),
        ("idle", found["saran"], ngettext("%(n)s hint", "%(n)s hints", found["saran"])),
    )
    rows = Remark.objects.filter(draft=draft, level=HIGHEST)[:_MOST]
    return JudgedShort(
        [(colour, text % {"n": number}) for colour, number, text in words if number],
        [(_(CODES[row.code].name) if row.code in CODES else row.code, "; ".join(row.places[:2])) for row in rows],
    )
