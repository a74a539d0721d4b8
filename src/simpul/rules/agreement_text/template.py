"""A text template as data: what stands in ``texts/<code>.yaml`` or in a version that an institution published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

SLOT = re.compile(r"\{(@?)([a-z0-9_.]+)\}")
Joiner = Literal["dan", "atau", "titik", "titik_koma"]
Standing = Literal["cadangan", "terlarang"]
ENGLISH = "_en"
"""A key with this ending holds the words of the second language of the key without it."""


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
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another wording of a clause: one to fall back on (cadangan), or one that is never taken (terlarang)."""

    id: str
    standing: Standing
    text: str
    items: tuple[Line, ...]
    joiner: Joiner
    reason: str


@dataclass(frozen=True, slots=True)
class ParagraphTemplate:
    """``text`` and ``items`` are the preferred wording; ``reason`` says why the clause is there, ``source`` whence."""

    id: str
    text: str
    when: tuple[str, ...]
    items: tuple[Line, ...]
    joiner: Joiner
    table: str
    reason: str = ""
    source: str = ""
    variants: tuple[Variant, ...] = ()

    @property
    def fallbacks(self) -> tuple[Variant, ...]:
        return tuple(each for each in self.variants if each.standing == "cadangan")

    def worded(self, variant: str) -> ParagraphTemplate:
        """The clause in the words of a fallback; as it is when there is none of this id."""
        chosen = next((each for each in self.fallbacks if each.id == variant), None)
        return replace(self, text=chosen.text, items=chosen.items, joiner=chosen.joiner) if chosen else self


@dataclass(frozen=True, slots=True)
class ArticleTemplate:
    id: str
    title: str
    paragraphs: tuple[ParagraphTemplate, ...]
    when: tuple[str, ...] = ()
    reason: str = ""
    source: str = ""


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
    """The words of one kind of agreement. ``parties`` maps "lembaga" and "perseorangan" to a komparisi sentence.

    ``instruments``: codes of the kinds of document it is for, the first one by itself; ``procedures``:
    codes of those whose cases are written from it first; ``mode`` "basah" where the
    original must be signed in wet ink; ``no_duty``: no stamp duty is due on it; ``translation``: the same template in
    English, for an agreement in two languages.
    """

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
    instruments: tuple[str, ...] = ("pks",)
    procedures: tuple[str, ...] = ()
    about: str = ""
    mode: str = ""
    no_duty: bool = False
    translation: TextTemplate | None = None

    @property
    def tables(self) -> frozenset[str]:
        """The tables of its annexes, whatever their conditions."""
        return frozenset(annex.table for annex in self.annexes)

    def paragraph(self, clause: str) -> ParagraphTemplate | None:
        """The paragraph of this id."""
        return next((each for article in self.articles for each in article.paragraphs if each.id == clause), None)


def expand(data: Mapping[str, object], shared: Mapping[str, object], base: Mapping[str, object]) -> dict[str, object]:
    """Put what texts share into one: absent head sections, and articles named by ``pakai``.

    ``base`` is the text that this one derives from (empty without ``turunan``): its articles come before the shared
    ones. What is put together stands by itself.
    """
    stock = {str(article["id"]): article for source in (shared, base) for article in entries(source.get("pasal", []))}
    articles = [stock[str(entry["pakai"])] if "pakai" in entry else entry for entry in entries(data["pasal"])]
    whole = {**shared, **base, **data, "pasal": articles}
    return {key: whole[key] for key in (*_IDENTITY, *whole) if key in whole and key != "turunan"}


_IDENTITY = ("kode", "versi", "nama", "uraian", "instrumen", "prosedur", "bahasa", "cara", "meterai")
"""What a text says of itself stands first in it."""


def built(data: Mapping[str, object]) -> TextTemplate:
    """The template of data whose shape is known to be right; what it says is judged by ``template_faults``."""
    template = _template(data)
    if data.get("bahasa") != "dua":
        return template
    return replace(template, translation=_template(cast("Mapping[str, object]", in_english(data))))


def in_english(value: object) -> object:
    """The data with every entry replaced by its English twin, where it has one."""
    if isinstance(value, Mapping):
        plain = {key: each for key, each in value.items() if not str(key).endswith(ENGLISH)}
        return {key: in_english(value.get(f"{key}{ENGLISH}", each)) for key, each in plain.items()}
    if isinstance(value, list):
        return [in_english(each) for each in value]
    return value


