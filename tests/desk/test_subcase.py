"""The way from a case to its sub-case and back, what the page says of one without a result, and starting it again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from simpul.casework.cases import withdraw_case
from simpul.casework.subcases import follow_up
from simpul.core.procedures.models import Case
from tests.casework.conftest import House
from tests.casework.strangers.parts import awaiting, finish_part, furnished, part_of, reject_part
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
KEY = "bagian#1"


@pytest.fixture
def house() -> House:
    return furnished()


def address(case: Case) -> str:
    return f"/perkara/{case.slug}/"


def page(client: Client, case: Case) -> str:
    answer = client.get(address(case))
    assert answer.status_code == 200
    return answer.content.decode()


def again(client: Client, case: Case, reason: str) -> str:
    """Press the button; answers the page that follows."""
    sent = client.post(reverse("desk:begin_part_again", args=[case.slug, KEY]), {"alasan": reason}, follow=True)
    return sent.content.decode()


def link(case: Case) -> str:
    return f'<a href="{address(case)}">{case.ticket}</a>'


def test_each_case_leads_to_the_other(house: House) -> None:
    case = awaiting(house)
    part = part_of(case)
    for lane in ("pusat", "hukum"):
        client = browser(house.officer(lane))
        whole = page(client, case)
        assert link(part) in whole
        assert "Mengerjakan (Bagian Hukum)" in whole
        assert "Dikerjakan oleh subprosedur" in whole
        assert reverse("desk:complete", args=[case.slug, KEY]) not in whole, "its end completes the step"
        assert link(case) in page(client, part)
        assert link(case) in client.get(reverse("desk:documents", args=[part.slug])).content.decode()
    finish_part(house, part)
    follow_up()
    assert link(part) in page(browser(house.officer("pusat")), case)


def test_who_may_not_see_the_other_case_reads_its_ticket(house: House) -> None:
    case, other = awaiting(house), furnished("lain")
    part = part_of(case)
    stranger = browser(other.officer("pusat"))
    assert stranger.get(address(case)).status_code == 404
    Case.objects.filter(pk=part.pk).update(institution=other.institution)
    whole = page(browser(house.officer("pusat")), case)
    assert part.ticket in whole
    assert address(part) not in whole
    below = page(stranger, part)
    assert case.ticket in below
    assert address(case) not in below


def test_the_page_says_why_it_ended_and_the_team_starts_it_again(house: House) -> None:
    case = awaiting(house)
    first = part_of(case)
    team, colleague = browser(house.officer("pusat")), browser(house.officer("hukum"))
    assert "Mulai lagi" not in page(team, case)
    withdraw_case(case_id=first.pk, by=house.officer("hukum").actor(), reason="Bahan <b>hilang</b>.", party="lembaga")
    said = page(team, case)
    assert f"Sub-perkara {first.ticket} berakhir tanpa hasil" in said
    assert "Bahan &lt;b&gt;hilang&lt;/b&gt;." in said
    assert "Mulai lagi" in said
    assert "Mulai lagi" not in page(colleague, case)
    assert "TGS-45" in again(colleague, case, "Coba")
    assert "TGS-44" in again(team, case, " ")
    assert Case.objects.filter(parent_task__case=case).count() == 1
    done = again(team, case, "Bahan sudah ada.")
    second = part_of(case)
    assert f"berjalan lagi sebagai {second.ticket}" in done
    assert "Percobaan sebelumnya" in done
    assert link(first) in done
    assert link(second) in done
    trail = team.get(reverse("desk:trail", args=[case.slug])).content.decode()
    assert "Subprosedur dimulai lagi" in trail
    assert "Bahan sudah ada." in trail


def test_the_page_says_why_it_was_rejected(house: House) -> None:
    case = awaiting(house)
    reject_part(house, part_of(case))
    assert "berakhir tanpa hasil" in page(browser(house.officer("pusat")), case)


def test_a_stranger_starts_nothing(house: House) -> None:
    case = awaiting(house)
    withdraw_case(case_id=part_of(case).pk, by=house.officer("hukum").actor(), reason="Batal", party="lembaga")
    stranger = browser(furnished("lain").officer("pusat"))
    assert stranger.post(reverse("desk:begin_part_again", args=[case.slug, KEY]), {"alasan": "x"}).status_code == 404
    assert Case.objects.filter(parent_task__case=case).count() == 1


def test_the_worklist_says_that_a_step_waits_for_nothing(house: House) -> None:
    case = awaiting(house)
    team, words = browser(house.officer("pusat")), "Sub-perkara berakhir tanpa hasil"
    assert words not in team.get("/meja/").content.decode()
    withdraw_case(case_id=part_of(case).pk, by=house.officer("hukum").actor(), reason="Batal", party="lembaga")
    assert words in team.get("/meja/").content.decode()
    assert words not in browser(house.officer("hukum")).get("/meja/").content.decode()
    again(team, case, "Bahan sudah ada.")
    assert words not in team.get("/meja/").content.decode()
    reject_part(house, part_of(case))
    assert words in team.get("/meja/").content.decode()
    again(team, case, "Sekali lagi.")
    finish_part(house, part_of(case))
    assert words not in team.get("/meja/").content.decode()
