"""What is wrong with the entries of an article written as a form: each fault at the entry where it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simpul.rules.agreement_text import condition_words, conditions
from simpul.rules.agreement_text.template import ENGLISH
from simpul.rules.agreement_text.template_editing import NEW, Entry, article_in, entries_of, with_words
from simpul.rules.agreement_text.template_faults import (
    NO_PARAGRAPH,
    UNKNOWN,
    UNTRANSLATED,
    TextFault,
    has_words,
    words_faults,
)
from simpul.rules.refusals import N_

NO_TITLE = N_("An article needs a title.")
NO_STANDING = N_("Choose whether this is a fallback, or never taken.")
NO_WORDS = N_("The words are missing. Write them, or empty the other entries of this part too.")
NO_REASON = N_("Say why. Whoever drafts, and whoever finds these words in the partner's text, reads the reason.")
CONTRADICTION = N_("This contradicts another condition: the text would never stand.")
_WORDED = ("title", "paragraph", "item", "variant", "variant_item")


class EntryFault(TextFault):
    """``name`` of the entry, in place of a clause."""

    @property
    def name(self) -> str:
        return self.where


def entry_faults(data: Mapping[str, Any], article_id: str, words: Mapping[str, str]) -> Iterator[EntryFault]:
    """Every fault of what was entered, in the order of the form; ``words`` maps the names of its entries."""
    plain = {name: " ".join(text.split()) for name, text in words.items()}
    made = with_words(data, article_id, plain)
    before, after = article_in(data, article_id), article_in(made, article_id)
    assert before is not None
    assert after is not None
    entries = [each for each in entries_of(before, in_two=data.get("bahasa") == "dua") if _stays(each, plain)]
    if not after["ayat"]:
        yield EntryFault("ayat-0-teks", NO_PARAGRAPH)
    if not plain.get("judul"):
        yield EntryFault("judul", NO_TITLE)
    targets = _targets(made)
    for entry in entries:
        text = plain.get(entry.name, "")
        yield from _missing(entry, text, plain)
        if entry.kind == "condition" and text:
            yield from _condition(entry, text, plain)
        if entry.kind in _WORDED:
            yield from _words(entry, text, plain, targets)


def _targets(data: Mapping[str, Any]) -> frozenset[str]:
    """Ids of the clauses that the words may refer to, of a template that may not be whole yet."""
    parts = [*data["pasal"], *(data.get("lampiran") or [])]
    paragraphs = {f"{part['id']}_{each['id']}" for part in parts for each in part.get("ayat") or ()}
    return frozenset({str(part["id"]) for part in parts} | paragraphs)


def _stays(entry: Entry, words: Mapping[str, str]) -> bool:
    """Whether the part of the entry is there after the change: what is taken out is not judged."""
    if entry.paragraph and not entry.name.startswith(NEW) and not words.get(f"ayat-{entry.paragraph - 1}-teks"):
        return False
    return not entry.variant or entry.is_new or bool(words.get(f"{_head(entry)}teks"))


def _head(entry: Entry) -> str:
    """The beginning that the names of its part have in common."""
    if entry.variant:
        return f"ayat-{entry.paragraph - 1}-varian-{NEW if entry.is_new else entry.variant - 1}-"
    return f"{NEW}-" if entry.is_new else entry.name.rpartition("-")[0]


def _missing(entry: Entry, text: str, words: Mapping[str, str]) -> Iterator[EntryFault]:
    if text or entry.in_english:
        return
    is_begun = not entry.is_new or any(said for name, said in words.items() if name.startswith(_head(entry)))
    if entry.is_new and is_begun and entry.kind in ("paragraph", "variant"):
        yield EntryFault(entry.name, NO_WORDS)
    elif entry.variant and is_begun and entry.kind == "standing":
        yield EntryFault(entry.name, NO_STANDING)
    elif entry.variant and is_begun and entry.kind == "variant_reason":
        yield EntryFault(entry.name, NO_REASON)


def _condition(entry: Entry, text: str, words: Mapping[str, str]) -> Iterator[EntryFault]:
    if not conditions.known(text):
        yield EntryFault(entry.name, UNKNOWN, {"what": text})
    head = entry.name.rpartition("-")[0]
    earlier = [words.get(f"{head}-{number}") for number in range(entry.position - 1)]
    if condition_words.opposite(text) in earlier:
        yield EntryFault(entry.name, CONTRADICTION)


def _words(entry: Entry, text: str, words: Mapping[str, str], targets: frozenset[str]) -> Iterator[EntryFault]:
    own = words.get(entry.name.removesuffix(ENGLISH), "") if entry.in_english else ""
    if entry.in_english and has_words(own) and text in ("", own):
        yield EntryFault(entry.name, UNTRANSLATED)
    for fault in words_faults(entry.name, text, targets, "en" if entry.in_english else "id"):
        yield EntryFault(fault.where, fault.text, fault.params)