def _template(data: Mapping[str, object]) -> TextTemplate:
    return TextTemplate(
        code=str(data["kode"]),
        version=str(data["versi"]),
        name=text_in(data["nama"]),
        opening=text_in(data["pembukaan"]),
        parties={key: text_in(value) for key, value in mapping(data["komparisi"]).items()},
        after_parties=_lines(data["sebutan"], "sebutan"),
        considerations_lead=text_in(data["pengantar_pertimbangan"]),
        considerations=_lines(data["pertimbangan"], "pertimbangan"),
        bases_lead=text_in(data["pengantar_dasar"]),
        bases=_lines(data["dasar"], "dasar"),
        agreed=text_in(data["kesepakatan"]),
        articles=tuple(_article(entry) for entry in entries(data["pasal"])),
        closing=_lines(data["penutup"], "penutup"),
        annexes=tuple(_annex(entry) for entry in entries(data.get("lampiran") or [])),
        instruments=names(data.get("instrumen")) or ("pks",),
        procedures=names(data.get("prosedur")),
        about=text_in(data.get("uraian", "")),
        mode=str(data.get("cara", "")),
        no_duty=data.get("meterai") == "tidak",
    )


def text_in(value: object) -> str:
    """Folded text of the file: one line, no stray blanks."""
    return " ".join(str(value).split())


def mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value)


def entries(value: object) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", value)


def names(value: object) -> tuple[str, ...]:
    """One name or a list of names."""
    return (value,) if isinstance(value, str) else tuple(str(name) for name in cast("Sequence[object]", value or ()))


def _lines(value: object, owner: str) -> tuple[Line, ...]:
    """A plain string is a line whose id comes from its place in the file; a mapping may name id, jika and ulang."""
    lines = []
    for position, entry in enumerate(cast("Sequence[object]", value or ()), 1):
        plain: Mapping[str, object] = {"teks": entry} if isinstance(entry, str) else mapping(entry)
        lines.append(
            Line(
                id=f"{owner}_{plain.get('id', position)}",
                text=text_in(plain.get("teks", "")),
                when=names(plain.get("jika")),
                repeat=str(plain.get("ulang", "")),
                reason=text_in(plain.get("alasan", "")),
            )
        )
    return tuple(lines)


def _article(entry: Mapping[str, object]) -> ArticleTemplate:
    article_id = str(entry["id"])
    reason, source = text_in(entry.get("alasan", "")), text_in(entry.get("sumber", ""))
    paragraphs = tuple(_paragraph(paragraph, article_id) for paragraph in entries(entry["ayat"]))
    return ArticleTemplate(
        article_id, text_in(entry["judul"]), paragraphs, names(entry.get("jika")), reason, source
    )  # fmt: skip


def _paragraph(entry: Mapping[str, object], article_id: str) -> ParagraphTemplate:
    paragraph_id = f"{article_id}_{entry['id']}"
    return ParagraphTemplate(
        id=paragraph_id,
        text=text_in(entry["teks"]),
        when=names(entry.get("jika")),
        items=_lines(entry.get("rincian"), paragraph_id),
        joiner=_joiner(entry),
        table=str(entry.get("tabel", "")),
        reason=text_in(entry.get("alasan", "")),
        source=text_in(entry.get("sumber", "")),
        variants=tuple(_variant(variant, paragraph_id) for variant in entries(entry.get("varian") or [])),
    )


def _variant(entry: Mapping[str, object], owner: str) -> Variant:
    return Variant(
        id=str(entry["id"]),
        standing=cast("Standing", str(entry["sifat"])),
        text=text_in(entry["teks"]),
        items=_lines(entry.get("rincian"), f"{owner}_{entry['id']}"),
        joiner=_joiner(entry),
        reason=text_in(entry.get("alasan", "")),
    )


def _joiner(entry: Mapping[str, object]) -> Joiner:
    return cast("Joiner", str(entry.get("rangkai", "dan")))


def _annex(entry: Mapping[str, object]) -> AnnexTemplate:
    annex_id = str(entry["id"])
    return AnnexTemplate(
        annex_id,
        text_in(entry["judul"]),
        text_in(entry["pengantar"]),
        str(entry["tabel"]),
        names(entry.get("jika")),
        _lines(entry.get("catatan"), annex_id),
    )


def lines_of(template: TextTemplate) -> Iterator[Line]:
    """Every line outside of the paragraphs' own words; those of variants too."""
    yield from template.after_parties + template.considerations + template.bases + template.closing
    for annex in template.annexes:
        yield from annex.notes
    for paragraph in paragraphs_of(template):
        yield from paragraph.items
        for variant in paragraph.variants:
            yield from variant.items


def paragraphs_of(template: TextTemplate) -> Iterator[ParagraphTemplate]:
    """Every paragraph in reading order."""
    for article in template.articles:
        yield from article.paragraphs
