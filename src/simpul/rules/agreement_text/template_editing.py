"""One article of a template as a form: its entries with their places in the data, and the data with other words.

Emptying an item or another wording takes it out, emptying the words of a paragraph takes the whole paragraph out;
tables, ids and the conditions of items stay as they are and are edited in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal

from simpul.rules.agreement_text.template import ENGLISH, names

Kind = Literal[
    "title", "reason", "source", "paragraph", "item", "condition", "standing", "variant", "variant_item",
    "variant_reason",
]  # fmt: skip
NEW = "baru"
WHEN = "jika"


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` is the place ("ayat-0-rincian-1-teks"); ``paragraph`` and ``position`` count from 1, 0 where none.

    ``variant``: which other wording of the paragraph it belongs to, from 1; ``is_new``: of a part that is not there
    yet; ``when``: the conditions of an item.
    """

    name: str
    kind: Kind
    text: str
    paragraph: int = 0
    position: int = 0
    in_english: bool = False
    when: tuple[str, ...] = ()
    variant: int = 0
    is_new: bool = False


def article_in(data: Mapping[str, Any], article_id: str) -> dict[str, Any] | None:
    """The article of this id in the data of a template."""
    found: dict[str, Any] | None = next((each for each in data["pasal"] if each["id"] == article_id), None)
    return found


def entries_of(article: Mapping[str, Any], *, in_two: bool) -> list[Entry]:
    """Every entry of the article in reading order; ``in_two``: with those of the second language."""
    found = [*_entries(article), *_new_paragraph(len(article["ayat"]) + 1)]
    return [each for each in found if in_two or not each.in_english]


def _entries(article: Mapping[str, Any]) -> Iterator[Entry]:
    yield from _both(article, "judul", Entry("judul", "title", ""))
    yield from _conditions(article, "", 0)
    yield Entry("alasan", "reason", str(article.get("alasan", "")))
    yield Entry("sumber", "source", str(article.get("sumber", "")))
    for number, paragraph in enumerate(article["ayat"], 1):
        head = f"ayat-{number - 1}-"
        yield from _both(paragraph, "teks", Entry(f"{head}teks", "paragraph", "", number))
        yield from _items(paragraph, head, "item", number)
        yield from _conditions(paragraph, head, number)
        variants = paragraph.get("varian") or []
        for position, variant in enumerate(variants, 1):
            yield from _variant(variant, f"{head}varian-{position - 1}-", number, position)
        for entry in _variant({}, f"{head}varian-{NEW}-", number, len(variants) + 1):
            yield replace(entry, is_new=True)


def _variant(variant: Mapping[str, Any], head: str, number: int, position: int) -> Iterator[Entry]:
    standing, reason = str(variant.get("sifat", "")), str(variant.get("alasan", ""))
    yield Entry(f"{head}sifat", "standing", standing, number, position, variant=position)
    yield from _both(variant, "teks", Entry(f"{head}teks", "variant", "", number, position, variant=position))
    yield from _items(variant, head, "variant_item", number, position)
    yield Entry(f"{head}alasan", "variant_reason", reason, number, position, variant=position)


def _new_paragraph(number: int) -> Iterator[Entry]:
    for entry in _both({}, "teks", Entry(f"{NEW}-teks", "paragraph", "", number)):
        yield replace(entry, is_new=True)
    yield Entry(f"{NEW}-{WHEN}-0", "condition", "", number, 1, is_new=True)
    yield Entry(f"{NEW}-alasan", "reason", "", number, is_new=True)


def _conditions(part: Mapping[str, Any], head: str, number: int) -> Iterator[Entry]:
    """The conditions of a part, and a place for one more."""
    for position, name in enumerate((*names(part.get(WHEN)), ""), 1):
        yield Entry(f"{head}{WHEN}-{position - 1}", "condition", name, number, position)


def _items(part: Mapping[str, Any], head: str, kind: Kind, number: int, variant: int = 0) -> Iterator[Entry]:
    for position, item in enumerate(part.get("rincian") or [], 1):
        entry = Entry(f"{head}rincian-{position - 1}", kind, "", number, position, variant=variant)
        if isinstance(item, str):
            yield replace(entry, text=item)
        elif isinstance(item, Mapping) and "ulang" not in item:
            yield from _both(item, "teks", replace(entry, name=f"{entry.name}-teks", when=names(item.get(WHEN))))


