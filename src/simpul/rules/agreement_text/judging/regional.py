"""Whether a text calls itself a cooperation of a region with a third party, whatever the case was told."""

from __future__ import annotations

import re
from dataclasses import replace

from simpul.rules.agreement_text.judging.dossier import Dossier, Passage
from simpul.rules.agreement_text.judging.phrases import phrase
from simpul.rules.agreement_text.judging.setting import Setting

_NAMED = (phrase("kerja sama daerah dengan pihak ketiga"), phrase("kerjasama daerah dengan pihak ketiga"),
          phrase("ksdpk"))  # fmt: skip
_RULE = re.compile(r"\b(?:Peraturan|Undang-Undang|Permendagri|PP)\b[^.;]*\b(?:Nomor|No\.?|tentang)\b", re.I)
"""A rule on regional cooperation is cited by agreements of every kind."""


def as_the_text_says(setting: Setting, dossier: Dossier) -> Setting:
    """The setting, with KSDPK also where the text names itself so: then its four clauses are obligatory too."""
    if setting.ksdpk or not any(_says(each) for each in dossier.holding(_NAMED)):
        return setting
    return replace(setting, ksdpk=True)


def _says(passage: Passage) -> bool:
    return passage.kind in ("title", "preamble", "heading", "clause") and not _RULE.search(passage.text)
