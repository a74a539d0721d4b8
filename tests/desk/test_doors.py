"""Who sees which page: the team whose turn it is, colleagues (read only), strangers (nothing), nobody (sign in)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from simpul.core.procedures.models import Case, Task
from tests.desk.conftest import Desk, send

PAGES = ("case", "documents", "drafts", "talks", "flow", "flow_print", "trail", "journey", "srikandi_sheet")
DESK = ("worklist", "cases", "inbox", "register", "disposition")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_case_opens_for_its_institution_only(desk: Desk, page: str) -> None:
    address = reverse(f"desk:{page}", args=[desk.file_case().slug])
    assert desk.client("tata_usaha").get(address).status_code == 200
    assert desk.client("tim_analis_hukum").get(address).status_code == 200
    assert desk.stranger.get(address).status_code == 404
    assert Client().get(address).headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("page", DESK)
def test_a_page_of_the_desk_asks_to_sign_in(desk: Desk, page: str) -> None:
    address = reverse(f"desk:{page}")
    response = desk.client("tata_usaha").get(address)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert Client().get(address).status_code == 302


def test_lists_hold_nothing_of_another_institution(desk: Desk) -> None:
    desk.file_case(partner_name="RSUD Hanya Di Sini")
    assert "RSUD Hanya Di Sini" in desk.client("tata_usaha").get("/meja/surat/").content.decode()
    for page in DESK:
        assert "RSUD Hanya Di Sini" not in desk.stranger.get(reverse(f"desk:{page}")).content.decode()


def test_a_colleague_reads_who_has_the_task_and_gets_no_form(desk: Desk) -> None:
    case = desk.file_case()
    own = desk.client("tata_usaha").get(reverse("desk:case", args=[case.slug])).content.decode()
    read = desk.client("tim_analis_hukum").get(reverse("desk:case", args=[case.slug])).content.decode()
    action = reverse("desk:complete", args=[case.slug, "terima#1"])
    assert action in own
    assert action not in read
    assert "Berada di Tata Usaha" in read


def test_acts_are_refused_to_colleagues_and_hidden_from_strangers(desk: Desk) -> None:
    case = desk.file_case()
    before = Case.objects.get(pk=case.pk).version
    for name in ("complete", "take", "give_back", "hand_over"):
        address = reverse(f"desk:{name}", args=[case.slug, "terima#1"])
        assert desk.stranger.post(address).status_code == 404
        assert Client().post(address).status_code == 302
    assert send(desk.client("tim_analis_hukum"), case, "terima#1", tanggal_terima="2026-11-02").status_code == 403
    for page in ("withdraw", "take_paper"):
        assert desk.stranger.post(reverse(f"desk:{page}", args=[case.slug]), {"alasan": "x"}).status_code == 404
    desk.client("tim_analis_hukum").post(reverse("desk:withdraw", args=[case.slug]), {"alasan": "x"})
    done = Task.objects.get(case=case, key="ajukan#1")
    assert desk.stranger.post(reverse("desk:take_back", args=[case.slug, done.pk]), {"alasan": "x"}).status_code == 404
    assert Case.objects.get(pk=case.pk).version == before


def test_reading_changes_nothing(desk: Desk) -> None:
    case = desk.file_case()
    for name in ("take", "give_back", "hand_over"):
        assert desk.client("tata_usaha").get(reverse(f"desk:{name}", args=[case.slug, "terima#1"])).status_code == 405
    assert desk.client("tata_usaha").get(reverse("desk:complete", args=[case.slug, "terima#1"])).status_code == 302
    assert Case.objects.get(pk=case.pk).version == case.version
