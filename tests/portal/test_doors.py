"""Who may open a draft: this browser, or the secret link; everybody else learns nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from simpul.core.directory.models import Institution
from simpul.core.messages.models import Delivery
from simpul.features.agreements.access import mint_link
from simpul.features.agreements.models import Request, TrackingLink
from simpul.lib import clock
from simpul.pages.portal import limits
from simpul.pages.portal.home import duration, kinds
from simpul.rules.attempts import MEMORY, NETWORK
from tests.portal.filling import begin, fill, hand_in, save, send

PAGES = ("", "lembaga/", "dokumen/", "periksa/", "mahasiswa/", "jenis/")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_same_page_for_a_real_and_an_invented_draft(draft: Request, page: str) -> None:
    stranger = Client()
    answers = [stranger.get(f"/ajukan/draf/{slug}/{page}") for slug in (draft.slug, "tidakada99")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/ajukan/tautan/")] * 2
    assert save(stranger, draft, "lembaga").status_code == 302
    hand_in(stranger, draft)
    send(stranger, draft)
    draft.refresh_from_db()
    assert (draft.partner_name, draft.papers.count(), draft.case) == ("", 0, None)


def test_another_partner_cannot_open_it(draft: Request, laboratory: Institution) -> None:
    other = Client()
    begin(other, laboratory)
    assert other.get(f"/ajukan/draf/{draft.slug}/")["Location"] == "/ajukan/tautan/"


def test_a_forged_cookie_opens_nothing(draft: Request) -> None:
    forger = Client()
    forger.cookies["simpul_draf"] = f"{draft.slug}:1tNothing:forged"
    assert forger.get(f"/ajukan/draf/{draft.slug}/")["Location"] == "/ajukan/tautan/"


def test_the_cookie_is_for_filing_only_and_unreadable_for_scripts(client: Client, draft: Request) -> None:
    cookie = client.cookies["simpul_draf"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/ajukan/", True, "Lax")
    assert client.get(f"/ajukan/draf/{draft.slug}/")["Cache-Control"] == "no-store"


def _resume(browser: Client, draft: Request) -> str:
    secret = mint_link(draft.pk).rstrip("/").rsplit("/", 1)[1]
    answer = browser.get(f"/ajukan/lanjut/{secret}/")
    assert answer["Referrer-Policy"] == "no-referrer"
    return str(answer["Location"])


def test_the_mailed_link_opens_the_draft_elsewhere(client: Client, draft: Request) -> None:
    save(client, draft, "lembaga")
    elsewhere = Client()
    assert _resume(elsewhere, draft) == f"/ajukan/draf/{draft.slug}/"
    assert "RSUD Rekaan" in elsewhere.get(f"/ajukan/draf/{draft.slug}/").content.decode()


def test_a_revoked_or_old_or_invented_link_opens_nothing(draft: Request) -> None:
    secret = mint_link(draft.pk).rstrip("/").rsplit("/", 1)[1]
    TrackingLink.objects.update(revoked_at=clock.now())
    assert Client().get(f"/ajukan/lanjut/{secret}/")["Location"] == "/ajukan/tautan/"
    TrackingLink.objects.update(revoked_at=None, expires_at=clock.now() - timedelta(days=1))
    assert Client().get(f"/ajukan/lanjut/{secret}/")["Location"] == "/ajukan/tautan/"
    assert Client().get("/ajukan/lanjut/rekaan/")["Location"] == "/ajukan/tautan/"


def test_wrong_resume_links_are_counted_like_wrong_tracking_links(client: Client, draft: Request) -> None:
    secret = mint_link(draft.pk).rstrip("/").rsplit("/", 1)[1]
    TrackingLink.objects.update(expires_at=clock.now() - timedelta(days=1))
    guesses = [secret if turn % 2 else f"rekaan{turn}" for turn in range(NETWORK.free)]
    for doors in zip(guesses[::2], guesses[1::2], strict=True):
        answers = [Client().get(f"/ajukan/lanjut/{guess}/") for guess in doors]
        assert len({(answer.status_code, answer["Location"], answer.content) for answer in answers}) == 1
    TrackingLink.objects.update(expires_at=None)
    for door in ("ajukan/lanjut", "lacak/t"):
        turned = Client().get(f"/{door}/{secret}/")
        assert turned.status_code == 429
        assert int(turned["Retry-After"]) > 0
    with clock.at(clock.now() + MEMORY):
        assert _resume(Client(), draft) == f"/ajukan/draf/{draft.slug}/"


def test_the_link_of_a_sent_request_leads_to_its_tracking(client: Client, draft: Request) -> None:
    fill(client, draft)
    send(client, draft)
    assert _resume(Client(), draft) == "/lacak/"


def test_a_lost_link_is_asked_for_with_one_answer_for_all(client: Client, draft: Request) -> None:
    save(client, draft, "narahubung")
    Delivery.objects.all().delete()
    texts = {
        Client().post("/ajukan/tautan/", {"email": email}).content.decode().split("<main")[1].split("<form")[0]
        for email in ("REKAAN@rsud.example", "tidak.ada@rsud.example")
    }
    assert len(texts) == 1
    assert Delivery.objects.get().address == "rekaan@rsud.example"


def test_link_mails_and_starts_are_limited_per_network(
    client: Client, draft: Request, laboratory: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(client, draft, "narahubung")
    Delivery.objects.all().delete()
    monkeypatch.setattr(limits, "LINKS_PER_HOUR", 0)
    client.post("/ajukan/tautan/", {"email": "rekaan@rsud.example"})
    assert not Delivery.objects.exists()
    monkeypatch.setattr(limits, "STARTS_PER_HOUR", 1)
    begin(client, laboratory)
    assert Request.objects.count() == 1


def test_closing_forgets_the_draft_in_this_browser_only(client: Client, draft: Request) -> None:
    client.post(f"/ajukan/draf/{draft.slug}/keluar/")
    assert client.get(f"/ajukan/draf/{draft.slug}/")["Location"] == "/ajukan/tautan/"
    assert Request.objects.filter(pk=draft.pk).exists()


def test_a_closed_door_says_when_it_opens_and_starts_nothing(client: Client, laboratory: Institution) -> None:
    Institution.objects.update(accepts_requests=False, reopens_on=date(2027, 1, 4))
    for page in ("", "kesiapan/"):
        assert "Senin, 4 Januari 2027" in client.get(f"/ajukan/balai/{page}").content.decode()
    refused = client.post("/ajukan/balai/mulai/", {
        "form_key": "k" * 43, "category": "lembaga", "cooperation_type": "teknis", "is_extension": "baru",
    })  # fmt: skip
    assert refused.status_code == 400
    assert "Kode: PGJ-03" in refused.content.decode()
    assert not Request.objects.exists()


def test_the_days_come_from_the_procedure_in_force(client: Client, laboratory: Institution) -> None:
    page = client.get("/ajukan/balai/").content.decode()
    for words in ("paling lama 1 hari kerja", "paling lama 3 hari", "hari yang sama", "jam kami berhenti"):
        assert words in page


@pytest.mark.parametrize(
    ("standard", "words"),
    [
        ("1 HK", "1 hari kerja"),
        ("3 hari", "3 hari"),
        ("hari yang sama", "hari yang sama"),
        ("2 jam", "2 jam"),
        ("-", ""),
    ],
)
def test_a_standard_time_in_plain_words(standard: str, words: str) -> None:
    assert duration(standard).removeprefix("paling lama ") == words


def test_there_are_five_kinds(client: Client, laboratory: Institution) -> None:
    page = client.get("/ajukan/balai/").content.decode()
    assert [page.count(f"cooperation_type={kind.code}") for kind in kinds()] == [1] * 5


@pytest.mark.parametrize("category", ["lembaga", "perusahaan", "mahasiswa"])
def test_three_answers_give_the_personal_list(client: Client, laboratory: Institution, category: str) -> None:
    asked = {"tanya": "1", "category": category, "cooperation_type": "teknis", "is_extension": "baru"}
    page = client.get("/ajukan/balai/kesiapan/", asked).content.decode()
    assert page.count("wajib sekarang") == 1
    assert ("NPWP" in page) is (category == "perusahaan")
    assert "Tiga pertanyaan" in client.get("/ajukan/balai/kesiapan/", {"tanya": "1"}).content.decode()
