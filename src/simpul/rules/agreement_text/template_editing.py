"""One article of a template as a form: its entries with their places in the data, and the data with other words.

Emptying an item takes it out, emptying the words of a paragraph takes the whole paragraph out; conditions, tables and
ids stay as they are and are edited in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from simpul.rules.agreement_text.template import ENGLISH

Kind = Literal["title", "reason", "source", "paragraph", "item", "variant", "variant_reason"]
NEW = "baru"


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` is the place ("ayat-0-rincian-1-teks"); ``paragraph`` and ``position`` count from 1, 0 where none."""

    name: str
    kind: Kind
    text: str
    paragraph: int = 0
    position: int = 0
    in_english: bool = False
    when: str = ""


def article_in(data: Mapping[str, Any], article_id: str) -> dict[str, Any] | None:
    """The article of this id in the data of a template."""
    found: dict[str, Any] | None = next((each for each in data["pasal"] if each["id"] == article_id), None)
    return found


def entries_of(article: Mapping[str, Any], *, in_two: bool) -> list[Entry]:
    """Every entry of the article in reading order; ``in_two``: with those of the second language."""
    found = list(_entries(article))
    return [each for each in found if in_two or not each.in_english]


def _entries(article: Mapping[str, Any]) -> Iterator[Entry]:
    yield from _both(article, "judul", "title", "judul")
    yield Entry("alasan", "reason", str(article.get("alasan", "")))
    yield Entry("sumber", "source", str(article.get("sumber", "")))
    for number, paragraph in enumerate(article["ayat"], 1):
        head = f"ayat-{number - 1}"
        yield from _both(paragraph, "teks", "paragraph", f"{head}-teks", number)
        for position, item in enumerate(paragraph.get("rincian") or [], 1):
            yield from _item(item, f"{head}-rincian-{position - 1}", number, position)
        for position, variant in enumerate(paragraph.get("varian") or [], 1):
            place = f"{head}-varian-{position - 1}"
            yield from _both(variant, "teks", "variant", f"{place}-teks", number, position)
            yield Entry(f"{place}-alasan", "variant_reason", str(variant.get("alasan", "")), number, position)


def _item(item: object, place: str, number: int, position: int) -> Iterator[Entry]:
    if isinstance(item, str):
        yield Entry(place, "item", item, number, position)
    elif isinstance(item, Mapping) and "ulang" not in item:
        yield from _both(item, "teks", "item", f"{place}-teks", number, position)


def _both(
    part: Mapping[str, Any], key: str, kind: Kind, place: str, number: int = 0, position: int = 0
) -> Iterator[Entry]:
    when = part.get("jika", "")
    said = when if isinstance(when, str) else " dan ".join(map(str, when))
    yield Entry(place, kind, str(part.get(key, "")), number, position, when=said)
    yield Entry(f"{place}{ENGLISH}", kind, str(part.get(f"{key}{ENGLISH}", "")), number, position, True, said)


def with_words(data: Mapping[str, Any], article_id: str, words: Mapping[str, str]) -> dict[str, Any]:
    """The data with the words of one article as entered. ``words`` maps the names of entries; unknown ones are left."""
    made = deepcopy(dict(data))
    article = article_in(made, article_id)
    assert article is not None
    for name, text in words.items():
        _put(article, name, " ".join(text.split()))
    article["ayat"] = [_tidied(paragraph) for paragraph in article["ayat"] if paragraph.get("teks")]
    if words.get(f"{NEW}-teks", "").strip():
        article["ayat"].append(_new(article, words))
    return made


def _put(article: dict[str, Any], name: str, text: str) -> None:
    """``name`` is a way through lists and keys; the last part is the key, or the position of a plain item."""
    *way, last = name.split("-")
    part: Any = article
    for step in way:
        part = part[int(step)] if step.isdecimal() else part.get(step)
        if part is None:
            return
    if isinstance(part, list):
        part[int(last)] = text
    elif text or last in part:
        part[last] = text


def _tidied(paragraph: dict[str, Any]) -> dict[str, Any]:
    """Without the items that were emptied, and without keys that say nothing."""
    kept = {key: value for key, value in paragraph.items() if value not in ("", [], None)}
    if "rincian" in kept:
        kept["rincian"] = [item for item in kept["rincian"] if item and (isinstance(item, str) or _says(item))]
    if not kept.get("rincian"):
        kept.pop("rincian", None)
    return kept


def _says(item: Mapping[str, Any]) -> bool:
    return bool(item.get("teks") or item.get("ulang"))


def _new(article: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A paragraph more, under an id that no other one has."""
    taken = {str(paragraph.get("id")) for paragraph in article["ayat"]}
    number = next(n for n in range(1, len(taken) + 2) if f"tambahan{n}" not in taken)
    named = {"teks": words[f"{NEW}-teks"], f"teks{ENGLISH}": words.get(f"{NEW}-teks{ENGLISH}", ""),
             "alasan": words.get(f"{NEW}-alasan", "")}  # fmt: skip
    return {"id": f"tambahan{number}", **{key: " ".join(text.split()) for key, text in named.items() if text.strip()}}
