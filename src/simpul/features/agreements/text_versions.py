"""The versions of a template or of the positions: version 1 is shipped, the later ones are the institution's own."""

from __future__ import annotations

from functools import lru_cache

from simpul.core.documents.texts import template_codes, text_template
from simpul.features.agreements.models_templates import TextVersion
from simpul.features.agreements.text_kinds import POSITIONS, Content, kind_of
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.template import TemplateFaults, TextTemplate

SHIPPED = 1


def newest_number(institution_id: int, code: str) -> int:
    """The number of the newest published version."""
    rows = TextVersion.objects.filter(institution_id=institution_id, code=code)
    return rows.order_by("-number").values_list("number", flat=True).first() or SHIPPED


def content_at(institution_id: int, code: str, number: int) -> Content:
    """The template or positions in one version; KeyError for a code or version that does not exist."""
    kind = kind_of(code)
    if number == SHIPPED:
        return kind.shipped(code)
    row = _row(institution_id, code, number)
    return _parsed(row.sha256, row.text, code)


def template_at(institution_id: int, code: str, number: int) -> TextTemplate:
    """As ``content_at``, of a template."""
    found = content_at(institution_id, code, number)
    if not isinstance(found, TextTemplate):
        raise KeyError(code, number)
    return found


def published_templates(institution_id: int) -> dict[str, TextTemplate]:
    """Every template in its newest published version, by its code; read in one query."""
    rows = TextVersion.objects.filter(institution_id=institution_id, code__in=template_codes())
    newest = {row.code: row for row in rows.order_by("code", "number")}
    found = {code: text_template(code) for code in template_codes()}
    for code, row in newest.items():
        content = _parsed(row.sha256, row.text, code)
        if isinstance(content, TextTemplate):
            found[code] = content
    return found


def positions_at(institution_id: int, number: int) -> Positions:
    """As ``content_at``, of the positions."""
    found = content_at(institution_id, POSITIONS, number)
    if not isinstance(found, Positions):
        raise KeyError(POSITIONS, number)
    return found


@lru_cache(maxsize=64)
def _parsed(sha256: str, text: str, code: str) -> Content:
    """A published text has been judged; it is read once per process. Raises TemplateFaults."""
    found = kind_of(code).judged(text, code)
    if found.content is None or found.faults:
        raise TemplateFaults([f"line {fault.line}: {fault.reason}" for fault in found.faults])
    return found.content


def text_at(institution_id: int, code: str, number: int) -> str:
    """The YAML of one version; what is shipped is written out whole. KeyError when there is none."""
    kind = kind_of(code)
    return kind.shipped_text(code) if number == SHIPPED else _row(institution_id, code, number).text


def _row(institution_id: int, code: str, number: int) -> TextVersion:
    row = TextVersion.objects.filter(institution_id=institution_id, code=code, number=number).first()
    if row is None:
        raise KeyError(code, number)
    return row
