"""The pages of signed agreements: who sees them, who records an act, and that its effect is foretold first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models import Agreement, LifeAct
from simpul.lib import clock
from simpul.pages.desk import agreements
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import Desk

pytestmark = pytest.mark.django_db
RENEWAL = {"kind": "perpanjangan", "on": "2028-06-01", "ends_on": "2030-11-30", "reason": "Kedua pihak sepakat."}
LETTER = Path(__file__).resolve().parents[2] / "samples" / "request-rsud" / "01-surat-permohonan.pdf"


@pytest.fixture
def signed(desk: Desk) -> Desk:
    desk.number()
    desk.seal()
    desk.head_signs()
    return desk


@pytest.fixture
def outsider(db: None) -> Client:
    """An officer of another house."""
    other = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    return _signed_in(other.officer("tim_analis_hukum").user_id)


def _client(signed: Desk, lane: str) -> Client:
    return _signed_in(signed.house.officer(lane).user_id)


def _signed_in(user_id: int) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


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
        shown = client.post(address, {**RENEWAL, "file": deed})
    kept = StoredFile.objects.get(kind="akta")
    assert kept.slug in shown.content.decode()
    client.post(address, {**RENEWAL, "kept": kept.slug, "catat": "ya"})
    assert LifeAct.objects.get().file == kept


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
