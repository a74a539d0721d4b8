"""A text in two languages edited in LibreOffice: every change is named with its language, and nothing is lost.

The script (``office_edit.py``) runs in the system's interpreter and shares no code with what is tested.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.faces.docx_tracked import tracked_docx
from simpul.core.documents.texts import text_template
from simpul.core.documents.word_reading import read_word
from simpul.rules.agreement_text.assemble import assemble
from simpul.rules.agreement_text.columns import in_step
from simpul.rules.agreement_text.comparing.accepting_two import TakenInTwo, taken_in_two
from simpul.rules.agreement_text.comparing.compare import Comparison, compare
from simpul.rules.agreement_text.comparing.languages import twins
from simpul.rules.agreement_text.comparing.summary import counts, summary
from simpul.rules.agreement_text.editing.edited import edited
from simpul.rules.agreement_text.reading.identity import identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.read import Reading
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.structure import AgreementText
from tests.documents.agreement_cases import of_template
from tests.documents.test_office_edits_compared import SCRIPT, SYSTEM_PYTHON, folder, words

__all__ = ["folder"]

AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
YEARLY, EVERY_YEAR = "Kerja sama dievaluasi setiap tahun.", "The cooperation shall be evaluated every year."
EDITS = (
    ("replace", "paling lambat 3 (tiga) bulan", "paling lambat 4 (empat) bulan"),
    ("replace", "3 (three) months", "4 (four) months"),
    ("replace", "6 (six) months", "9 (nine) months"),
    ("replace", "ketersediaan dana dan tenaga", "ketersediaan dana"),
    ("row", "Apabila diperlukan, konsultasi"),
    ("delete", "training and workshops;"),
    ("add", "Kerja sama dilaksanakan dalam batas kewenangan", YEARLY),
    ("add", "The cooperation shall be carried out within the competence", EVERY_YEAR),
    ("add", "Perubahan narahubung diberitahukan", "Narahubung menjawab dalam tujuh hari."),
    ("move", "pertukaran informasi dan tenaga ahli;", "pelatihan dan lokakarya;"),
)
WANTED = [
    ("+art1.3", "", "added", "added", YEARLY),
    ("pelaksanaan_bentuk_2", "first", "moved", "", "pelatihan dan lokakarya;"),
    ("pelaksanaan_bentuk_2__en", "second", "", "removed", "training and workshops;"),
    ("biaya_masing", "first", "changed", "", "Setiap Pihak menanggung biayanya sendiri"),
    ("sengketa_saluran", "", "removed", "removed", "Apabila diperlukan"),
    ("+art10.3", "first", "added", "", "Narahubung menjawab"),
    ("jangka_panjang", "", "changed", "changed", "Jangka waktu tersebut"),
    ("jangka_akhir__en", "second", "", "changed", "Party may terminate"),
]
OTHER = {
    "pelaksanaan_bentuk_2": "", "pelaksanaan_bentuk_2__en": "", "biaya_masing": "Each Party shall bear its own costs.",
    "+art10.3": "The contacts shall answer within seven days.", "jangka_akhir__en": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def text() -> AgreementText:
    return assemble(text_template("mou-luar-negeri"), of_template("mou-luar-negeri"))[0]


@pytest.fixture(scope="module", params=["plain", "tracked"])
def came_back(request: pytest.FixtureRequest, text: AgreementText, folder: Path) -> Reading:
    return office(agreement_docx(text, at=AT, base_version="3"), folder, request.param, EDITS)


def office(data: bytes, folder: Path, how: str, edits: tuple[tuple[str, ...], ...]) -> Reading:
    source, target = folder / f"{how}-naskah.docx", folder / f"{how}.docx"
    source.write_bytes(data)
    command = [SYSTEM_PYTHON, SCRIPT, source, target, folder / "profile", how, json.dumps(edits)]
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=180)
    return read_word(target.read_bytes())


def against(text: AgreementText, read: ReadText) -> Comparison:
    return compare(text, read, identify(text, read))


def second(text: AgreementText | ReadText) -> ReadText:
    found = as_read(text).second if isinstance(text, AgreementText) else text.second
    assert found is not None
    return found


def next_text(text: AgreementText, taken: TakenInTwo) -> AgreementText:
    """As the next draft is made: the shared edits, then the second column in step."""
    anew = {edit.clause for edit in taken.edits if edit.kind == "words" or edit.text}
    made, missing = in_step(edited(text, taken.edits), taken.second, anew)
    assert missing == ()
    return made


def said(text: AgreementText, clause: str) -> tuple[str, str]:
    assert text.translation is not None
    return dict(text.clauses())[clause], dict(text.translation.clauses())[clause]


def test_every_change_is_named_with_its_language_and_no_other(text: AgreementText, came_back: Reading) -> None:
    found = against(text, came_back.accepted)
    assert found.second is not None
    assert (found.open_questions, found.second.open_questions) == ((), ())
    named = [
        (twin.key, twin.only, twin.first.kind if twin.first else "", twin.second.kind if twin.second else "")
        for twin in twins(found)
    ]
    assert sorted(named) == sorted((key, only, one, other) for key, only, one, other, _ in WANTED)
    by_key = {twin.key: twin for twin in twins(found)}
    for key, _, _, _, beginning in WANTED:
        assert beginning in by_key[key].change.part.text
    assert counts(found).differing == len(WANTED)
    assert came_back.not_understood == ()


def test_it_is_told_in_sentences_that_say_which_language(text: AgreementText, came_back: Reading) -> None:
    told = {(one.language, one.is_alone, one.text % one.values) for one in summary(against(text, came_back.accepted))}
    assert ("id", False, "Pasal 11 ayat (2) changed: “3 (tiga)” → “4 (empat)”") in told
    assert ("en", False, "Article 11 ayat (2) changed: “3 (three)” → “4 (four)”") in told
    assert ("en", True, "Article 11 ayat (3) changed: “6 (six)” → “9 (nine)”") in told
    assert ("id", True, "Pasal 4 ayat (1) changed: − “dan tenaga”") in told


def test_all_accepted_gives_both_columns_of_theirs(text: AgreementText, came_back: Reading) -> None:
    found = against(text, came_back.accepted)
    keys = {twin.key: twin.key != "pelaksanaan_bentuk_2__en" for twin in twins(found)}
    made = next_text(text, taken_in_two(text, found, keys, OTHER, "mitra4"))
    assert words(as_read(made)) == words(came_back.accepted)
    assert "4 (four) months" in said(made, "jangka_panjang")[1]
    assert "9 (nine) months" in said(made, "jangka_akhir")[1]
    assert "6 (enam) bulan" in said(made, "jangka_akhir")[0]
    assert said(made, "biaya_masing")[1] == "Each Party shall bear its own costs."
    assert said(made, "mitra4_1") == (YEARLY, EVERY_YEAR)
    assert said(made, "mitra4_2")[1] == "The contacts shall answer within seven days."
    assert "sengketa_saluran" not in dict(made.clauses())
    letters = [item.ref for item in second(made).articles[2].body[1].items]
    assert letters[:2] == ["pelaksanaan_bentuk_2", "pelaksanaan_bentuk_1"]


def test_what_only_one_language_changed_can_change_both(text: AgreementText, came_back: Reading) -> None:
    found = against(text, came_back.accepted)
    keys = {"jangka_akhir__en": True, "pelaksanaan_bentuk_2__en": True}
    answers = {
        "jangka_akhir__en": "Pengakhiran diberitahukan 9 (sembilan) bulan sebelumnya.",
        "pelaksanaan_bentuk_2__en": "",
    }
    made = next_text(text, taken_in_two(text, found, keys, answers, "mitra4"))
    assert said(made, "jangka_akhir")[0] == "Pengakhiran diberitahukan 9 (sembilan) bulan sebelumnya."
    assert "pelaksanaan_bentuk_2" not in dict(made.clauses())
    assert said(made, "biaya_masing") == said(text, "biaya_masing")


def test_all_refused_leaves_both_columns_as_they_are(text: AgreementText, came_back: Reading) -> None:
    found = against(text, came_back.accepted)
    taken = taken_in_two(text, found, {}, {}, "mitra4")
    assert (taken.edits, dict(taken.second)) == ((), {})
    assert next_text(text, taken) == text


def test_tracked_changes_are_placed_in_their_column(text: AgreementText, came_back: Reading) -> None:
    if not came_back.is_tracked:
        assert came_back.changes == ()
        return
    listed = {(one.kind, one.words, one.place) for one in came_back.changes if one.words and not one.whole_row}
    assert ("insert", EVERY_YEAR, "Article 1 (3)") in listed
    assert ("delete", "6 (six) months", "Article 11 (3)") in listed
    assert ("insert", YEARLY, "Pasal 1 (3)") in listed
    assert words(came_back.before) == words(as_read(text))
    assert words(second(came_back.before)) == words(second(text))


def test_a_file_without_its_second_column_counts_as_changed_in_one_language(text: AgreementText) -> None:
    alone = replace(text, translation=None)
    read = read_word(agreement_docx(alone, at=AT, base_version="3")).accepted
    changed = replace(read, articles=read.articles[:-1])
    found = against(text, changed)
    assert found.second is None
    assert {twin.only for twin in twins(found)} == {"first"}


def test_our_tracked_file_holds_both_texts_in_both_columns(
    text: AgreementText, came_back: Reading, folder: Path
) -> None:
    """Written by us, then opened and saved in LibreOffice: accepted it is theirs, rejected ours, in each language."""
    found = against(text, came_back.accepted)
    data = tracked_docx(text, found, author="Institute of Example", changed_at=AT, at=AT, base_version="3")
    for read in (read_word(data), office(data, folder, "again", ())):
        assert words(read.before) == words(as_read(text))
        assert words(second(read.before)) == words(second(text))
        assert words(read.accepted) == words(came_back.accepted)
        assert words(second(read.accepted)) == words(second(came_back.accepted))
        assert {change.author for change in read.changes if change.words} == {"Institute of Example"}
