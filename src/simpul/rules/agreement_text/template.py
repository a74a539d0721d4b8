"""A text template as data: what stands in ``texts/<code>.yaml``, checked as a whole before it is used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from simpul.rules.agreement_text import conditions, tables
from simpul.rules.agreement_text.slots import LISTS, PARTY_SLOTS, SLOTS

SLOT = re.compile(r"\{(@?)([a-z0-9_.]+)\}")
ID = re.compile(r"[a-z][a-z0-9_]{0,37}\Z")
Joiner = Literal["dan", "atau", "titik", "titik_koma"]
JOINERS = ("dan", "atau", "titik", "titik_koma")


class TemplateFaults(ValueError):
    """Everything wrong with a template, one sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or item with its conditions. ``repeat`` names a list of values, one item for each."""

    id: str
    text: str
    when: tuple[str, ...] = ()
    repeat: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphTemplate:
    id: str
    text: str
    when: tuple[str, ...]
    items: tuple[Line, ...]
    joiner: Joiner
    table: str


@dataclass(frozen=True, slots=True)
class ArticleTemplate:
    id: str
    title: str
    paragraphs: tuple[ParagraphTemplate, ...]


@dataclass(frozen=True, slots=True)
class AnnexTemplate:
    id: str
    title: str
    lead: str
    table: str
    when: tuple[str, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TextTemplate:
    """The words of one kind of agreement. ``parties`` maps "lembaga" and "perseorangan" to a komparisi sentence."""

    code: str
    version: str
    name: str
    opening: str
    parties: Mapping[str, str]
    after_parties: tuple[Line, ...]
    considerations_lead: str
    considerations: tuple[Line, ...]
    bases_lead: str
    bases: tuple[Line, ...]
    agreed: str
    articles: tuple[ArticleTemplate, ...]
    closing: tuple[Line, ...]
    annexes: tuple[AnnexTemplate, ...]


def expand(data: Mapping[str, object], shared: Mapping[str, object]) -> dict[str, object]:
    """Put what all texts share into one: absent head sections, and articles named by ``pakai``."""
    stock = {str(article["id"]): article for article in _entries(shared["pasal"])}
    articles = [stock[str(entry["pakai"])] if "pakai" in entry else entry for entry in _entries(data["pasal"])]
    return {**shared, **data, "pasal": articles}


def from_data(data: Mapping[str, object]) -> TextTemplate:
    """Build a template from plain data; raises TemplateFaults naming every fault, KeyError for an absent section."""
    template = TextTemplate(
        code=str(data["kode"]),
        version=str(data["versi"]),
        name=str(data["nama"]),
        opening=_text(data["pembukaan"]),
        parties={key: _text(value) for key, value in _mapping(data["komparisi"]).items()},
        after_parties=_lines(data["sebutan"], "sebutan"),
        considerations_lead=_text(data["pengantar_pertimbangan"]),
        considerations=_lines(data["pertimbangan"], "pertimbangan"),
        bases_lead=_text(data["pengantar_dasar"]),
        bases=_lines(data["dasar"], "dasar"),
        agreed=_text(data["kesepakatan"]),
        articles=tuple(_article(entry) for entry in _entries(data["pasal"])),
        closing=_lines(data["penutup"], "penutup"),
        annexes=tuple(_annex(entry) for entry in _entries(data.get("lampiran", []))),
    )
    faults = list(_faults(template))
    if faults:
        raise TemplateFaults(faults)
    return template


def _text(value: object) -> str:
    """Folded text of the file: one line, no stray blanks."""
    return " ".join(str(value).split())


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value)


def _entries(value: object) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", value)


def _when(entry: Mapping[str, object]) -> tuple[str, ...]:
    value = entry.get("jika", ())
    return (value,) if isinstance(value, str) else tuple(str(name) for name in cast("Sequence[object]", value))


def _lines(value: object, owner: str) -> tuple[Line, ...]:
    """A plain string is a line whose id comes from its place in the file; a mapping may name id, jika and ulang."""
    lines = []
    for position, entry in enumerate(cast("Sequence[object]", value or ()), 1):
        plain: Mapping[str, object] = {"teks": entry} if isinstance(entry, str) else _mapping(entry)
        lines.append(
            Line(
                id=f"{owner}_{plain.get('id', position)}",
                text=_text(plain.get("teks", "")),
                when=_when(plain),
                repeat=str(plain.get("ulang", "")),
            )
        )
    return tuple(lines)


def _article(entry: Mapping[str, object]) -> ArticleTemplate:
    article_id = str(entry["id"])
    paragraphs = tuple(_paragraph(paragraph, article_id) for paragraph in _entries(entry["ayat"]))
    return ArticleTemplate(article_id, _text(entry["judul"]), paragraphs)


def _paragraph(entry: Mapping[str, object], article_id: str) -> ParagraphTemplate:
    paragraph_id = f"{article_id}_{entry['id']}"
    return ParagraphTemplate(
        id=paragraph_id,
        text=_text(entry["teks"]),
        when=_when(entry),
        items=_lines(entry.get("rincian"), paragraph_id),
        joiner=cast("Joiner", str(entry.get("rangkai", "dan"))),
        table=str(entry.get("tabel", "")),
    )


def _annex(entry: Mapping[str, object]) -> AnnexTemplate:
    annex_id = str(entry["id"])
    return AnnexTemplate(
        annex_id,
        _text(entry["judul"]),
        _text(entry["pengantar"]),
        str(entry["tabel"]),
        _when(entry),
        _lines(entry.get("catatan"), annex_id),
    )


def _all_lines(template: TextTemplate) -> Iterator[Line]:
    yield from template.after_parties + template.considerations + template.bases + template.closing
    for annex in template.annexes:
        yield from annex.notes
    for article in template.articles:
        for paragraph in article.paragraphs:
            yield from paragraph.items


def _paragraphs(template: TextTemplate) -> Iterator[ParagraphTemplate]:
    for article in template.articles:
        yield from article.paragraphs


def _faults(template: TextTemplate) -> Iterator[str]:
    yield from _id_faults(template)
    yield from _condition_faults(template)
    yield from _slot_faults(template)
    for paragraph in _paragraphs(template):
        if paragraph.joiner not in JOINERS:
            yield f"{paragraph.id}: rangkai {paragraph.joiner} is unknown"
    for owner, name in [(p.id, p.table) for p in _paragraphs(template)] + [(a.id, a.table) for a in template.annexes]:
        if name and name not in tables.TABLES:
            yield f"{owner}: tabel {name} is unknown"


def _id_faults(template: TextTemplate) -> Iterator[str]:
    ids = [article.id for article in template.articles] + [annex.id for annex in template.annexes]
    ids += [paragraph.id for paragraph in _paragraphs(template)] + [line.id for line in _all_lines(template)]
    yield from (f"{name}: id occurs more than once" for name, times in Counter(ids).items() if times > 1)
    yield from (f"{name}: id is not a bookmark name of at most 38 characters" for name in ids if not ID.match(name))


def _condition_faults(template: TextTemplate) -> Iterator[str]:
    owners: list[Line | ParagraphTemplate | AnnexTemplate]
    owners = [*_all_lines(template), *_paragraphs(template), *template.annexes]
    for owner in owners:
        yield from (f"{owner.id}: jika {name} is unknown" for name in owner.when if not conditions.known(name))


def _slot_faults(template: TextTemplate) -> Iterator[str]:
    targets = {article.id for article in template.articles} | {annex.id for annex in template.annexes}
    targets |= {paragraph.id for paragraph in _paragraphs(template)}
    heads = [template.opening, template.considerations_lead, template.bases_lead, template.agreed]
    texts = [("teks", text) for text in heads] + [(line.id, line.text) for line in _all_lines(template)]
    texts += [(p.id, p.text) for p in _paragraphs(template)] + [(a.id, a.lead) for a in template.annexes]
    for owner, text in texts:
        for sign, name in SLOT.findall(text):
            if name not in (targets if sign else SLOTS):
                yield f"{owner}: {{{sign}{name}}} is unknown"
    for line in _all_lines(template):
        if line.repeat and line.repeat not in LISTS:
            yield f"{line.id}: ulang {line.repeat} is unknown"
    for kind, text in template.parties.items():
        yield from (
            f"komparisi {kind}: {{{name}}} is unknown" for _, name in SLOT.findall(text) if name not in PARTY_SLOTS
        )
