"""What is wrong with a template: every fault at once, each with the clause it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from simpul.rules.agreement_text import conditions, instruments, tables
from simpul.rules.agreement_text.slots import LISTS, PARTY_SLOTS, slots_in
from simpul.rules.agreement_text.template import (
    SLOT,
    AnnexTemplate,
    ArticleTemplate,
    Line,
    ParagraphTemplate,
    TemplateFaults,
    TextTemplate,
    built,
    lines_of,
    paragraphs_of,
)
from simpul.rules.agreement_text.values import Language
from simpul.rules.refusals import N_

JOINERS = ("dan", "atau", "titik", "titik_koma")
STANDINGS = ("cadangan", "terlarang")
_ID = re.compile(r"[a-z][a-z0-9_]{0,37}\Z")
_VARIANT = re.compile(r"[a-z][a-z0-9_]{0,19}\Z")
_OPEN = re.compile(r"\.{3,}|…|_{3,}|\[[^\]]*\]|[{}]")


@dataclass(frozen=True, slots=True)
class TextFault:
    """``where`` is the id of a clause, or the key of a head section; ``text`` is a msgid filled by ``params``."""

    where: str
    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.text % self.params


UNKNOWN = N_("%(what)s is unknown")
UNTRANSLATED = N_("this clause has no words in the second language")
NO_PARAGRAPH = N_("an article needs at least one paragraph")


def from_data(data: Mapping[str, object]) -> TextTemplate:
    """Build and judge a template from plain data; raises TemplateFaults naming every fault, KeyError for no section."""
    template = built(data)
    faults = list(faults_of(template))
    if faults:
        raise TemplateFaults([f"{fault.where}: {fault.reason}" for fault in faults])
    return template


def faults_of(template: TextTemplate) -> Iterator[TextFault]:
    """Every fault of the template and of its translation."""
    for judge in _JUDGES:
        yield from judge(template)
    yield from _texts(template, "id")
    if template.translation is not None:
        yield from _untranslated(template, template.translation)
        yield from _texts(template.translation, "en")


def _ids(template: TextTemplate) -> Iterator[TextFault]:
    ids = [article.id for article in template.articles] + [annex.id for annex in template.annexes]
    ids += [paragraph.id for paragraph in paragraphs_of(template)] + [line.id for line in lines_of(template)]
    for name, times in Counter(ids).items():
        if times > 1:
            yield TextFault(name, N_("id occurs more than once"))
        if not _ID.match(name):
            yield TextFault(name, N_("id is not a bookmark name of at most 38 characters"))


def _conditions(template: TextTemplate) -> Iterator[TextFault]:
    owners: list[Line | ParagraphTemplate | AnnexTemplate | ArticleTemplate]
    owners = [*lines_of(template), *paragraphs_of(template), *template.annexes, *template.articles]
    for owner in owners:
        for name in owner.when:
            if not conditions.known(name):
                yield TextFault(owner.id, UNKNOWN, {"what": f"jika {name}"})


def _head(template: TextTemplate) -> Iterator[TextFault]:
    for code in template.instruments:
        if code not in instruments.BY_CODE:
            yield TextFault("instrumen", UNKNOWN, {"what": code})
    if template.mode not in ("", "basah"):
        yield TextFault("cara", UNKNOWN, {"what": template.mode})
    for kind, text in template.parties.items():
        for _, name in SLOT.findall(text):
            if name not in PARTY_SLOTS:
                yield TextFault(f"komparisi {kind}", UNKNOWN, {"what": f"{{{name}}}"})


def _parts(template: TextTemplate) -> Iterator[TextFault]:
    for paragraph in paragraphs_of(template):
        joiners = {paragraph.joiner, *(variant.joiner for variant in paragraph.variants)}
        yield from (
            TextFault(paragraph.id, UNKNOWN, {"what": f"rangkai {name}"}) for name in joiners if name not in JOINERS
        )
    owned = [(p.id, p.table) for p in paragraphs_of(template)] + [(a.id, a.table) for a in template.annexes]
    for owner, name in owned:
        if name and name not in tables.TABLES:
            yield TextFault(owner, UNKNOWN, {"what": f"tabel {name}"})
    for line in lines_of(template):
        if line.repeat and line.repeat not in LISTS:
            yield TextFault(line.id, UNKNOWN, {"what": f"ulang {line.repeat}"})


def _variants(template: TextTemplate) -> Iterator[TextFault]:
    for paragraph in paragraphs_of(template):
        for variant, times in Counter(each.id for each in paragraph.variants).items():
            if times > 1 or not _VARIANT.match(variant):
                yield TextFault(paragraph.id, N_("the variant “%(id)s” needs a short id of its own"), {"id": variant})
        for each in paragraph.variants:
            if each.standing not in STANDINGS:
                yield TextFault(paragraph.id, UNKNOWN, {"what": f"sifat {each.standing}"})
            if not each.reason:
                yield TextFault(paragraph.id, N_("the variant “%(id)s” gives no reason"), {"id": each.id})


def _paragraph_count(template: TextTemplate) -> Iterator[TextFault]:
    for article in template.articles:
        if not article.paragraphs:
            yield TextFault(article.id, NO_PARAGRAPH)


_JUDGES: tuple[Callable[[TextTemplate], Iterator[TextFault]], ...] = (
    _ids,
    _conditions,
    _head,
    _parts,
    _variants,
    _paragraph_count,
)


def _texts(template: TextTemplate, language: Language) -> Iterator[TextFault]:
    targets = frozenset(
        [article.id for article in template.articles]
        + [annex.id for annex in template.annexes]
        + [paragraph.id for paragraph in paragraphs_of(template)]
    )
    for owner, text in _every_text(template):
        yield from words_faults(owner, text, targets, language)


def words_faults(owner: str, text: str, targets: frozenset[str], language: Language) -> Iterator[TextFault]:
    """What is wrong with the words of one clause: unknown places and references, and places left open."""
    known = slots_in(language)
    for sign, name in SLOT.findall(text):
        if name not in (targets if sign else known):
            yield TextFault(owner, UNKNOWN, {"what": f"{{{sign}{name}}}"})
    if _OPEN.search(SLOT.sub("", text)):
        yield TextFault(owner, N_("brackets, dots or lines are left open in the words"))


def _every_text(template: TextTemplate) -> Iterator[tuple[str, str]]:
    yield "pembukaan", template.opening
    yield "pengantar_pertimbangan", template.considerations_lead
    yield "pengantar_dasar", template.bases_lead
    yield "kesepakatan", template.agreed
    yield from ((line.id, line.text) for line in lines_of(template))
    yield from ((article.id, article.title) for article in template.articles)
    for paragraph in paragraphs_of(template):
        yield paragraph.id, paragraph.text
        yield from ((paragraph.id, variant.text) for variant in paragraph.variants)
    for annex in template.annexes:
        yield annex.id, annex.lead
        yield annex.id, annex.title


def _untranslated(template: TextTemplate, english: TextTemplate) -> Iterator[TextFault]:
    """Words that are the same in both languages were not translated; a place alone is no word."""
    for (owner, text), (_, other) in zip(_every_text(template), _every_text(english), strict=True):
        if text == other and has_words(text):
            yield TextFault(owner, UNTRANSLATED)


def has_words(text: str) -> bool:
    """Whether there is anything in it to translate."""
    return bool(re.search(r"[a-z]{3}", SLOT.sub("", text)))
