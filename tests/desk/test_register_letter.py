"""Letters that came by another way than the portal, and the page of letters in."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import Request
from simpul.lib import clock
from tests.desk.conftest import SCAN, Desk

NOW = datetime(2026, 11, 5, 3, tzinfo=UTC)


def entries(**other: object) -> dict[str, object]:
    """What must be said at least; the letter itself is the only file."""
    return {
        "form_key": "satu-surat", "channel": "whatsapp", "received_on": "2026-11-03", "partner_name": "Klinik Umpama",
        "category": "lembaga", "cooperation_type": "pelayanan",
        "letter": SimpleUploadedFile("surat.pdf", SCAN.read_bytes(), "application/pdf"), **other,
    }  # fmt: skip


def test_a_letter_with_few_details_becomes_a_case_on_the_day_it_came(desk: Desk) -> None:
    with clock.at(NOW):
        response = desk.client("tata_usaha").post("/meja/surat/baru/", entries())
    case = Case.objects.get()
    assert response.headers["Location"] == f"/perkara/{case.slug}/"
    assert case.started_at == datetime(2026, 11, 3, 5, tzinfo=UTC)
    assert [task.key for task in case.tasks.filter(state="open")] == ["terima#1"]
    request = Request.objects.get(case=case)
    assert (request.channel, request.registered_by_id) == ("whatsapp", desk.house.officer("tata_usaha").user_id)


def test_a_srikandi_number_given_here_skips_its_step(desk: Desk) -> None:
    with clock.at(NOW):
        desk.client("tata_usaha").post("/meja/surat/baru/", entries(channel="srikandi", srikandi_number="S-77"))
        case = Case.objects.get()
        address = f"/perkara/{case.slug}/tugas/terima%231/"
        desk.client("tata_usaha").post(address, {"tanggal_terima": "2026-11-03", "saluran_masuk": "Srikandi"})
    assert [task.key for task in case.tasks.filter(state="open")] == ["disposisi#1"]


def test_sending_the_form_twice_makes_one_case(desk: Desk) -> None:
    with clock.at(NOW):
        first = desk.client("tata_usaha").post("/meja/surat/baru/", entries())
        again = desk.client("tata_usaha").post("/meja/surat/baru/", entries(another="on"))
    assert first.headers["Location"] == again.headers["Location"]
    assert Case.objects.count() == 1


def test_a_letter_of_a_like_name_is_shown_before_it_is_taken_twice(desk: Desk) -> None:
    with clock.at(NOW):
        desk.client("tata_usaha").post("/meja/surat/baru/", entries())
        doubtful = desk.client("tata_usaha").post(
            "/meja/surat/baru/", entries(form_key="dua", partner_name="PT. klinik UMPAMA")
        )
        ticket = Case.objects.get().ticket
        assert doubtful.status_code == 422
        assert ticket in doubtful.content.decode()
        assert 'name="kept"' in doubtful.content.decode()
        sure = entries(form_key="dua", partner_name="PT. klinik UMPAMA", another="on")
        assert desk.client("tata_usaha").post("/meja/surat/baru/", sure).status_code == 302
        assert "mungkin masuk dua kali" in desk.client("tata_usaha").get("/meja/surat/").content.decode()


def test_a_refused_scan_says_why_and_keeps_the_entries(desk: Desk) -> None:
    bad = SimpleUploadedFile("surat.pdf", b"<html><script>alert(1)</script></html>", "application/pdf")
    response = desk.client("tata_usaha").post("/meja/surat/baru/", entries(letter=bad))
    assert response.status_code == 422
    assert "UNG-" in response.content.decode()
    assert "Klinik Umpama" in response.content.decode()
    assert not Case.objects.exists()


def test_a_letter_of_tomorrow_is_refused(desk: Desk) -> None:
    with clock.at(NOW):
        response = desk.client("tata_usaha").post("/meja/surat/baru/", entries(received_on="2026-11-06"))
    assert "Hari itu belum tiba. Pilih 5 November 2026 atau sebelumnya." in response.content.decode()
    assert not Request.objects.exists()


def test_the_archivist_finds_what_waits_for_srikandi(desk: Desk) -> None:
    case = desk.file_case(partner_name="Balai Misal")
    address = f"/perkara/{case.slug}/tugas/terima%231/"
    desk.client("tata_usaha").post(address, {"tanggal_terima": "2026-11-03", "saluran_masuk": "Portal"})
    assert Task.objects.filter(case=case, key="catat_srikandi#1", state="open").exists()
    page = desk.client("tim_arsiparis").get("/meja/surat/").content.decode()
    assert "Perlu dicatat di Srikandi" in page
    assert "Balai Misal" in page
