"""The values page: what is missing leads to its entry, entries reach the text, two officers do not overwrite."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.features.agreements.drafting import assembled
from simpul.features.agreements.models import Request
from simpul.features.agreements.value_changes import fingerprint
from simpul.pages.desk.value_forms import ValueForms
from simpul.pages.desk.values import open_places
from tests.text.conftest import DRAFTERS, LAWYERS, Desk


def entries(desk: Desk, **changes: Any) -> dict[str, Any]:
    """What the browser would send: every entry as it stands, then ``changes``."""
    asked = desk.request
    forms = ValueForms(asked)
    found: dict[str, Any] = {"dilihat": fingerprint(asked)}
    for form in (
        *forms.all(), forms.parties.management_form, forms.tests.management_form, forms.students.management_form,
        forms.supervisors.management_form,
    ):  # fmt: skip
        for bound in form:
            value = bound.value()
            if value is not None and value is not False and value != "":
                found[bound.html_name] = value
    return {**found, **changes}


def test_every_missing_value_leads_to_an_entry_of_the_page(desk: Desk) -> None:
    desk.to_drafting()
    places = open_places(desk.case.slug, desk.request)
    page = desk.client(DRAFTERS).get(desk.url("nilai/")).content.decode()
    assert len(places) > 8
    for place in places:
        anchor = place["url"].partition("#")[2]
        assert f'id="{anchor}"' in page, place


def test_entries_reach_the_text_and_the_log_holds_no_value(desk: Desk) -> None:
    desk.to_drafting().fill()
    changes = {"judul": "pemeriksaan rekaan", "lama_bulan": 36, "pihak-1-address": "Jalan Umpama Nomor 9, Kota Misal"}
    answer = desk.client(DRAFTERS).post(desk.url("nilai/"), entries(desk, **changes))
    assert answer.status_code == 302
    assert answer["Location"] == desk.url("susun/")
    words = str(assembled(desk.request).text)
    assert "PEMERIKSAAN REKAAN" in words
    assert "3 (tiga) tahun" in words
    assert "Jalan Umpama Nomor 9" in words
    event = AuditEvent.objects.filter(verb="values.changed").get()
    assert all(f'"{name}"' in event.body for name in ("judul", "lama_bulan", "parties.2.address"))
    assert "Umpama Nomor 9" not in event.body


def test_the_summary_of_faults_says_whose_entry_is_wrong(desk: Desk) -> None:
    desk.to_drafting().fill()
    partner = desk.request.parties.get(is_host=False)
    page = desk.client(DRAFTERS).post(desk.url("nilai/"), entries(desk, **{"pihak-1-email": "bukan alamat"}))
    text = page.content.decode()
    assert page.status_code == 422
    assert f'<a href="#id_pihak-1-email">Pihak 2 ({partner.name}), ' in text
    assert text.count('class="s-banner s-banner--late"') == 1


def test_a_third_party_and_a_row_of_the_annex_are_added(desk: Desk) -> None:
    desk.to_drafting().fill()
    changes = {
        "pihak-2-name": "Universitas Rekaan", "pihak-2-email": "surat@kampus.example",
        "uji-1-test": "Kultur Rekaan", "uji-1-tariff": "1.250.000", "lagi": "1",
    }  # fmt: skip
    answer = desk.client(DRAFTERS).post(desk.url("nilai/"), entries(desk, **changes))
    assert answer["Location"] == desk.url("nilai/")
    assert [party.order for party in desk.request.parties.all()] == [1, 2, 3]
    assert list(desk.request.tests.values_list("test", "tariff")) == [
        ("PCR Rekaan", 350000),
        ("Kultur Rekaan", 1250000),
    ]
    assert any("PIHAK KETIGA" in one.label for one in assembled(desk.request).missing)


def test_an_internship_has_its_students_as_an_annex(desk: Desk) -> None:
    asked = desk.request
    asked.category, asked.cooperation_type, asked.scope_items = "mahasiswa", "magang", ["magang_mahasiswa"]
    asked.save()
    desk.to_drafting()
    sent = entries(desk, template="pks-umum", **{"mhs-0-name": "Contoh Mahasiswi", "mhs-0-programme": "Biologi"})
    assert desk.client(DRAFTERS).post(desk.url("nilai/"), sent).status_code == 302
    text = assembled(desk.request).text
    assert any("Contoh Mahasiswi" in row for annex in text.annexes for row in annex.table.rows)


def test_faults_keep_the_entries_and_write_nothing(desk: Desk) -> None:
    desk.to_drafting().fill()
    sent = entries(desk, judul="tidak jadi", berakhir="2027-01-01")
    answer = desk.client(DRAFTERS).post(desk.url("nilai/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="tidak jadi"' in page
    assert 'href="#id_berakhir"' in page
    assert "judul" not in desk.request.answers


def test_who_comes_second_is_told_and_overwrites_nothing(desk: Desk) -> None:
    desk.to_drafting().fill()
    first, second = entries(desk, lama_bulan=12), entries(desk, lama_bulan=48)
    client: Client = desk.client(DRAFTERS)
    assert client.post(desk.url("nilai/"), first).status_code == 302
    late = client.post(desk.url("nilai/"), second)
    assert late.status_code == 422
    assert "TGS-77" in late.content.decode()
    assert desk.request.answers["lama_bulan"] == 12


def test_another_team_and_an_agreed_text_are_read_only(desk: Desk) -> None:
    desk.to_drafting().fill()
    sent = entries(desk, lama_bulan=12)
    refused = desk.client(LAWYERS).post(desk.url("nilai/"), sent)
    assert "TGS-04" in refused.content.decode()
    page = desk.client(LAWYERS).get(desk.url("nilai/")).content.decode()
    assert re.search(r"<fieldset disabled", page)
    desk.draft()
    desk.step(DRAFTERS, "susun_draf#1")
    desk.judge()
    desk.step(LAWYERS, "telaah_hukum#1", "layak", kesimpulan_hukum="Layak")
    desk.agree()
    refused = desk.client("tata_usaha").post(desk.url("nilai/"), entries(desk, lama_bulan=12))
    assert "TGS-66" in refused.content.decode()
    assert desk.request.answers["lama_bulan"] == 24


def test_whoever_fixes_the_number_may_still_add_the_partners_address(desk: Desk) -> None:
    desk.to_talks().agree()
    party = desk.request.parties.get(is_host=False)
    Request.objects.update(contact_email="")
    sent = {
        "narahubung-TOTAL_FORMS": 1, "narahubung-INITIAL_FORMS": 1, "narahubung-0-id": party.pk,
        "narahubung-0-contact_name": "Misal Rekaan", "narahubung-0-email": "baru@rs.example",
        "narahubung-0-phone": "081000000009",
    }  # fmt: skip
    office = desk.client("tata_usaha")
    assert office.get(desk.url("narahubung/")).status_code == 200
    assert office.post(desk.url("narahubung/"), sent)["Location"] == desk.url("")
    party.refresh_from_db()
    assert (party.email, party.phone) == ("baru@rs.example", "081000000009")
    assert party.signatory_name
    assert Request.objects.get().contact_email == "baru@rs.example"
    assert desk.client(DRAFTERS).get(desk.url("narahubung/")).status_code == 404
