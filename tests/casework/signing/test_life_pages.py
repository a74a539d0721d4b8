"""The pages of signed agreements: who sees them, who records an act, and that its effect is foretold first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.formats import date_format

from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Agreement, LifeAct, Request
from simpul.lib import clock
from simpul.pages.desk import agreements
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import Desk
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
UNPROVED = {"kind": "perpanjangan", "on": "2028-06-01", "ends_on": "2030-11-30", "reason": "Kedua pihak sepakat."}
RENEWAL = {**UNPROVED, "number": "12/ADD/2028"}
LETTER = Path(__file__).resolve().parents[2] / "samples" / "request-rsud" / "01-surat-permohonan.pdf"


@pytest.fixture
def outsider(db: None) -> Client:
    """An officer of another house."""
    other = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    return browser(other.officer("tim_analis_hukum"))


def _client(signed: Desk, lane: str) -> Client:
    return browser(signed.house.officer(lane))


def test_list_and_page_show_the_end_and_the_obligations(signed: Desk) -> None:
    client, slug = _client(signed, "kepala_bblbk"), signed.agreement().slug
    listed = client.get("/meja/perjanjian/").content.decode()
    assert slug in listed
    page = client.get(f"/meja/perjanjian/{slug}/").content.decode()
    assert "30 November 2028" in page
    assert "PIHAK KEDUA melunasi tagihan" in page
    # who does not look after it reads, and is offered no form
    assert "/catat/" not in page
    assert client.get("/meja/perjanjian/?q=tidak-ada").status_code == 200


def test_the_date_of_the_text_is_not_taken_for_the_day_of_the_last_signature(desk: Desk) -> None:
    desk.number()
    desk.seal()
    # 01.29 of the next day in Jakarta, still the same one by UTC
    with clock.at(clock.now().replace(hour=18, minute=29) + timedelta(days=1)):
        desk.head_signs()
        signed_on = clock.now().astimezone(ZoneInfo("Asia/Jakarta")).date()
    found = desk.agreement()
    assert found.sign_date is not None
    page = _client(desk, "tim_analis_hukum").get(f"/meja/perjanjian/{found.slug}/").content.decode()
    said = re.findall(r"<dt>(Tanggal naskah|Tanda tangan terakhir|Ditandatangani)</dt><dd>([^<]+)</dd>", page)
    days = [date_format(day, "j F Y") for day in (found.sign_date, signed_on)]
    assert said == [("Tanggal naskah", days[0]), ("Tanda tangan terakhir", days[1])]
    log = page.partition('id="riwayat"')[2]
    assert ", drg. Rekaan Umpama</span>" in log
    assert ", Petugas" not in log


def test_an_agreement_that_ends_within_days_says_so_in_the_list(signed: Desk) -> None:
    found = signed.agreement()
    with clock.at(datetime(2028, 11, 20, 3, tzinfo=UTC)):
        listed = _client(signed, "kepala_bblbk").get("/meja/perjanjian/").content.decode()
    assert found.slug in listed
    assert "Berakhir 10 hari lagi" in listed


def test_one_that_outlasts_the_document_above_it_is_marked(signed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = signed.agreement()
    # above itself and below itself: both marks stand on one page
    Agreement.objects.filter(pk=found.pk).update(above=found)
    monkeypatch.setattr(agreements, "outliving", lambda *_nodes: True)
    page = _client(signed, "kepala_bblbk").get(f"/meja/perjanjian/{found.slug}/").content.decode()
    assert "Berlaku lebih lama daripadanya" in page
    assert "Berlaku lebih lama daripada ini" in page


def test_the_effect_is_foretold_before_anything_is_recorded(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    shown = client.post(address, RENEWAL)
    assert "30 November 2028 ke 30 November 2030" in shown.content.decode()
    assert not LifeAct.objects.exists()
    done = client.post(address, {**RENEWAL, "catat": "ya"})
    assert done.status_code == 302
    assert LifeAct.objects.get().reason == RENEWAL["reason"]
    assert "Perpanjangan" in client.get(done["Location"]).content.decode()


def test_entries_stay_when_an_act_is_refused(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    refused = client.post(address, {**RENEWAL, "ends_on": "2027-01-01", "catat": "ya"})
    assert refused.status_code == 422
    assert "PJJ-12" in refused.content.decode()
    assert RENEWAL["reason"] in refused.content.decode()
    assert client.post(address, {"catat": "ya"}).status_code == 422
    assert not LifeAct.objects.exists()


def test_the_deed_is_kept_between_effect_and_record(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    with LETTER.open("rb") as deed:
        shown = client.post(address, {**UNPROVED, "file": deed})
    kept = StoredFile.objects.get(kind="akta")
    assert kept.slug in shown.content.decode()
    client.post(address, {**UNPROVED, "kept": kept.slug, "catat": "ya"})
    assert LifeAct.objects.get().file == kept


@pytest.mark.parametrize("step", [{}, {"catat": "ya"}])
@pytest.mark.parametrize("kind", ["perpanjangan", "addendum"])
def test_a_change_of_what_was_signed_has_a_number_or_a_deed(signed: Desk, kind: str, step: dict[str, str]) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    refused = client.post(address, {**UNPROVED, "kind": kind, "number": " ", **step})
    assert refused.status_code == 422
    assert "PJJ-19" in refused.content.decode()
    assert UNPROVED["reason"] in refused.content.decode()
    assert not LifeAct.objects.exists()
    assert client.post(address, {**RENEWAL, "kind": kind, **step}).status_code == (302 if step else 200)


def test_a_colleague_and_a_stranger(signed: Desk, outsider: Client) -> None:
    address = f"/meja/perjanjian/{signed.agreement().slug}/"
    refused = _client(signed, "kepala_bblbk").post(f"{address}catat/", {**RENEWAL, "catat": "ya"})
    assert refused.status_code == 403
    assert outsider.get(address).status_code == 404
    assert outsider.post(f"{address}catat/", {**RENEWAL, "catat": "ya"}).status_code == 404
    assert outsider.post(f"{address}induk/", {"above": ""}).status_code == 404
    assert Client().get(address).status_code == 302
    assert not LifeAct.objects.exists()


def test_what_stands_above_is_recorded_with_a_choice_that_exists(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/induk/"
    assert client.post(address, {"above": "tidakada"}).status_code == 422
    assert client.post(address, {"above": ""}).status_code == 302


def test_a_renewal_pressed_twice_is_recorded_once(signed: Desk) -> None:
    """The second press finds the end moved already; nothing is recorded twice."""
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    assert client.post(address, {**RENEWAL, "catat": "ya"}).status_code == 302
    again = client.post(address, {**RENEWAL, "catat": "ya"})
    assert LifeAct.objects.count() == 1
    assert again.status_code == 422


def test_what_was_foretold_is_recorded_once_however_often_it_is_pressed(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    sent = {"kind": "addendum", "on": "2027-06-01", "reason": "Kedua pihak sepakat.", "number": "7/ADD/2027"}
    seen = _seen(client.post(address, sent).content.decode())
    assert client.post(address, {**sent, "seen": seen, "catat": "ya"}).status_code == 302
    again = client.post(address, {**sent, "seen": seen, "catat": "ya"})
    assert again.status_code == 422
    assert "PJJ-17" in again.content.decode()
    assert LifeAct.objects.count() == 1


def test_entries_changed_after_the_effect_was_shown_are_foretold_anew(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    seen = _seen(client.post(address, RENEWAL).content.decode())
    told = client.post(address, {**RENEWAL, "ends_on": "2035-01-01", "seen": seen, "catat": "ya"}).content.decode()
    assert "PJJ-17" in told
    assert "30 November 2028 ke 1 Januari 2035" in told
    assert not LifeAct.objects.exists()
    once_more = {**RENEWAL, "ends_on": "2035-01-01", "seen": _seen(told), "catat": "ya"}
    assert client.post(address, once_more).status_code == 302


@pytest.fixture
def successor(signed: Desk, file_case: Callable[..., Case]) -> Agreement:
    """Another signed agreement of the house."""
    case, found = file_case(), signed.agreement()
    return Agreement.objects.create(
        institution=found.institution, case=case, request=Request.objects.get(case=case), kind=found.kind,
        title="Perjanjian pengganti rekaan", status=found.status, sign_date=found.sign_date,
        effective_on=found.effective_on, ends_on=found.ends_on, signed_until=found.ends_on, created_at=clock.now(),
    )  # fmt: skip


def test_a_replacement_is_foretold_and_recorded_with_its_successor(signed: Desk, successor: Agreement) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/"
    sent = {"kind": "penggantian", "on": "2027-06-30", "reason": "Diganti perjanjian yang lebih luas."}
    unnamed = client.post(f"{address}catat/", sent)
    assert unnamed.status_code == 422
    assert "PJJ-14" in unnamed.content.decode()
    assert client.post(f"{address}catat/", {**sent, "other": signed.agreement().slug}).status_code == 422
    told = client.post(f"{address}catat/", {**sent, "other": successor.slug}).content.decode()
    assert "30 November 2028 ke 30 Juni 2027" in told
    assert f'value="{successor.slug}" selected' in told
    effect = told[told.index("Inilah yang akan berubah") :]
    assert "Digantikan oleh Perjanjian pengganti rekaan" in effect
    assert successor.effective_on is not None
    begins = date_format(successor.effective_on, "j F Y")
    assert f"Dari {begins} sampai 30 Juni 2027 keduanya berlaku" in effect
    assert not LifeAct.objects.exists()
    done = client.post(f"{address}catat/", {**sent, "other": successor.slug, "seen": _seen(told), "catat": "ya"})
    assert done.status_code == 302
    assert LifeAct.objects.get().other == successor
    page = client.get(address).content.decode()
    assert "Perjanjian pengganti rekaan" in page
    assert "30 Juni 2027" in page
    theirs = client.get(f"/meja/perjanjian/{successor.slug}/").content.decode()
    assert f'<dt>Menggantikan</dt><dd><a href="{address}">' in theirs


def test_a_renewal_names_the_agreement_that_renews_it(signed: Desk, successor: Agreement) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/"
    told = client.post(f"{address}catat/", {**UNPROVED, "other": successor.slug}).content.decode()
    assert "Diperpanjang oleh Perjanjian pengganti rekaan" in told[told.index("Inilah yang akan berubah") :]
    assert client.post(f"{address}catat/", {**UNPROVED, "other": successor.slug, "catat": "ya"}).status_code == 302
    assert "Diperpanjang oleh" in client.get(address).content.decode()


def test_the_days_between_an_agreement_and_its_successor_are_told(signed: Desk, successor: Agreement) -> None:
    Agreement.objects.filter(pk=successor.pk).update(effective_on=date(2027, 8, 1))
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    sent = {"kind": "penggantian", "on": "2027-06-30", "reason": "Diganti.", "other": successor.slug}
    assert "Dari 1 Juli 2027 sampai 31 Juli 2027 tidak satu pun berlaku" in client.post(address, sent).content.decode()
    meets = client.post(address, {**sent, "on": "2027-07-31"}).content.decode()
    assert "tidak satu pun berlaku" not in meets
    assert "keduanya berlaku" not in meets


def test_a_termination_shows_the_last_day_that_it_makes(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/"
    client.post(f"{address}catat/", {"kind": "pengakhiran", "on": "2027-06-30", "reason": "Sepakat.", "catat": "ya"})
    page = client.get(address).content.decode()
    assert 'data-label="Hari terakhir yang baru">30 Juni 2027' in page
    # an obligation that was counted from the former end falls due after the new one
    due = signed.agreement().obligations.filter(due_on__gt=date(2027, 6, 30)).count()
    assert due == page.count("Sesudah hari terakhir") > 0


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_after_another_officer_has_recorded_meanwhile_the_effect_is_told_anew(signed: Desk) -> None:
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    shown = client.post(address, {"kind": "pengakhiran", "on": "2027-06-30", "reason": "Sepakat."}).content.decode()
    seen = _seen(shown)
    colleague = _client(signed, "tim_arsiparis")
    assert colleague.post(address, {**RENEWAL, "catat": "ya"}).status_code == 302
    sent = {"kind": "pengakhiran", "on": "2027-06-30", "reason": "Sepakat.", "seen": seen, "catat": "ya"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "PJJ-17" in refused.content.decode()
    assert "30 November 2030 ke 30 Juni 2027" in refused.content.decode()
    assert LifeAct.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"kind": "pengakhiran", "on": "2026-01-01"}, "PJJ-22"),
        ({"kind": "addendum", "on": "2026-01-01"}, "PJJ-10"),
        ({"kind": "perpanjangan", "on": "2029-01-02", "ends_on": "2030-01-01"}, "PJJ-11"),
        ({"kind": "perpanjangan", "on": "2028-01-01"}, "PJJ-12"),
        ({"kind": "addendum", "on": "2027-01-01", "ends_on": "2026-12-15"}, "PJJ-13"),
        ({"kind": "addendum", "on": "2029-01-01"}, "PJJ-11"),
        ({"kind": "penggantian", "on": "2027-01-01"}, "PJJ-14"),
        ({"kind": "pengakhiran", "on": "2027-01-01", "other": "SUCCESSOR"}, "PJJ-18"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(
    signed: Desk, successor: Agreement, sent: dict[str, str], code: str
) -> None:
    sent = {name: value.replace("SUCCESSOR", successor.slug) for name, value in sent.items()}
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    for button in ({}, {"catat": "ya"}):
        answer = client.post(address, {**sent, "reason": "Alasan contoh.", **button})
        assert (answer.status_code, code in answer.content.decode()) == (422, True)
        assert "Alasan contoh." in answer.content.decode()
    assert not LifeAct.objects.exists()


def test_an_agreement_that_has_ended_takes_no_addendum(signed: Desk) -> None:
    address = f"/meja/perjanjian/{signed.agreement().slug}/catat/"
    with clock.at(datetime(2028, 12, 15, 3, tzinfo=UTC)):
        answer = _client(signed, "tim_analis_hukum").post(
            address, {"kind": "addendum", "on": "2028-12-10", "reason": "Terlambat.", "catat": "ya"}
        )
    assert "PJJ-11" in answer.content.decode()
    assert not LifeAct.objects.exists()


def test_before_it_begins_its_end_is_foretold_with_the_obligations_that_do_not_arise(signed: Desk) -> None:
    found = signed.agreement()
    assert found.effective_on is not None
    day = (found.effective_on - timedelta(days=1)).isoformat()
    client, address = _client(signed, "tim_analis_hukum"), f"/meja/perjanjian/{found.slug}/"
    sent = {"kind": "pengakhiran", "on": day, "reason": "Anggaran mitra dicabut."}
    told = client.post(f"{address}catat/", sent).content.decode()
    every = found.obligations.count()
    assert "tidak pernah berlaku" in told
    assert f"{every} kewajiban tidak timbul" in told
    assert "Hari terakhir pindah" not in told
    seen = re.findall(r'name="seen" value="(\w+)"', told)[0]
    assert client.post(f"{address}catat/", {**sent, "seen": seen, "catat": "ya"}).status_code == 302
    page = client.get(address).content.decode()
    assert "tidak pernah; sedianya mulai" in page
    assert page.count("Tidak timbul") == every
