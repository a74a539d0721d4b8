"""The partner's version of a text in two languages: both are shown, and both stand in the next draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simpul.core.documents.faces.docx import agreement_docx
from simpul.core.documents.word_reading import read_word
from simpul.features.agreements.drafting import assembled, text_of
from simpul.features.agreements.models import Draft, PartnerText
from simpul.rules.agreement_text.codec import to_json
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.structure import AgreementText
from tests.text.conftest import LAWYERS, TALKERS, Desk
from tests.text.test_partner_text import AT, changed, page, send

pytestmark = pytest.mark.django_db
HERE = "naskah-mitra/3/"


def reworded(text: AgreementText, clause: str, old: str, new: str) -> AgreementText:
    return changed(text, clause, lambda one: replace(one, text=one.text.replace(old, new)))


def abroad(desk: Desk) -> AgreementText:
    """The case makes a memorandum in two languages; its text is our version 2."""
    asked = desk.to_talks().request
    asked.template, asked.template_version = "mou-luar-negeri", "1"
    asked.answers = {**asked.answers, "naskah": "mou", "judul_en": "Joint Research"}
    asked.save()
    for party in asked.parties.all():
        party.signatory_title_en, party.authority_en, party.name_en = "Director", "Decree 1 of 2026", "Example House"
        party.save()
    text = assembled(asked).text
    assert text.translation is not None
    Draft.objects.create(request=asked, number=2, text=to_json(text), created_at=AT)
    return text


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """Both languages of one clause changed, of one only the Indonesian words, and of one only the English ones."""
    text = abroad(desk)
    assert text.translation is not None
    english = reworded(text.translation, "jangka_panjang", "3 (three)", "4 (four)")
    english = reworded(english, "jangka_akhir", "6 (six)", "9 (nine)")
    theirs = reworded(text, "jangka_panjang", "3 (tiga)", "4 (empat)")
    theirs = reworded(theirs, "biaya_masing", "dana dan tenaga", "dana")
    send(desk, agreement_docx(replace(theirs, translation=english), at=AT, base_version="2"), answers="2")
    return desk


def decide(desk: Desk, **given: str) -> int:
    sent = {f"putusan-{key}": "terima" for key in ("jangka_panjang", "biaya_masing", "jangka_akhir__en")}
    return desk.client(TALKERS).post(desk.url(f"{HERE}putusan/"), sent | given).status_code


def test_both_languages_are_shown_and_what_one_alone_changed_is_asked_about(answered: Desk) -> None:
    shown = page(answered, number=3)
    for words in ("4 (empat)", "4 (four)", "9 (nine)"):
        assert words in shown
    for key in ("jangka_panjang", "biaya_masing", "jangka_akhir__en"):
        assert f'name="putusan-{key}"' in shown
    assert 'name="lain-jangka_panjang"' not in shown
    assert 'name="bunyi-biaya_masing"' in shown
    assert 'name="bunyi-jangka_akhir__en"' in shown
    assert "Diubah dalam bahasa Inggris saja" in shown
    compared = answered.client(LAWYERS).get(answered.url("bandingkan/?dari=2&ke=3")).content.decode()
    assert "9 (nine)" in compared
    assert "Diubah dalam bahasa Indonesia saja" in compared


def test_nothing_is_made_until_it_is_said_what_the_other_language_says(answered: Desk) -> None:
    assert decide(answered) == 422
    assert decide(answered, **{"lain-biaya_masing": "tetap"}) == 422
    empty = {"lain-biaya_masing": "baru", "bunyi-biaya_masing": " ", "lain-jangka_akhir__en": "tetap"}
    assert decide(answered, **empty) == 422
    assert not Draft.objects.filter(number=4).exists()


def test_the_next_draft_has_both_languages(answered: Desk) -> None:
    words = "Setiap Pihak dapat mengakhiri dengan pemberitahuan 9 (sembilan) bulan sebelumnya."
    given = {"lain-biaya_masing": "tetap", "lain-jangka_akhir__en": "baru", "bunyi-jangka_akhir__en": words}
    before = text_of(Draft.objects.get(number=2))
    assert decide(answered, **given) == 302
    draft = Draft.objects.get(number=4)
    text = text_of(draft)
    assert text is not None
    assert text.translation is not None
    assert before is not None
    assert before.translation is not None
    first, second = dict(text.clauses()), dict(text.translation.clauses())
    assert ("4 (empat)" in first["jangka_panjang"], "4 (four)" in second["jangka_panjang"]) == (True, True)
    assert (first["jangka_akhir"], "9 (nine)" in second["jangka_akhir"]) == (words, True)
    assert second["biaya_masing"] == dict(before.translation.clauses())["biaya_masing"]
    assert first["biaya_masing"] != dict(before.clauses())["biaya_masing"]
    assert assembled(answered.request).missing == ()
    assert PartnerText.objects.get().settled_in == draft
    assert decide(answered, **given) == 422


def test_a_refused_post_keeps_what_was_said(answered: Desk) -> None:
    sent = {"putusan-biaya_masing": "terima", "putusan-jangka_akhir__en": "terima", "lain-biaya_masing": "baru",
            "bunyi-biaya_masing": "Each Party pays alone."}  # fmt: skip
    response = answered.client(TALKERS).post(answered.url(f"{HERE}putusan/"), sent)
    assert response.status_code == 422
    assert "Each Party pays alone." in response.content.decode()


def test_the_tracked_file_has_both_columns(answered: Desk) -> None:
    read = read_word(answered.client(LAWYERS).get(answered.url(f"{HERE}perubahan.docx")).content)
    ours = text_of(Draft.objects.get(number=2))
    assert ours is not None
    mine = as_read(ours)
    assert mine.second is not None
    assert read.before.second is not None
    assert read.accepted.second is not None
    assert [one.text for one in read.before.clauses()] == [one.text for one in mine.clauses()]
    assert [one.text for one in read.before.second.clauses()] == [one.text for one in mine.second.clauses()]
    assert any("9 (nine)" in one.text for one in read.accepted.second.clauses())


def test_a_file_that_lost_its_english_column_says_so(desk: Desk) -> None:
    text = abroad(desk)
    theirs = replace(reworded(text, "biaya_masing", "dana dan tenaga", "dana"), translation=None)
    send(desk, agreement_docx(theirs, at=AT, base_version="2"), answers="2")
    shown = page(desk, number=3)
    assert "Kolom bahasa Inggris tidak ada" in shown
    assert 'name="bunyi-biaya_masing"' in shown
