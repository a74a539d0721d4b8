"""What the tests of the judge share: its positions, its day, and readings of sample papers and of our own texts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from simpul.adapters.docx_reading import read
from simpul.core.documents.positions import positions
from simpul.core.documents.texts import text_template
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.judging.judge import Judgement, judge
from simpul.rules.agreement_text.judging.setting import Setting, setting_of
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.read import read_agreement
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.values import AgreementValues
from tests.documents.agreement_cases import of_template

SAMPLES = Path(__file__).parents[3] / "samples" / "partner-paper"
TODAY = date(2026, 11, 22)
HOSPITAL_PAPER, COMPANY_PAPER = "pks-rsud-tirta-kencana", "pks-surya-diagnostika"
SETTINGS = {
    HOSPITAL_PAPER: Setting(type_code="pelayanan", category="lembaga"),
    COMPANY_PAPER: Setting(type_code="teknis", category="perusahaan", ksdpk=True),
}


@cache
def paper(name: str) -> ReadText:
    return read_agreement(read((SAMPLES / f"{name}.docx").read_bytes())).accepted


@cache
def judged_paper(name: str) -> Judgement:
    return judge(paper(name), SETTINGS[name], positions(), TODAY)


def truth(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    return told


@dataclass(frozen=True)
class Own:
    """A text of ours and the setting it is judged in."""

    text: ReadText
    setting: Setting

    def judge(self, text: ReadText | None = None) -> Judgement:
        return judge(text or self.text, self.setting, positions(), TODAY)


def own(code: str, values: AgreementValues | None = None) -> Own:
    values = values or of_template(code)
    text, missing = assemble(text_template(code), values)
    setting = setting_of(values, foreign=text.translation is not None, missing=missing)
    return Own(as_read(text), setting)


def codes(judgement: Judgement) -> set[str]:
    return {each.code for each in judgement.findings}
