"""The kinds of text that an institution writes in versions: templates of agreements, and the judge's positions.

One table says how each kind is read as shipped and checked; all else is the same for every kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simpul.core.documents.positions import positions, positions_text
from simpul.core.documents.texts import template_codes, template_data, text_template
from simpul.rules.agreement_text.judging.loading import judged_positions
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.agreement_text.template_source import judged_text
from simpul.rules.agreement_text.template_writing import written_text
from simpul.rules.procedure.faults import Fault

POSITIONS = "posisi"
Content = TextTemplate | Positions


@dataclass(frozen=True, slots=True)
class JudgedText:
    """``content`` is there when the text could be built; ``faults`` are all that keep it from publication."""

    content: Content | None
    faults: tuple[Fault, ...]

    @property
    def template(self) -> TextTemplate | None:
        """The content where it is a template."""
        return self.content if isinstance(self.content, TextTemplate) else None


@dataclass(frozen=True, slots=True)
class Kind:
    """``shipped`` and ``shipped_text`` by the code; ``judged`` a text under a code."""

    shipped: Callable[[str], Content]
    shipped_text: Callable[[str], str]
    judged: Callable[[str, str], JudgedText]


def _template(text: str, code: str) -> JudgedText:
    found = judged_text(text, code)
    return JudgedText(found.template, found.faults)


def _positions(text: str, _code: str) -> JudgedText:
    found = judged_positions(text)
    return JudgedText(found.positions, found.faults)


_TEMPLATE = Kind(text_template, lambda code: written_text(template_data(code)), _template)
_OTHERS: Mapping[str, Kind] = {
    POSITIONS: Kind(lambda _code: positions(), lambda _code: positions_text(), _positions),
}


def text_codes() -> tuple[str, ...]:
    """Every text that an institution may write: the templates, then the others."""
    return (*template_codes(), *_OTHERS)


def kind_of(code: str) -> Kind:
    """How the text of a code is treated; KeyError for one that does not exist."""
    if code in _OTHERS:
        return _OTHERS[code]
    if code not in template_codes():
        raise KeyError(code)
    return _TEMPLATE
