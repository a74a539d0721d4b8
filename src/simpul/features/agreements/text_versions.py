"""The versions of a text template: version 1 is shipped, the later ones are the institution's own."""

from __future__ import annotations

from functools import lru_cache

from simpul.core.documents.texts import template_codes, template_data, text_template
from simpul.features.agreements.models_templates import TextVersion
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.agreement_text.template_source import load_text
from simpul.rules.agreement_text.template_writing import written_text

SHIPPED = 1


def newest_number(institution_id: int, code: str) -> int:
    """The number of the newest published version."""
    rows = TextVersion.objects.filter(institution_id=institution_id, code=code)
    return rows.order_by("-number").values_list("number", flat=True).first() or SHIPPED


def template_at(institution_id: int, code: str, number: int) -> TextTemplate:
    """The template in one version; KeyError for a code or version that does not exist."""
    if number == SHIPPED:
        return text_template(code)
    row = TextVersion.objects.filter(institution_id=institution_id, code=code, number=number).first()
    if row is None:
        raise KeyError(code, number)
    return _parsed(row.sha256, row.text, code)


@lru_cache(maxsize=64)
def _parsed(sha256: str, text: str, code: str) -> TextTemplate:
    """A published text has been judged; it is read once per process."""
    return load_text(text, code)


def text_at(institution_id: int, code: str, number: int) -> str:
    """The YAML of one version; what is shipped is written out whole. KeyError when there is none."""
    if code not in template_codes():
        raise KeyError(code)
    if number == SHIPPED:
        return written_text(template_data(code))
    row = TextVersion.objects.filter(institution_id=institution_id, code=code, number=number).first()
    if row is None:
        raise KeyError(code, number)
    return row.text
