"""Kind, template and fallbacks are chosen with a reason, by the lane whose task is open, and stand in the text."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from simpul.casework.text_acts import choose_variant
from simpul.core.audit.models import AuditEvent
from simpul.features.agreements.chosen import proposal, reason_in, template_of, variants_in
from simpul.features.agreements.drafting import assembled
from simpul.features.agreements.models import Draft, TextVersion
from simpul.features.agreements.text_versions import text_at
from simpul.features.agreements.values import mode_of
from simpul.lib import clock
from simpul.rules.agreement_text.instruments import proposed
from simpul.rules.refusals import Refusal
from tests.text.conftest import DRAFTERS, LAWYERS, Desk

CLAUSE = "jangka_perpanjangan"
KIND = {"kind": "mou", "template": "mou", "regional": "", "reason": "Baru penjajakan, belum ada pekerjaan."}


def words_of(desk: Desk, clause: str) -> str:
    return dict(assembled(desk.request).text.clauses())[clause]


def test_the_kind_is_chosen_with_its_reason(desk: Desk) -> None:
    desk.to_drafting().fill()
    answer = desk.client(DRAFTERS).post(desk.url("jenis-naskah/"), KIND)
    assert answer.status_code == 302
    asked = desk.request
    assert template_of(asked) == "mou"
    assert assembled(asked).text.title.instrument == "NOTA KESEPAHAMAN"
    reason = reason_in(asked.answers)
    assert reason is not None
    assert reason.words == KIND["reason"]
    assert reason.by
    event = AuditEvent.objects.get(verb="kind.chosen")
    assert '"mou"' in event.body
    assert "penjajakan" not in event.body


def test_no_kind_without_a_reason_and_no_template_of_another_kind(desk: Desk) -> None:
    desk.to_drafting().fill()
    for changes in ({"reason": ""}, {"template": "pks-magang"}):
        answer = desk.client(DRAFTERS).post(desk.url("jenis-naskah/"), {**KIND, **changes})
        assert answer.status_code == 422
    assert "naskah" not in desk.request.answers


def test_templates_of_other_procedures_are_folded_away(desk: Desk) -> None:
    desk.to_drafting().fill()
    page = desk.client(DRAFTERS).get(desk.url("jenis-naskah/")).content.decode()
    named = page[page.index('name="template"') :].partition("</select>")[0]
    assert "mou-bpom" not in named
    assert 'value="pks-magang"' in named
    folded = page[page.index("Templat SOP lain") :]
    assert 'value="mou-bpom"' in folded
    sent = {**KIND, "template": "pks-umum", "other": "mou-bpom"}
    assert desk.client(DRAFTERS).post(desk.url("jenis-naskah/"), sent).status_code == 302
    assert template_of(desk.request) == "mou-bpom"


def test_another_lane_reads_and_a_stranger_finds_nothing(desk: Desk, stranger: Client) -> None:
    desk.to_drafting().fill()
    for place in ("jenis-naskah/", f"susun/klausa/{CLAUSE}/"):
        page = desk.client(LAWYERS).get(desk.url(place))
        assert page.status_code == 200
        assert 'name="reason"' not in page.content.decode()
        assert stranger.get(desk.url(place)).status_code == 404
    refused = desk.client(LAWYERS).post(desk.url(f"susun/klausa/{CLAUSE}/"), {"variant": "singkat", "reason": "Alasan"})
    assert refused.status_code in (403, 422)
    assert variants_in(desk.request.answers) == {}


def test_a_fallback_stands_in_the_text_until_it_is_taken_back(desk: Desk) -> None:
    desk.to_drafting().fill()
    place = desk.url(f"susun/klausa/{CLAUSE}/")
    plain = words_of(desk, CLAUSE)
    assert desk.client(DRAFTERS).post(place, {"variant": "singkat", "reason": ""}).status_code == 422
    sent = {"variant": "singkat", "reason": "Anggaran mitra tahunan."}
    assert desk.client(DRAFTERS).post(place, sent).status_code == 302
    assert "30 (tiga puluh) hari" in words_of(desk, CLAUSE)
    assert "Anggaran mitra tahunan." in desk.client(DRAFTERS).get(desk.url("susun/")).content.decode()
    assert desk.client(DRAFTERS).post(place, {"variant": "utama"}).status_code == 302
    assert words_of(desk, CLAUSE) == plain


def test_where_the_text_departs_from_its_template_is_named_for_the_drafters_and_the_lawyers(desk: Desk) -> None:
    desk.to_drafting().fill()
    client, place = desk.client(DRAFTERS), desk.url(f"susun/klausa/{CLAUSE}/")
    sent = {"variant": "singkat", "reason": "Anggaran mitra tahunan."}
    assert client.post(place, sent).status_code == 302
    article = next(each for each in assembled(desk.request).text.articles if each.id == "umum")
    words = {each.id: each.text for each in article.paragraphs} | {"tambahan-1": "Ayat rekaan dari penyusun."}
    assert client.post(desk.url("susun/pasal/umum/"), words).status_code == 302
    desk.draft()
    page = client.get(desk.url("susun/")).content.decode()
    number = len(article.paragraphs) + 1
    assert f"Pasal {article.number} ayat ({number})</a>: Ditambahkan petugas" in page
    assert re.search(r">Pasal \d+ ayat \(\d+\)</a>: Cadangan<br>Anggaran mitra tahunan", page)
    assert "(bunyi sendiri)" in page
    lawyers = desk.client(LAWYERS).get(desk.url("telaah-hukum/")).content.decode()
    assert f"Pasal {article.number} ayat ({number})</a>: Ditambahkan petugas" in lawyers


def test_a_fallback_chosen_from_a_stale_page_is_told_and_changes_nothing(desk: Desk) -> None:
    desk.to_drafting().fill()
    client, place = desk.client(DRAFTERS), desk.url(f"susun/klausa/{CLAUSE}/")
    found = re.search(r'name="dibuka" value="([^"]*)"', client.get(place).content.decode())
    assert found is not None
    opened = {"dibuka": found[1]}
    assert client.post(place, {"variant": "singkat", "reason": "Mitra memintanya.", **opened}).status_code == 302
    late = client.post(place, {"variant": "utama", "reason": "", **opened})
    assert (late.status_code, "NSK-24" in late.content.decode()) == (422, True)
    assert CLAUSE in variants_in(desk.request.answers)


def test_a_forbidden_wording_cannot_be_chosen(desk: Desk) -> None:
    desk.to_drafting().fill()
    page = desk.client(DRAFTERS).get(desk.url(f"susun/klausa/{CLAUSE}/")).content.decode()
    assert "diperpanjang dengan sendirinya" in page
    with pytest.raises(Refusal, match="fall back"):
        choose_variant(
            case_id=desk.case.pk, officer=desk.house.officer(DRAFTERS), clause=CLAUSE, variant="otomatis", reason="x"
        )


def test_foreign_texts_are_signed_in_wet_ink_and_ask_for_english(desk: Desk) -> None:
    desk.to_drafting().fill()
    sent = {**KIND, "template": "mou-luar-negeri"}
    assert desk.client(DRAFTERS).post(desk.url("jenis-naskah/"), sent).status_code == 302
    assert mode_of(desk.request) == "basah"
    missing = {one.field for one in assembled(desk.request).missing}
    assert {"subject_en", "parties.1.signatory_title_en"} <= missing
    page = desk.client(DRAFTERS).get(desk.url("nilai/")).content.decode()
    assert 'id="id_judul_en"' in page
    assert 'id="id_pihak-1-signatory_title_en"' in page


def test_a_draft_in_progress_stays_on_its_version_until_it_is_moved(desk: Desk) -> None:
    desk.to_drafting().fill().draft()
    asked = desk.request
    assert asked.template_version == "1"
    code = template_of(asked)
    text = text_at(asked.institution_id, code, 1).replace("versi: '1'", "versi: '2'")
    text = text.replace("paling lambat 60 (enam puluh) hari", "paling lambat 75 (tujuh puluh lima) hari", 1)
    people = [desk.house.officer(lane).user_id for lane in (DRAFTERS, LAWYERS)]
    TextVersion.objects.create(
        institution=asked.institution, code=code, number=2, text=text, sha256="0" * 64,
        proposed_by_id=people[0], published_by_id=people[1], published_at=clock.now(),
    )  # fmt: skip
    assert "60 (enam puluh)" in words_of(desk, CLAUSE)
    assert desk.client(DRAFTERS).post(desk.url("jenis-naskah/versi-baru/")).status_code == 302
    assert desk.request.template_version == "2"
    assert "75 (tujuh puluh lima)" in words_of(desk, CLAUSE)
    assert Draft.objects.get(request=asked).text["version"] == "1"


def test_what_is_proposed_follows_owner_and_partner(desk: Desk) -> None:
    region = ["Pemerintah Kabupaten Rekaan"]
    assert proposed(is_ministry=True, partners=region).code == "nota_kesepakatan_sinergi"
    assert proposed(is_ministry=False, partners=region).code == "kb"
    assert proposed(is_ministry=True, partners=["RSUD Kota Rekaan"]).code == "pks"
    assert proposal(desk.request).code == "pks"
    assert proposal(desk.request).title == "Perjanjian Kerja Sama"


def test_what_is_worded_anew_needs_its_english_words_too(desk: Desk) -> None:
    desk.to_drafting().fill()
    desk.client(DRAFTERS).post(desk.url("jenis-naskah/"), {**KIND, "template": "mou-luar-negeri"})
    page = desk.client(DRAFTERS).get(desk.url("susun/pasal/biaya/")).content.decode()
    assert 'name="biaya_masing__en"' in page
    sent = {"biaya_masing": "Setiap Pihak membayar sendiri.", "tambahan-1": "Ayat tambahan."}
    assert desk.client(DRAFTERS).post(desk.url("susun/pasal/biaya/"), sent).status_code == 302
    wanted = {"biaya_masing__en", "biaya_tambahan_1__en"}
    assert wanted <= {one.field for one in assembled(desk.request).missing}
    english = {"biaya_masing__en": "Each Party pays for itself.", "biaya_tambahan_1__en": "An added paragraph."}
    desk.client(DRAFTERS).post(desk.url("susun/pasal/biaya/"), {**sent, **english})
    now = assembled(desk.request)
    assert not wanted & {one.field for one in now.missing}
    assert now.text.translation is not None
    assert dict(now.text.translation.clauses())["biaya_masing"] == "Each Party pays for itself."
    for article, other in zip(now.text.articles, now.text.translation.articles, strict=True):
        assert [p.id for p in article.paragraphs] == [p.id for p in other.paragraphs]
