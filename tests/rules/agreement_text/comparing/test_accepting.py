"""Accepting all changes gives the new text, refusing all the old one; in between each decision holds for its clause."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.rules.agreement_text.comparing.accepting import apply, taken
from simpul.rules.agreement_text.comparing.compare import compare
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.structure import AgreementText, Item, Reference
from tests.rules.agreement_text.comparing.made import Ayat, Pasal, base, text_of
from tests.rules.agreement_text.comparing.naive import edited_by_hand


def words_only(text: AgreementText) -> object:
    """Everything but the ids."""
    return [
        (text.title, text.opening, text.closing, text.agreed),
        [(a.number, a.title, [(p.text, [i.text for i in p.items]) for p in a.paragraphs]) for a in text.articles],
        [(annex.title, annex.table.rows, [note.text for note in annex.notes]) for annex in text.annexes],
        [(s.label, s.name) for s in text.signatures], [(p.label, p.name, p.text) for p in text.parties],
    ]  # fmt: skip


edits = st.integers(0, 100_000), st.integers(0, 12)


@settings(deadline=None)
@given(*edits)
def test_all_accepted_is_the_new_text_and_all_refused_the_old_one(seed: int, count: int) -> None:
    ours, theirs = text_of(base()), text_of(edited_by_hand(seed, count))
    found = compare(ours, theirs)
    accepted = apply(ours, found, {change.key: True for change in found.differing})
    assert words_only(accepted) == words_only(theirs)
    assert apply(ours, found, {change.key: False for change in found.differing}) == ours
    assert apply(ours, found, {}) == ours


@settings(deadline=None)
@given(*edits, st.randoms(use_true_random=False))
def test_each_decision_holds_for_its_clause(seed: int, count: int, chance: random.Random) -> None:
    ours, theirs = text_of(base()), text_of(edited_by_hand(seed, count))
    found = compare(ours, theirs)
    decisions = {change.key: chance.random() < 0.5 for change in found.differing}
    result = apply(ours, found, decisions)
    ids = [clause for clause, _ in result.clauses()]
    assert len(ids) == len(set(ids))
    said, before = dict(result.clauses()), dict(ours.clauses())
    said |= {note.id: note.text for annex in result.annexes for note in annex.notes}
    for change in found.differing:
        if change.is_reworded and change.new and change.key in said:
            assert said[change.key] == (change.new.text if decisions[change.key] else before[change.key])
        if change.kind == "removed" and not decisions[change.key]:
            assert said[change.key] == before[change.key]
    for change in found.changes:
        if change.kind in ("unchanged", "renumbered"):
            assert change.part.kind != "clause" or change.key in said
    again = compare(ours, result)
    assert not {change.key for change in again.differing if change.key in before} - set(decisions)


@settings(deadline=None)
@given(*edits)
def test_read_back_without_our_marks_nothing_is_lost_either(seed: int, count: int) -> None:
    """Known again by words and place alone; a doubt left open becomes a new clause beside the old one."""
    ours, read = text_of(base()), as_read(text_of(edited_by_hand(seed, count)))
    found = compare(ours, read, identify(ours, read))
    accepted = apply(ours, found, {change.key: True for change in found.differing})
    assert words_only(accepted) == words_only(text_of(edited_by_hand(seed, count)))


def test_a_clause_goes_with_the_article_it_stands_in() -> None:
    articles = base()
    del articles[1]
    articles.insert(0, Pasal("mutu", "MUTU", [Ayat("mutu_1", "Mutu dijaga."), Ayat("mutu_2", "Alat dikalibrasi.")]))
    ours = text_of(base())
    found = compare(ours, text_of(articles))
    result = apply(ours, found, {"+mutu": True, "bayar": True})
    assert words_only(result) == words_only(text_of(articles))
    kept = apply(ours, found, {"bayar": True, "bayar_2": False, "+mutu": True, "+mutu_1": False})
    assert [article.title for article in kept.articles] == ["MUTU", "RUANG LINGKUP", "PEMBAYARAN", "PENGAKHIRAN"]
    assert [paragraph.text for paragraph in kept.articles[0].paragraphs] == ["Alat dikalibrasi."]
    assert [paragraph.id for paragraph in kept.articles[2].paragraphs] == ["bayar_2"]


def referring() -> AgreementText:
    text = text_of(base())
    last = replace(text.articles[2].paragraphs[0], text="Menurut Pasal 2 ayat (3) dan Pasal 1.", references=(
        Reference(8, 15, "bayar"), Reference(21, 24, "bayar_3"), Reference(29, 36, "lingkup"),
    ))  # fmt: skip
    return replace(text, articles=(*text.articles[:2], replace(text.articles[2], paragraphs=(last,))))


def test_references_follow_what_was_accepted() -> None:
    articles = deepcopy(base())
    articles.insert(0, Pasal("mutu", "MUTU", [Ayat("mutu_1", "Mutu dijaga.")]))
    del articles[2].ayat[0]
    articles[3].ayat[0].text = "Sesuai Pasal 3 ayat (2) dan Pasal 2."
    theirs = text_of(articles)
    found = compare(referring(), theirs)
    every = apply(referring(), found, {change.key: True for change in found.differing})
    assert every.articles[3].paragraphs[0].text == "Sesuai Pasal 3 ayat (2) dan Pasal 2."
    assert [one.target for one in every.articles[3].paragraphs[0].references] == ["bayar", "bayar_3", "lingkup"]
    words = apply(referring(), found, {"akhir_1": True})
    assert words.articles[2].paragraphs[0].text == "Sesuai Pasal 2 ayat (3) dan Pasal 1."
    places = apply(referring(), found, {"bayar_1": True})
    assert places.articles[2].paragraphs[0].text == "Menurut Pasal 2 ayat (2) dan Pasal 1."


def test_what_was_changed_since_on_our_side_stays() -> None:
    """Three ways: their changes of an older version come into the newer one of ours."""
    articles = base()
    articles[1].ayat[0].text = "Tagihan dibayar paling lambat 30 (tiga puluh) hari sejak diterima."
    found = compare(text_of(base()), text_of(articles))
    newer = base()
    newer[0].ayat.append(Ayat("lingkup_3", "Hasil disampaikan tertulis."))
    newer[1].ayat.insert(0, Ayat("bayar_0", "Biaya ditanggung PIHAK KEDUA."))
    result = apply(text_of(newer), found, {change.key: True for change in found.differing})
    newer[1].ayat[1].text = articles[1].ayat[0].text
    assert words_only(result) == words_only(text_of(newer))


def test_an_accepted_table_keeps_the_widths_of_its_columns() -> None:
    ours, theirs = text_of(base()), text_of(base(), (("1.", "PCR Dengue", "Rp500.000,00"),))
    found = compare(ours, theirs)
    assert apply(ours, found, {"lampiran": True}).annexes == theirs.annexes


def test_what_has_no_place_in_our_form_is_named_and_left_out() -> None:
    ours = text_of(base())
    extra = replace(
        ours.annexes[0], id="lampiran_2", heading="LAMPIRAN II", title="FORMULIR", notes=(Item("c_2", "Isi."),)
    )
    read = as_read(replace(ours, annexes=(*ours.annexes, extra)))
    read = replace(read, annexes=(read.annexes[0], replace(read.annexes[1], tables=())))
    found = compare(ours, read)
    result = taken(ours, found, {change.key: True for change in found.differing})
    assert [one.key for one in result.left_out] == ["+lampiran_2"]
    assert result.edits == ()
