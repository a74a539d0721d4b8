"""What a text does, shown on an example: a template as paper, the positions as findings over a draft, old and new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from simpul.core.directory.models import Institution
from simpul.features.agreements.text_examples import (
    AS_A_PARTNER,
    USUAL,
    example_drafts,
    example_of,
    judged_example,
)
from simpul.features.agreements.text_kinds import Content
from simpul.features.agreements.text_versions import published_templates
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.judging.codes import CODES
from simpul.rules.agreement_text.judging.finding import LEVELS
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.judging.topics import ALL_TOPICS
from simpul.rules.agreement_text.judging.weighing import Weighed, weighed
from simpul.rules.agreement_text.structure import AgreementText
from simpul.rules.agreement_text.template import TextTemplate

_CHIPS = dict(zip(LEVELS, ("late", "due", "idle"), strict=True))


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the page says it."""

    weighed: Weighed
    name: str
    reason: str
    chip: str

    @property
    def where(self) -> str:
        return ", ".join(self.weighed.places[:3])


@dataclass(frozen=True, slots=True)
class Example:
    """``text`` of a template; else ``found`` over the draft ``key``, ``drafts`` being (key, name) to choose from."""

    text: AgreementText | None = None
    found: Sequence[Found] = ()
    drafts: Sequence[tuple[str, str]] = ()
    key: str = ""

    @property
    def changed(self) -> Sequence[Found]:
        return [each for each in self.found if each.weighed.change != "same"]

    @property
    def same(self) -> Sequence[Found]:
        return [each for each in self.found if each.weighed.change == "same"]


def example_text(template: TextTemplate, house: Institution) -> AgreementText:
    """The template with example values."""
    return assemble(template, example_of(template, house))[0]


def example_for(content: Content, against: Content, house: Institution, key: str = "") -> Example:
    """``against``: what it is compared with; ``key``: the draft that was chosen, the usual one where it is unknown."""
    if not (isinstance(content, Positions) and isinstance(against, Positions)):
        return Example(example_text(content, house)) if isinstance(content, TextTemplate) else Example()
    key = key if key in example_drafts() else USUAL
    both = weighed(judged_example(key, against, house), judged_example(key, content, house))
    templates = published_templates(house.pk)
    drafts = [(each, _name(each, templates[each.removesuffix(AS_A_PARTNER)].name)) for each in example_drafts()]
    return Example(found=[_found(each) for each in both], drafts=drafts, key=key)


def _name(key: str, name: str) -> str:
    return _("%(template)s, in wordings that are never signed") % {"template": name} if AS_A_PARTNER in key else name


def _found(each: Weighed) -> Found:
    one = each.finding
    code = CODES.get(one.code)
    return Found(each, _(code.name) if code else one.code, _(one.reason) % dict(one.params), _CHIPS[one.level])


def by_topic(positions: Positions) -> list[tuple[str, list[object]]]:
    """The positions under the name of their topic, in the order of the checklist."""
    groups = [(label, [each for each in positions.positions if each.topic == key]) for key, label in ALL_TOPICS.items()]
    return [(_(label), list(found)) for label, found in groups if found]
