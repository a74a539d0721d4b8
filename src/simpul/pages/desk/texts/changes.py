"""What differs between two versions of a text, told as the example numbers it and with conditions in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from simpul.core.directory.models import Institution
from simpul.features.agreements.text_kinds import Content
from simpul.pages.desk.texts.conditions import said
from simpul.pages.desk.texts.examples import example_text
from simpul.rules.agreement_text.judging.position_compare import position_differences
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.agreement_text.template_compare import ClauseChange, Telling, differences, numbers_in
from simpul.rules.agreement_text.template_faults import faults_of


def changes(old: Content, new: Content, house: Institution) -> tuple[ClauseChange, ...]:
    """Clause by clause, or entry by entry; nothing between two kinds."""
    if isinstance(old, TextTemplate) and isinstance(new, TextTemplate):
        before = _numbers(old, house)
        now = before if any(faults_of(new)) else _numbers(new, house)
        return differences(old, new, Telling(before, _only_where), Telling(now, _only_where))
    if isinstance(old, Positions) and isinstance(new, Positions):
        return position_differences(old, new)
    return ()


def _numbers(template: TextTemplate, house: Institution) -> dict[str, int]:
    """A text with faults cannot be set: its clauses are named as those of the version it is compared with."""
    return {} if any(faults_of(template)) else numbers_in(example_text(template, house))


def _only_where(when: tuple[str, ...]) -> str:
    return _("only where %(when)s") % {"when": said(when)}