def _both(part: Mapping[str, Any], key: str, entry: Entry) -> Iterator[Entry]:
    """The entry with its words, and the same in the second language."""
    other = f"{key}{ENGLISH}"
    yield replace(entry, text=str(part.get(key, "")))
    yield replace(entry, name=f"{entry.name}{ENGLISH}", text=str(part.get(other, "")), in_english=True)


def with_words(data: Mapping[str, Any], article_id: str, words: Mapping[str, str]) -> dict[str, Any]:
    """The data with the words of one article as entered. ``words`` maps the names of entries; unknown ones are left."""
    made = deepcopy(dict(data))
    article = article_in(made, article_id)
    assert article is not None
    plain = {name: " ".join(text.split()) for name, text in words.items()}
    for name, text in plain.items():
        _put(article, name, text)
    _choose(article, "", plain)
    article["ayat"] = [_edited(each, f"ayat-{number}-", plain) for number, each in enumerate(article["ayat"])]
    article["ayat"] = [each for each in article["ayat"] if each.get("teks")]
    if plain.get(f"{NEW}-teks"):
        article["ayat"].append(_new(article, plain))
    return made


def _put(article: dict[str, Any], name: str, text: str) -> None:
    """``name`` is a way through lists and keys; the last part is the key, or the position of a plain item."""
    *way, last = name.split("-")
    if NEW in way or WHEN in way:
        return
    part: Any = article
    for step in way:
        part = part[int(step)] if step.isdecimal() else part.get(step)
        if part is None:
            return
    if isinstance(part, list):
        part[int(last)] = text
    elif text or last in part:
        part[last] = text


def chosen(head: str, words: Mapping[str, str]) -> list[str]:
    """The conditions that were chosen for the part of this head, each once."""
    found = [text for name, text in words.items() if _is_condition(name, head)]
    return list(dict.fromkeys(text for text in found if text))


def _is_condition(name: str, head: str) -> bool:
    return name.startswith(f"{head}{WHEN}-")


def _choose(part: dict[str, Any], head: str, words: Mapping[str, str]) -> None:
    """Puts the conditions behind the id, as one name or a list of names; where none was asked they stay."""
    if not any(_is_condition(name, head) for name in words):
        return
    found = chosen(head, words)
    if found == list(names(part.get(WHEN))):
        return
    kept = {key: value for key, value in part.items() if key != WHEN}
    when = {WHEN: found[0] if len(found) == 1 else found} if found else {}
    part.clear()
    part.update({"id": kept.pop("id"), **when, **kept})


def _edited(paragraph: dict[str, Any], head: str, words: Mapping[str, str]) -> dict[str, Any]:
    """The paragraph with its conditions and wordings, without what was emptied."""
    _choose(paragraph, head, words)
    variants = [_tidied(each) for each in paragraph.get("varian") or [] if each.get("teks")]
    if words.get(f"{head}varian-{NEW}-teks"):
        variants.append(_new_variant(variants, f"{head}varian-{NEW}-", words))
    if variants or "varian" in paragraph:
        paragraph["varian"] = variants
    return _tidied(paragraph)


def _tidied(part: dict[str, Any]) -> dict[str, Any]:
    """Without the items that were emptied, and without keys that say nothing."""
    kept = {key: value for key, value in part.items() if value not in ("", [], None)}
    if "rincian" in kept:
        kept["rincian"] = [item for item in kept["rincian"] if item and (isinstance(item, str) or _says(item))]
    if not kept.get("rincian"):
        kept.pop("rincian", None)
    return kept


def _says(item: Mapping[str, Any]) -> bool:
    return bool(item.get("teks") or item.get("ulang"))


def _new(article: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A paragraph more, under an id that no other one has."""
    made = {"id": _free("tambahan", article["ayat"]), **_said(f"{NEW}-", ("teks", f"teks{ENGLISH}", "alasan"), words)}
    _choose(made, f"{NEW}-", words)
    return made


def _new_variant(variants: Sequence[Mapping[str, Any]], head: str, words: Mapping[str, str]) -> dict[str, Any]:
    """A wording more, under an id that no other one of the paragraph has."""
    said = _said(head, ("sifat", "alasan", "teks", f"teks{ENGLISH}"), words)
    return {"id": _free("rumusan", variants), **said}


def _said(head: str, keys: tuple[str, ...], words: Mapping[str, str]) -> dict[str, Any]:
    return {key: words[f"{head}{key}"] for key in keys if words.get(f"{head}{key}")}


def _free(stem: str, parts: Sequence[Mapping[str, Any]]) -> str:
    taken = {str(part.get("id")) for part in parts}
    return next(f"{stem}{n}" for n in range(1, len(taken) + 2) if f"{stem}{n}" not in taken)
