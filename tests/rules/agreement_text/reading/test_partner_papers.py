"""Agreements in the partner's own form, read with every article and ayat that their truth files name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simpul.adapters.docx_reading import read
from simpul.rules.agreement_text.reading.read import Reading, read_agreement
from simpul.rules.agreement_text.reading.views import lines
from simpul.rules.agreement_text.reading.word import Document

SAMPLES = Path(__file__).parents[3] / "samples" / "partner-paper"
NAMES = ("pks-rsud-tirta-kencana", "pks-surya-diagnostika")


@cache
def document(name: str) -> Document:
    return read((SAMPLES / f"{name}.docx").read_bytes())


def reading(name: str) -> Reading:
    return read_agreement(document(name))


def truth(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize("name", NAMES)
def test_every_article_with_its_title_ayat_and_letters(name: str) -> None:
    told, text = truth(name), reading(name).accepted
    assert len(text.articles) == told["article_count"]
    for article, wanted in zip(text.articles, told["articles"], strict=True):
        assert (article.printed, article.title) == (wanted["no_as_printed"], wanted["title"])
        assert len(article.ayat) == wanted["ayat"], article.printed
        if "letters_below_ayat" in wanted:
            assert sum(len(ayat.items) for ayat in article.ayat) == wanted["letters_below_ayat"], article.printed
    assert text.doubts == ()


@pytest.mark.parametrize("name", NAMES)
def test_parties_numbers_and_annexes(name: str) -> None:
    told, text = truth(name), reading(name).accepted
    assert [(party.label, party.name) for party in text.parties] == [
        (party["label"], party["signatory"]) for party in told["parties"]
    ]
    for party, wanted in zip(text.parties, told["parties"], strict=True):
        assert wanted["authority"] is None or wanted["authority"] in party.text
    assert [number or None for number in text.title.numbers] == told["numbers"]
    assert [signature.label for signature in text.signatures] == [party["label"] for party in told["parties"]]
    for annex, wanted in zip(text.annexes, told["annexes"], strict=True):
        assert annex.title.startswith(wanted["title"])
        assert sum(row[0].isdigit() for row in annex.tables[0].rows) == wanted["rows"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("view", ["accepted", "before"])
def test_no_paragraph_is_lost(name: str, view: Any) -> None:
    places = reading(name).accepted.places()
    shown = lines(document(name), view)
    assert len(shown) > 70
    assert [line.words for line in shown if not set(line.sources) <= set(places)] == []


def test_a_place_is_named_as_the_text_names_it() -> None:
    text = reading(NAMES[0]).accepted
    tolak = next(clause for clause in text.clauses() if "Spesimen Retensi" in clause.text)
    assert text.named(tolak.ref) == "Pasal 3 c."
    assert [group.kind for group in text.preamble] == ["opening", "considerations", "agreed"]
    assert text.title.subject == "PELAYANAN PEMERIKSAAN LABORATORIUM RUJUKAN"


def test_nothing_unknown_and_the_parafs_of_the_footer() -> None:
    for name in NAMES:
        found = reading(name)
        assert (found.changes, found.comments, found.not_understood) == ((), (), ())
        assert [aside.kind for aside in found.asides] == ["footer"]
