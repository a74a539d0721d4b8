"""Making drafts: what holds the hand-over, own wording, and the files as other programs read them."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest

from simpul.casework.text_acts import make_draft, word_article
from simpul.core.documents.storage import path_of, read
from simpul.core.procedures.models import Output
from simpul.features.agreements.drafting import assembled, changed_articles, text_of
from simpul.features.agreements.models import Draft
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.documents.office import pdf_text
from tests.text.conftest import DRAFTERS, LAWYERS, TALKERS, Desk


def refused(desk: Desk) -> str:
    with pytest.raises(Refusal) as caught:
        desk.step(DRAFTERS, "susun_draf#1")
    return caught.value.code


def test_a_draft_can_be_made_before_the_papers_but_not_handed_over(desk: Desk) -> None:
    desk.to_drafting().draft("Awal.")
    assert desk.case.tasks.get(key="susun_draf#1").paused_since is not None
    assert refused(desk) == "TGS-61"
    desk.hand_in("bukti_wewenang")
    assert desk.case.tasks.get(key="susun_draf#1").paused_since is None
    assert refused(desk) == "TGS-62"


def test_a_draft_that_no_longer_says_what_the_values_say_is_not_handed_over(desk: Desk) -> None:
    desk.to_drafting().fill()
    assert refused(desk) == "TGS-60"
    desk.draft()
    asked = desk.request
    asked.answers = {**asked.answers, "lama_bulan": 12}
    asked.save()
    assert refused(desk) == "TGS-67"
    desk.draft("Jangka waktu.")
    desk.step(DRAFTERS, "susun_draf#1")
    newest = Draft.objects.latest("number")
    assert Output.objects.get(case=desk.case, name="draf").file == newest.docx
    assert [change["label"] for change in newest.changed_articles] == ["Pasal 7"]


def test_a_changed_tariff_is_told_as_a_change_of_the_annex(desk: Desk) -> None:
    desk.to_drafting().fill().draft()
    desk.request.tests.update(tariff=400000)
    changes = changed_articles(Draft.objects.get(), assembled(desk.request).text)
    assert [change["label"] for change in changes] == ["Lampiran"]


def test_word_and_pdf_of_a_draft_say_the_same_to_other_programs(desk: Desk) -> None:
    desk.to_drafting().fill().draft("Awal.")
    draft = Draft.objects.get()
    assert draft.docx is not None
    assert draft.pdf is not None
    word = "\n".join(p.text for p in docx.Document(BytesIO(read(draft.docx.sha256))).paragraphs)
    pdf = " ".join(pdf_text(path_of(draft.pdf.sha256)).split())
    text = text_of(draft)
    assert text is not None
    for article in text.articles:
        assert article.title in word
        assert article.title in pdf.upper()
    assert "Draf versi 1" in pdf


def test_own_wording_stands_in_the_text_and_goes_back_to_the_template(desk: Desk) -> None:
    desk.to_drafting().fill()
    article = assembled(desk.request).text.articles[0]
    first = article.paragraphs[0]
    officer = desk.house.officer(DRAFTERS)

    def word(own: str, more: list[str]) -> str:
        word_article(case_id=desk.case.pk, officer=officer, article_id=article.id, words={first.id: own}, more=more)
        return str(assembled(desk.request).text.articles[0])

    assert "Rumusan petugas" in word("Rumusan petugas sendiri:", ["Ayat rekaan yang ditambahkan."])
    assert "Ayat rekaan" in str(assembled(desk.request).text.articles[0])
    assert word("", []) == str(article)


def test_the_wording_page_keeps_what_was_written(desk: Desk) -> None:
    desk.to_drafting().fill()
    article = assembled(desk.request).text.articles[2]
    address = desk.url(f"susun/pasal/{article.id}/")
    client = desk.client(DRAFTERS)
    sent = {paragraph.id: paragraph.text for paragraph in article.paragraphs} | {"tambahan-1": "Ayat tambahan rekaan."}
    assert client.post(address, sent)["Location"] == desk.url(f"susun/#pasal-{article.id}")
    assert "Ayat tambahan rekaan." in client.get(desk.url("susun/")).content.decode()
    assert desk.client(LAWYERS).get(address).status_code == 404


def _opened(page: str) -> str:
    found = re.search(r'name="dibuka" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def _standing(desk: Desk, article_id: str) -> dict[str, str]:
    article = next(each for each in assembled(desk.request).text.articles if each.id == article_id)
    return {each.id: each.text for each in article.paragraphs}


def test_two_who_word_one_article_keep_both_or_are_told(desk: Desk) -> None:
    desk.to_drafting().fill()
    article = next(each for each in assembled(desk.request).text.articles if len(each.paragraphs) > 2)
    address, client = desk.url(f"susun/pasal/{article.id}/"), desk.client(DRAFTERS)
    first, second = (each.id for each in article.paragraphs[:2])
    before = {each.id: each.text for each in article.paragraphs}
    before |= {item.id: item.text for each in article.paragraphs for item in each.items}
    opened = _opened(client.get(address).content.decode())
    theirs = {**before, second: "Bunyi Ratri pada ayat dua.", "tambahan-1": "Ayat Ratri."}
    assert client.post(address, {**theirs, "dibuka": opened}).status_code == 302
    mine = {**before, first: "Bunyi Bayu pada ayat satu.", "tambahan-1": ""}
    assert client.post(address, {**mine, "dibuka": opened}).status_code == 302
    standing = _standing(desk, article.id)
    assert (standing[first], standing[second]) == ("Bunyi Bayu pada ayat satu.", "Bunyi Ratri pada ayat dua.")
    assert "Ayat Ratri." in standing.values()
    crossed = {**before, second: "Bunyi Bayu pada ayat dua.", "tambahan-1": ""}
    refused = client.post(address, {**crossed, "dibuka": opened})
    page = refused.content.decode()
    assert (refused.status_code, "NSK-23" in page) == (422, True)
    assert "Bunyi Bayu pada ayat dua." in page
    assert "Bunyi rekan: Bunyi Ratri pada ayat dua." in page
    assert "Bunyi Bayu pada ayat satu." in page  # what he left alone is shown as it stands now
    assert "Ayat Ratri." in page
    assert _standing(desk, article.id) == standing
    again = {**before, first: standing[first], second: "Bunyi Bayu pada ayat dua.", "tambahan-1": "Ayat Ratri."}
    assert client.post(address, {**again, "dibuka": _opened(page)}).status_code == 302
    assert _standing(desk, article.id)[second] == "Bunyi Bayu pada ayat dua."


def test_the_button_makes_the_next_version_once(desk: Desk) -> None:
    desk.to_drafting().fill()
    client = desk.client(DRAFTERS)
    assert client.post(desk.url("susun/buat/"), {"ringkasan": "Awal."}).status_code == 302
    again = client.post(desk.url("susun/buat/"), {"ringkasan": "Lagi."})
    assert again.status_code == 422
    assert "TGS-74" in again.content.decode()
    assert Draft.objects.get().summary == "Awal."


def test_a_draft_that_lacks_values_says_how_many(desk: Desk) -> None:
    desk.to_drafting().fill()
    asked = desk.request
    asked.answers = {key: value for key, value in asked.answers.items() if key != "dasar_biaya_kutipan"}
    asked.save()
    said = desk.client(DRAFTERS).post(desk.url("susun/buat/"), {}, follow=True).content.decode()
    assert "Draf dibuat, tetapi 1 nilai masih kosong di dalamnya." in said


def test_only_the_drafting_team_makes_drafts_and_only_in_its_step(desk: Desk) -> None:
    desk.to_drafting().fill()
    with pytest.raises(NotAllowed, match="TGS-04"):
        make_draft(case_id=desk.case.pk, officer=desk.house.officer(TALKERS))
    desk.draft()
    desk.step(DRAFTERS, "susun_draf#1")
    with pytest.raises(Conflict, match="TGS-70"):
        make_draft(case_id=desk.case.pk, officer=desk.house.officer(DRAFTERS))
