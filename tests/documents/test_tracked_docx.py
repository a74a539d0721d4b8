"""A DOCX with tracked changes: rejected it is the old text, accepted the new one, in our reader and in LibreOffice."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from simpul.core.documents.faces.docx_tracked import tracked_docx
from simpul.core.documents.texts import text_template
from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.comparing.compare import Comparison, compare
from simpul.rules.agreement_text.editing.references import brought_up_to_date
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.structure import AgreementText, Article
from tests.documents.agreement_cases import LAB, TESTS, THREE
from tests.documents.office import as_pdfs, pdf_text
from tests.rules.agreement_text.comparing.made import base, text_of
from tests.rules.agreement_text.comparing.naive import edited_by_hand

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
CHANGED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
AUTHOR = "Rumah Sakit Contoh & Rekaan"
PLACES = {"ref", "sources", "shares", "signature_sources", "form", "automatic", "kind"}
CODE = "pks-pemeriksaan-lab"


def words_of(value: object) -> object:
    """All but where and how it was found, with spaces made even."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: words_of(getattr(value, field.name)) for field in fields(value) if field.name not in PLACES}
    if isinstance(value, str):
        return " ".join(value.split())
    return [words_of(entry) for entry in value] if isinstance(value, tuple) else value


def written(old: AgreementText, found: Comparison) -> tuple[bytes, Reading]:
    data = tracked_docx(old, found, author=AUTHOR, changed_at=CHANGED, at=AT, base_version="3")
    return data, read_word(data)


def lab() -> AgreementText:
    return assemble(text_template(CODE), LAB)[0]


def in_order(text: AgreementText, articles: list[Article]) -> AgreementText:
    """Numbered anew, and what refers to them follows."""
    numbered = tuple(replace(one, number=n) for n, one in enumerate(articles, 1))
    return brought_up_to_date(replace(text, articles=numbered))


def without_an_article() -> AgreementText:
    text = lab()
    articles = [article for article in text.articles if article.id != "pelaksanaan"]
    return in_order(text, articles)


def turned_round() -> AgreementText:
    text = lab()
    articles = [*text.articles[3:], *text.articles[:3]]
    return in_order(text, articles)


def other_tariffs() -> AgreementText:
    tests = (replace(TESTS[0], tariff=300_000), *TESTS[2:])
    return assemble(text_template(CODE), replace(LAB, tests=tests, subject="Pemeriksaan Rujukan"))[0]


def third_party() -> AgreementText:
    return assemble(text_template(CODE), replace(THREE, mode=LAB.mode, originals=LAB.originals))[0]


Make = Callable[[], AgreementText]
PAIRS = {
    "nothing": (lab, lab),
    "an article gone": (lab, without_an_article),
    "an article new": (without_an_article, lab),
    "articles moved": (lab, turned_round),
    "a table": (lab, other_tariffs),
    "a party more": (lab, third_party),
    "a party less": (third_party, lab),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_rejected_it_is_the_old_text_and_accepted_the_new_one(
    pair: tuple[Make, Make],
) -> None:
    old, new = (make() for make in pair)
    _, read = written(old, compare(old, new))
    assert words_of(read.before) == words_of(as_read(old))
    assert words_of(read.accepted) == words_of(as_read(new))
    assert read.not_understood == ()
    assert {(change.author, change.at) for change in read.changes} <= {(AUTHOR, "2026-11-20T03:00:00Z")}


@pytest.mark.parametrize("seed", range(12))
def test_random_edits_read_back_in_both_views(seed: int) -> None:
    old, new = text_of(base()), text_of(edited_by_hand(seed, 9))
    _, read = written(old, compare(old, new))
    assert words_of(read.before) == words_of(as_read(old))
    assert words_of(read.accepted) == words_of(as_read(new))


def test_moves_are_moves_and_clauses_keep_their_bookmarks() -> None:
    articles = base()
    articles[2].ayat.append(articles[1].ayat.pop(2))
    old, new = text_of(base()), text_of(articles)
    _, read = written(old, compare(old, new))
    moved = [(change.kind, change.words, change.place) for change in read.changes if change.words]
    words = "Keterlambatan diberitahukan secara tertulis."
    assert moved == [("move_from", words, "Pasal 2 (3)"), ("move_to", words, "Pasal 3 (2)")]
    assert len({change.move for change in read.changes if change.words}) == 1
    identity = identify(old, read.accepted)
    assert {match.by for match in identity.matches if match.clause == "bayar_3"} == {"bookmark"}
    assert (identity.doubts, identity.added, identity.missing) == ((), (), ())


def test_other_programs_open_it(tmp_path: Path) -> None:
    old, new = text_of(base()), text_of(edited_by_hand(3, 9))
    data, _ = written(old, compare(old, new))
    assert docx.Document(BytesIO(data)).paragraphs
    (pdf,) = as_pdfs([data], tmp_path)
    assert "PENGAKHIRAN" in pdf_text(pdf)


def test_edits_are_told_apart_from_a_partners_own_reading() -> None:
    """Their text, read back from a file, makes the same document as ours would."""
    chance = random.Random(4)
    old = lab()
    paragraph = chance.choice(old.articles[3].paragraphs)
    changed = replace(paragraph, text=f"{paragraph.text} Ketentuan ini dapat ditinjau.")
    new = replace(old, articles=tuple(
        replace(article, paragraphs=tuple(changed if one.id == changed.id else one for one in article.paragraphs))
        for article in old.articles
    ))  # fmt: skip
    _, first = written(old, compare(old, new))
    _, again = written(old, compare(old, first.accepted, identify(old, first.accepted)))
    assert words_of(again.accepted) == words_of(as_read(new))
    assert words_of(again.before) == words_of(as_read(old))
