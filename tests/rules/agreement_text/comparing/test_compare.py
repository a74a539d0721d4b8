"""Every kind of change of a clause is named as itself, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simpul.rules.agreement_text.comparing.compare import NEW, Comparison, compare
from simpul.rules.agreement_text.comparing.parts import parts_of
from simpul.rules.agreement_text.comparing.summary import counts, summary
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.structure import Item, Paragraph, Reference
from tests.rules.agreement_text.comparing.made import TARIFFS, Ayat, Pasal, base, text_of

Edit = Callable[[list[Pasal]], None]


def against(edit: Edit) -> Comparison:
    articles = base()
    edit(articles)
    return compare(text_of(base()), text_of(articles))


def reword(articles: list[Pasal]) -> None:
    articles[1].ayat[0].text = articles[1].ayat[0].text.replace("14 (empat belas)", "30 (tiga puluh)")


def drop(articles: list[Pasal]) -> None:
    del articles[1].ayat[1]


def add(articles: list[Pasal]) -> None:
    articles[0].ayat.insert(1, Ayat("baru", "Spesimen dikirim dalam kotak pendingin."))


def to_other_article(articles: list[Pasal]) -> None:
    articles[2].ayat.append(articles[1].ayat.pop(2))


def within_article(articles: list[Pasal]) -> None:
    articles[1].ayat.insert(0, articles[1].ayat.pop(2))


def moved_and_reworded(articles: list[Pasal]) -> None:
    to_other_article(articles)
    articles[2].ayat[-1].text += " Pemberitahuan disertai alasan."


def drop_article(articles: list[Pasal]) -> None:
    del articles[1]


def new_article(articles: list[Pasal]) -> None:
    articles.insert(1, Pasal("mutu", "MUTU", [Ayat("mutu_1", "Mutu dijaga."), Ayat("mutu_2", "Alat dikalibrasi.")]))


def swap_articles(articles: list[Pasal]) -> None:
    articles.append(articles.pop(0))


def retitle(articles: list[Pasal]) -> None:
    articles[2].title = "BERAKHIRNYA PERJANJIAN"


def letter(articles: list[Pasal]) -> None:
    articles[0].ayat[1].letters[1] = ("lingkup_2b", "PCR waktu nyata.")


CASES: list[tuple[Edit, dict[str, str]]] = [
    (lambda articles: None, {}),
    (reword, {"bayar_1": "changed"}),
    (drop, {"bayar_2": "removed"}),
    (add, {"+baru": "added"}),
    (to_other_article, {"bayar_3": "moved"}),
    (within_article, {"bayar_3": "moved"}),
    (moved_and_reworded, {"bayar_3": "moved_changed"}),
    (drop_article, dict.fromkeys(("bayar", "bayar_1", "bayar_2", "bayar_3"), "removed")),
    (new_article, dict.fromkeys(("+mutu", "+mutu_1", "+mutu_2"), "added")),
    (swap_articles, {"lingkup": "moved"}),
    (retitle, {"akhir": "changed"}),
    (letter, {"lingkup_2b": "changed"}),
]


@pytest.mark.parametrize(("edit", "wanted"), CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_each_change_is_named_as_itself(edit: Edit, wanted: dict[str, str]) -> None:
    assert {change.key: change.kind for change in against(edit).differing} == wanted


@pytest.mark.parametrize(("edit", "wanted"), CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_without_ids_the_same_is_found(edit: Edit, wanted: dict[str, str]) -> None:
    """As read from a file that lost every bookmark of ours."""
    articles = base()
    edit(articles)
    ours, read = text_of(base()), as_read(text_of(articles))
    found = compare(ours, read, identify(ours, read))
    assert {change.key.removeprefix("+"): change.kind for change in found.differing} == {
        key.removeprefix("+"): kind for key, kind in wanted.items()
    }


def test_what_only_got_another_number_is_not_shouted() -> None:
    found = against(add)
    assert found.by_key["lingkup_2"].kind == "renumbered"
    assert (counts(found).renumbered, counts(found).differing) == (1, 1)


def test_a_space_beside_a_mark_is_no_change() -> None:
    """Nothing of it could be shown: the words are the same."""

    def apart(articles: list[Pasal]) -> None:
        articles[1].ayat[0].text = articles[1].ayat[0].text.replace(".", " .")

    assert "." in base()[1].ayat[0].text
    assert against(apart).by_key["bayar_1"].kind == "unchanged"


@pytest.mark.parametrize(
    ("heading", "place"),
    [("LAMPIRAN PERJANJIAN KERJASAMA", "Lampiran"), ("LAMPIRAN II", "Lampiran II"), ("Annex 3 of it", "Lampiran 3")],
)
def test_an_annex_is_named_by_its_number_alone(heading: str, place: str) -> None:
    read = as_read(text_of(base()))
    parts = parts_of(replace(read, annexes=tuple(replace(one, heading=heading) for one in read.annexes)))
    assert next(part.place for part in parts if part.kind == "annex") == place


def test_a_removed_clause_stands_where_it_stood() -> None:
    keys = [change.key for change in against(drop).changes]
    assert keys[keys.index("bayar_1") : keys.index("bayar_3") + 1] == ["bayar_1", "bayar_2", "bayar_3"]


def test_title_parties_preamble_table_annex_and_signature() -> None:
    ours = text_of(base())
    theirs = replace(
        ours,
        title=replace(ours.title, subject="PEMERIKSAAN RUJUKAN", number_lines=("1", "77/X/2026")),
        parties=(ours.parties[0], replace(ours.parties[1], name="Nama Rekaan Lain")),
        considerations=(Item("timbang_1", "bahwa mutlak perlu pemeriksaan;"), ours.considerations[1]),
        closing=ours.closing.replace("dibuat", "ditandatangani"),
        signatures=(ours.signatures[0], replace(ours.signatures[1], name="Nama Rekaan Lain")),
        annexes=text_of(base(), (TARIFFS[0], ("2.", "Kultur", "Rp350.000,00"))).annexes,
    )  # fmt: skip
    read = as_read(theirs)
    for found in (compare(ours, theirs), compare(ours, read, identify(ours, read))):
        assert {change.key: change.part.place for change in found.differing} == {
            "@title.subject": "Judul, perihal",
            "@title.numbers": "Nomor naskah",
            "@pihak_2": "Komparisi PIHAK KEDUA",
            "timbang_1": "Pertimbangan a",
            "@closing": "Penutup",
            "@sign2": "Tanda tangan PIHAK KEDUA",
            "lampiran": "Lampiran",
        }
        (table,) = found.by_key["lampiran"].tables
        assert [row.kind for row in table.rows] == ["same", "same", "changed"]


def with_reference(articles: list[Pasal], article: str, ayat: str) -> Paragraph:
    words = f"Denda dihitung menurut Pasal {article} ayat ({ayat}) dan ayat (1)."
    start = words.index("Pasal")
    end = start + len(f"Pasal {article}")
    return Paragraph("akhir_2", 2, words, references=(
        Reference(start, end, "bayar"), Reference(end + 6, end + 8 + len(ayat), "bayar_1"),
    ))  # fmt: skip


def test_a_reference_that_follows_its_clause_is_no_change() -> None:
    before, after = base(), base()
    new_article(after)
    old, new = text_of(before), text_of(after)
    old = replace(old, articles=(*old.articles[:2], replace(
        old.articles[2], paragraphs=(*old.articles[2].paragraphs, with_reference(before, "2", "1"))
    )))  # fmt: skip
    new = replace(new, articles=(*new.articles[:3], replace(
        new.articles[3], paragraphs=(*new.articles[3].paragraphs, with_reference(after, "3", "1"))
    )))  # fmt: skip
    found = compare(old, new)
    assert found.by_key["akhir_2"].kind == "renumbered"
    assert compare(old, replace(new, articles=(*new.articles[:3], replace(
        new.articles[3], paragraphs=(*new.articles[3].paragraphs, with_reference(after, "3", "2"))
    )))).by_key["akhir_2"].kind == "changed"  # fmt: skip


def test_a_doubt_is_a_question_until_a_person_answers_it() -> None:
    articles = base()
    first = articles[0].ayat[0]
    articles[0].ayat += [Ayat("lingkup_9", first.text), Ayat("lingkup_8", "Sisa spesimen dimusnahkan.")]
    ours, changed = text_of(articles), base()
    changed[0].ayat.append(Ayat("lingkup_1", first.text.replace("setiap hari kerja", "pada hari kerja")))
    del changed[0].ayat[0]
    read = as_read(text_of(changed))
    identity = identify(ours, read)
    asked = compare(ours, read, identity)
    (doubted,) = asked.open_questions
    assert doubted.question
    assert set(doubted.question.candidates) == {"lingkup_1", "lingkup_9"}
    same = compare(ours, read, identity, {"lingkup_1": "lingkup_9"})
    assert (same.open_questions, same.by_key["lingkup_9"].kind, same.by_key["lingkup_1"].kind) == (
        (), "changed", "removed",
    )  # fmt: skip
    new = compare(ours, read, identity, {"lingkup_1": NEW})
    assert (new.open_questions, new.by_key["+lingkup_1"].kind) == ((), "added")


def test_the_summary_says_it_in_sentences() -> None:
    def told(edit: Edit) -> list[str]:
        return [sentence.text % sentence.values for sentence in summary(against(edit))]

    assert told(reword) == ["Pasal 2 ayat (1) changed: “14 (empat belas)” → “30 (tiga puluh)”"]
    assert told(drop_article)[0] == "Pasal 2 was removed: “PEMBAYARAN” with 3 clauses."
    assert told(new_article)[0] == "Pasal 2 is new: “MUTU” with 2 clauses."
    assert told(to_other_article) == ["Pasal 2 ayat (3) moved to Pasal 3 ayat (2)."]
    assert told(lambda articles: None) == []
