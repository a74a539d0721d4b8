"""Clauses known again by bookmark, words, place or likeness; the rest is shown as doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simpul.rules.agreement_text.reading.assemble import read_text
from simpul.rules.agreement_text.reading.identity import Identity, identify
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.reading.views import Line, Share
from simpul.rules.agreement_text.structure import AgreementText, Article, Paragraph, TitleBlock

WORDS = {
    "lingkup_1": "PIHAK KESATU memeriksa spesimen yang dikirim PIHAK KEDUA setiap hari kerja.",
    "lingkup_2": "PIHAK KEDUA menyediakan kemasan dan menjaga suhu selama perjalanan.",
    "lingkup_3": "Hasil disampaikan dalam waktu lima hari kerja sejak spesimen diterima.",
    "bayar_1": "PIHAK KEDUA membayar biaya pemeriksaan setelah menerima tagihan.",
    "bayar_2": "Tagihan disampaikan setiap bulan beserta rekapitulasi pemeriksaan.",
}
ARTICLES = {"lingkup": "RUANG LINGKUP", "bayar": "PEMBAYARAN"}


def base() -> AgreementText:
    articles = tuple(
        Article(article, number, title, tuple(
            Paragraph(clause, place, words) for place, (clause, words) in enumerate(
                (each for each in WORDS.items() if each[0].startswith(article)), 1)
        )) for number, (article, title) in enumerate(ARTICLES.items(), 1)
    )  # fmt: skip
    title = TitleBlock("PERJANJIAN KERJA SAMA", (), "", ())
    return AgreementText("t", "1", "", title, "", (), (), "", (), "", (), "", articles, "", ())


def came_back(*changes: tuple[str, str], marked: bool = False, order: tuple[str, ...] = tuple(WORDS)) -> ReadText:
    """The text with the words of clauses replaced, as typed lines; ``marked``: with our bookmarks."""
    words = {**WORDS, **dict(changes)}
    lines: list[Line] = []

    def say(clause: str, text: str, heading: bool = False) -> None:
        shares = (Share(clause, len(text)),) if marked else ()
        lines.append(Line((len(lines),), text, align="center" if heading else "", bold=heading, shares=shares))

    for number, (article, title) in enumerate(ARTICLES.items(), 1):
        say(article, f"Pasal {number}\n{title}", heading=True)
        for place, clause in enumerate((each for each in order if each.startswith(article)), 1):
            say(clause, f"({place})\t{words[clause]}")
    return read_text(lines)


def pairs(identity: Identity) -> dict[str, tuple[str, str]]:
    return {match.clause: (match.ref, match.by) for match in identity.matches if match.clause in WORDS}


def test_without_bookmarks_the_same_words_are_the_same_clause() -> None:
    order = ("lingkup_3", "lingkup_1", "lingkup_2", "bayar_1", "bayar_2")
    found = identify(base(), came_back(order=order))
    assert pairs(found)["lingkup_3"] == ("art1.1", "text")
    assert {by for _, by in pairs(found).values()} == {"text"}
    assert (found.doubts, found.added) == ((), ())


def test_the_only_clause_left_between_known_neighbours_is_it() -> None:
    new = ("lingkup_2", "PIHAK KEDUA menyediakan kotak pendingin untuk perjalanan.")
    found = identify(base(), came_back(new))
    assert pairs(found)["lingkup_2"] == ("art1.2", "position")


def test_a_changed_clause_elsewhere_is_known_by_likeness() -> None:
    order = ("lingkup_1", "lingkup_3", "bayar_1", "bayar_2", "lingkup_2")
    changed = ("lingkup_2", WORDS["lingkup_2"].replace("perjalanan", "pengiriman"))
    found = identify(base(), came_back(changed, order=(order[1], order[4], order[0], *order[2:4])))
    assert pairs(found)["lingkup_2"][1] in {"likeness", "position"}


def test_a_new_clause_is_added_and_a_lost_one_missing() -> None:
    order = ("lingkup_1", "lingkup_3", "bayar_1", "bayar_2")
    strange = ("lingkup_3", "Segala perselisihan diselesaikan oleh pengadilan negeri di ibu kota provinsi.")
    found = identify(base(), came_back(strange, order=order))
    assert found.added == ("art1.2",)
    assert {"lingkup_2", "lingkup_3"} <= set(found.missing)


@pytest.mark.parametrize("marked", [False, True])
def test_two_equal_clauses_are_not_guessed_apart(marked: bool) -> None:
    twin = replace(base().articles[0].paragraphs[0], id="lingkup_9", number=4)
    article = replace(base().articles[0], paragraphs=(*base().articles[0].paragraphs, twin))
    ours = replace(base(), articles=(article, base().articles[1]))
    changed = ("lingkup_1", WORDS["lingkup_1"].replace("setiap hari kerja", "pada hari kerja"))
    found = identify(ours, came_back(changed, marked=marked, order=("lingkup_2", "lingkup_1", "bayar_1", "bayar_2")))
    if marked:
        assert pairs(found)["lingkup_1"] == ("art1.2", "bookmark")
        return
    (doubt,) = found.doubts
    assert (doubt.ref, doubt.why) == ("art1.2", "several")
    assert {candidate.clause for candidate in doubt.candidates} == {"lingkup_1", "lingkup_9"}


def test_a_bookmark_left_on_other_words_elsewhere_is_doubted() -> None:
    read = came_back(marked=True)
    stray = replace(
        read.articles[1].body[0], text="Segala sengketa diputus pengadilan negeri.", shares=(Share("lingkup_1", 40),)
    )
    second = replace(read.articles[1], body=(stray, read.articles[1].body[1]))
    first = replace(read.articles[0], body=read.articles[0].body[1:])
    found = identify(base(), replace(read, articles=(first, second)))
    assert [(doubt.ref, doubt.why) for doubt in found.doubts] == [("art2.1", "rewritten")]
    assert "lingkup_1" not in pairs(found)


def test_two_of_ours_in_one_paragraph_keep_one_and_show_the_other() -> None:
    read = came_back(marked=True)
    both = replace(
        read.articles[0].body[0],
        text=f"{WORDS['lingkup_1']} {WORDS['lingkup_2']}",
        shares=(Share("lingkup_1", 80), Share("lingkup_2", 60)),
    )
    first = replace(read.articles[0], body=(both, read.articles[0].body[2]))
    found = identify(base(), replace(read, articles=(first, read.articles[1])))
    assert pairs(found)["lingkup_1"] == ("art1.1", "bookmark")
    assert [(doubt.why, [one.clause for one in doubt.candidates]) for doubt in found.doubts] == [
        ("merged", ["lingkup_2"])
    ]
    assert set(found.missing) & set(WORDS) == set()
