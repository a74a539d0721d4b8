"""A partner fills in and sends: once, whatever the line and the fingers do (F11)."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Institution
from simpul.core.messages.models import Delivery
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Request
from simpul.lib import clock
from tests.casework.conftest import SOPS, furnish
from tests.portal.filling import begin, fill, hand_in, save, send


def test_a_filled_request_becomes_a_case_and_leads_to_its_tracking_page(client: Client, draft: Request) -> None:
    fill(client, draft)
    assert save(client, draft, "lembaga").status_code == 302
    answer = send(client, draft)
    draft.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/lacak/")
    assert (draft.state, client.session["permohonan"]) == ("filed", draft.slug)
    assert draft.case is not None
    assert draft.case.tasks.filter(state="open", key__startswith="terima").exists()
    assert draft.answers["pernyataan"]
    assert draft.contact_phone == "081000000111"


@pytest.mark.django_db(transaction=True)
def test_five_presses_at_once_make_one_case() -> None:
    laboratory = furnish("balai", (SOPS / "bblbk" / "1.yaml").read_text()).institution
    first = Client()
    draft = begin(first, laboratory)
    fill(first, draft)
    gate, answers = threading.Barrier(5), []

    def press() -> None:
        browser = Client()
        browser.cookies.update(first.cookies)
        gate.wait()
        answers.append(send(browser, draft))
        connections.close_all()

    presses = [threading.Thread(target=press) for _ in range(5)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/lacak/")] * 5
    assert Case.objects.count() == 1
    assert AuditEvent.objects.filter(verb="case.started").count() == 1


def test_pressing_again_after_going_back_finds_the_same_case(client: Client, draft: Request) -> None:
    fill(client, draft)
    send(client, draft)
    again = send(client, draft)
    assert (again.status_code, again["Location"]) == (302, "/lacak/")
    assert client.get(f"/ajukan/draf/{draft.slug}/")["Location"] == "/lacak/"
    assert Case.objects.count() == 1


def test_beginning_twice_with_one_form_makes_one_draft(client: Client, laboratory: Institution) -> None:
    kind = {"category": "lembaga", "cooperation_type": "teknis", "is_extension": "baru", "form_key": "k" * 43}
    for _ in range(2):
        client.post("/ajukan/balai/mulai/", kind)
    assert Request.objects.count() == 1
    assert AuditEvent.objects.filter(verb="request.started").count() == 1


@pytest.mark.parametrize(
    ("section", "wrong", "said"),
    [
        ("surat", {"letter_date": "2031-03-05"}, "Hari itu belum tiba. Pilih 5 November 2026 atau sebelumnya."),
        (
            "surat",
            {"letter_date": "0206-03-05"},
            "Tahun 0206 tampaknya salah ketik. Tulis tahun dari 1945 sampai 2056.",
        ),
        ("waktu", {"mulai": "2020-01-01"}, "Hari itu sudah lewat. Pilih 5 November 2026 atau sesudahnya."),
        ("waktu", {"mulai": "2131-01-01"}, "Tahun 2131 tampaknya salah ketik. Tulis tahun dari 1945 sampai 2056."),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_entry(
    client: Client, draft: Request, section: str, wrong: dict[str, str], said: str
) -> None:
    with clock.at(datetime(2026, 11, 5, 3, tzinfo=UTC)):
        answer = save(client, draft, section, **wrong)
    page = answer.content.decode()
    assert answer.status_code in (200, 422)
    assert said in page.replace("\xa0", " ")
    assert f'value="{next(iter(wrong.values()))}"' in page


def test_a_letter_of_the_future_that_was_kept_before_is_not_sent(client: Client, draft: Request) -> None:
    fill(client, draft)
    Request.objects.filter(pk=draft.pk).update(letter_date=clock.now().date() + timedelta(days=30))
    page = send(client, draft).content.decode()
    assert "Kode: PGJ-23" in page
    assert f"/ajukan/draf/{draft.slug}/surat/?dari=periksa" in page
    assert not Case.objects.exists()


def test_what_is_missing_is_listed_and_nothing_is_sent(client: Client, draft: Request) -> None:
    save(client, draft, "lembaga")
    page = send(client, draft).content.decode()
    assert page.count("Kode: PGJ-") == 4
    assert f"/ajukan/draf/{draft.slug}/narahubung/?dari=periksa" in page
    assert f"/ajukan/draf/{draft.slug}/dokumen/?dari=periksa" in page
    assert not Case.objects.exists()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_missing_papers_are_shown_and_do_not_block(client: Client, draft: Request) -> None:
    fill(client, draft)
    assert "SK pengangkatan" in client.get(f"/ajukan/draf/{draft.slug}/periksa/").content.decode()
    send(client, draft)
    assert Case.objects.get().facts["kelengkapan_kurang"] == 1


def test_the_statement_has_to_be_ticked(client: Client, draft: Request) -> None:
    fill(client, draft)
    answer = client.post(f"/ajukan/draf/{draft.slug}/periksa/", {"form_key": draft.form_key})
    page = answer.content.decode()
    assert page.index("Centang pernyataan") < page.index("<dl"), "told before the long list of answers"
    assert not Case.objects.exists()


def test_a_foreign_form_key_sends_nothing(client: Client, draft: Request) -> None:
    fill(client, draft)
    client.post(f"/ajukan/draf/{draft.slug}/periksa/", {"form_key": "x" * 43, "pernyataan": "on"})
    assert not Case.objects.exists()


def test_a_draft_is_kept_for_30_days_after_its_last_change(client: Client, draft: Request) -> None:
    with clock.at(clock.now() + timedelta(days=20)):
        save(client, draft, "lembaga")
    draft.refresh_from_db()
    assert draft.keep_until is not None
    with clock.at(draft.keep_until - timedelta(minutes=1)):
        assert client.get(f"/ajukan/draf/{draft.slug}/").status_code == 200
    with clock.at(draft.keep_until + timedelta(minutes=1)):
        assert client.get(f"/ajukan/draf/{draft.slug}/").status_code == 410
        assert save(client, draft, "lembaga").status_code == 410


def test_drafts_without_a_name_are_told_apart_by_when_they_were_begun(client: Client, draft: Request) -> None:
    Request.objects.filter(pk=draft.pk).update(partner_name="", created_at=datetime(2026, 11, 3, 7, 30, tzinfo=UTC))
    page = client.get(f"/ajukan/{draft.institution.code}/").content.decode()
    assert "Dimulai Selasa, 3 November 2026, pukul\u00a014.30\u00a0WIB, disimpan sampai" in page.replace(
        "&nbsp;", "\u00a0"
    )


def test_only_the_start_of_a_draft_is_told_and_without_personal_data(client: Client, draft: Request) -> None:
    fill(client, draft)
    events = AuditEvent.objects.filter(chain__startswith="institution:", verb__startswith="request.")
    assert [event.verb for event in events] == ["request.started"]
    told = str(events.values())
    assert "Rekaan" not in told
    assert "rsud.example" not in told


def test_the_resume_mail_holds_no_secret_and_is_written_once(client: Client, draft: Request) -> None:
    for _ in range(3):
        save(client, draft, "narahubung")
    mail = Delivery.objects.get()
    assert "[[tautan]]" in mail.body
    assert mail.secrets == {"tautan": {"request": draft.pk, "party": None}}
    save(client, draft, "narahubung", contact_email="lain@rsud.example")
    assert Delivery.objects.count() == 2


def test_a_campus_sends_one_request_for_many_students(client: Client, laboratory: Institution) -> None:
    draft = begin(client, laboratory, category="mahasiswa", cooperation_type="magang")
    listed = "\n".join(f"{n}\tMahasiswa Contoh {n}\t99{n:04}\tBiologi" for n in range(1, 61))
    pasted = {"baris-TOTAL_FORMS": "0", "baris-INITIAL_FORMS": "0", "tempel": "1", "daftar": listed}
    page = client.post(f"/ajukan/draf/{draft.slug}/mahasiswa/", pasted).content.decode()
    assert "Mahasiswa Contoh 60" in page
    rows = {f"baris-{n}-name": f"Mahasiswa Contoh {n}" for n in range(60)}
    client.post(
        f"/ajukan/draf/{draft.slug}/mahasiswa/", {"baris-TOTAL_FORMS": "60", "baris-INITIAL_FORMS": "0", **rows}
    )
    assert draft.students.count() == 60
    save(client, draft, "lembaga", partner_name="Universitas Contoh")
    save(client, draft, "narahubung")
    save(client, draft, "lingkup", scope_items=["magang_mahasiswa"])
    hand_in(client, draft)
    send(client, draft)
    assert Case.objects.get().title == "Universitas Contoh"


def test_rows_that_are_no_longer_asked_for_are_gone(client: Client, laboratory: Institution) -> None:
    draft = begin(client, laboratory, category="perusahaan")
    save(client, draft, "lembaga", npwp="99.000.111.2-333.000", nib="9990001234567")
    save(client, draft, "lingkup")
    rows = {"baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "baris-0-test": "PCR"}
    client.post(f"/ajukan/draf/{draft.slug}/pemeriksaan/", rows)
    draft.refresh_from_db()
    assert (draft.answers["npwp"], draft.answers["nib"], draft.tests.count()) == ("990001112333000", "9990001234567", 1)
    kind = {"category": "lembaga", "cooperation_type": "teknis", "is_extension": "perpanjangan"}
    client.post(f"/ajukan/draf/{draft.slug}/jenis/", kind)
    draft.refresh_from_db()
    assert {"npwp", "nib"} & set(draft.answers) == set()
    assert (draft.tests.count(), draft.scope_items, draft.is_extension) == (0, [], True)


def test_a_saved_amount_comes_back_as_it_is_written(client: Client, draft: Request) -> None:
    save(client, draft, "biaya")
    page = client.get(f"/ajukan/draf/{draft.slug}/biaya/").content.decode()
    assert 'value="48.500.000"' in page
    assert "empat puluh delapan juta lima ratus ribu rupiah" in page


def test_the_parts_are_counted_as_the_list_counts_them(client: Client, draft: Request) -> None:
    """Further parties, which most leave alone, count neither there nor here."""
    root = f"/ajukan/draf/{draft.slug}/"
    total = re.search(r"0 dari (\d+) bagian", client.get(root).content.decode())
    assert total is not None
    said = [
        re.search(r"Bagian (\d+) dari (\d+)", client.get(f"{root}{section}/").content.decode())
        for section in ("biaya", "surat", "pihak")
    ]
    before, after, optional = said
    assert before is not None
    assert after is not None
    assert int(after[1]) == int(before[1]) + 1
    assert before[2] == after[2] == total[1]
    assert optional is None


def test_three_parties(client: Client, draft: Request) -> None:
    fill(client, draft)
    rows = {"baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "baris-0-name": "Dinas Kesehatan Misal"}
    client.post(f"/ajukan/draf/{draft.slug}/pihak/", rows)
    send(client, draft)
    names = list(draft.parties.values_list("order", "name"))
    assert names == [(1, "Balai Contoh balai"), (2, "RSUD Rekaan"), (3, "Dinas Kesehatan Misal")]
