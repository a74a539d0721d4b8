"""Two parties outside are asked about one step: the clock stands for whoever has not answered, and says for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from simpul.casework.beginning import begin_case
from simpul.casework.completion import complete_task
from simpul.core.procedures.models import Case, Pause, ProcedureVersion, Task
from simpul.lib import clock
from tests.casework.conftest import House, furnish
from tests.casework.strangers.files import VISIT
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 3, 0, tzinfo=UTC)
TWO = VISIT.replace(
    "  - {id: kementerian, nama: Kementerian Rekaan}\n",
    "  - {id: kementerian, nama: Kementerian Rekaan}\n  - {id: kedutaan, nama: Kedutaan Rekaan}\n",
).replace(
    "    menunggu: {pihak: kementerian, selama: menunggu_pihak_luar}\n",
    "    menunggu:\n      - {pihak: kedutaan, selama: menunggu_pihak_luar}\n"
    "      - {pihak: kementerian, selama: menunggu_pihak_luar}\n",
)
PROPOSAL = {"kepada": "Kepala", "isi": "Usul kunjungan", "kuasa": "tidak"}


@pytest.fixture
def visiting() -> House:
    return furnish("rekaan", TWO)


@pytest.fixture
def case(visiting: House) -> Iterator[Case]:
    """Asked on Monday: the ministry, an hour later the embassy."""
    with clock.at(MONDAY):
        version = ProcedureVersion.objects.get(procedure__institution=visiting.institution)
        found = begin_case(officer=visiting.officer("pusat"), version_id=version.pk, title="Kunjungan")
        complete_task(case_id=found.pk, key="usul#1", officer=visiting.officer("pusat"), raw=PROPOSAL)
        client = browser(visiting.officer("hukum"))
        client.post(reverse("desk:ask_outside", args=[found.slug, "telaah#1"]), {"pihak": "kementerian"})
    with clock.at(MONDAY + timedelta(hours=1)):
        client.post(reverse("desk:ask_outside", args=[found.slug, "telaah#1"]), {"pihak": "kedutaan"})
    with clock.at(MONDAY + timedelta(days=1)):
        yield found


def answered(client: Client, case: Case, party: str) -> str:
    sent = {"pihak": party, "saluran": "Surat", "catatan": "Setuju"}
    address = reverse("desk:answer_outside", args=[case.slug, "telaah#1"])
    return client.post(address, sent, follow=True).content.decode()


def waits() -> list[tuple[str, bool]]:
    return [(pause.party, pause.ended_at is None) for pause in Pause.objects.order_by("started_at")]


def test_the_clock_stands_on_for_the_party_that_has_not_answered(visiting: House, case: Case) -> None:
    client = browser(visiting.officer("hukum"))
    assert waits() == [("kementerian", True)]
    page = answered(client, case, "kementerian")
    assert "Jam masih berhenti" in page
    assert "Jam berjalan lagi" not in page
    assert "menunggu Kedutaan Rekaan" in page
    task = Task.objects.get(case=case, state="open")
    assert task.paused_since == MONDAY
    assert waits() == [("kementerian", False), ("kedutaan", True)]
    assert "Jam berjalan lagi" in answered(client, case, "kedutaan")
    assert Task.objects.get(case=case, state="open").paused_since is None
    assert waits() == [("kementerian", False), ("kedutaan", False)]


def test_the_worklist_names_only_whom_the_step_waits_for_now(visiting: House, case: Case) -> None:
    client = browser(visiting.officer("hukum"))
    heading = "Jam berhenti: menunggu "
    assert f"{heading}Kedutaan Rekaan atau Kementerian Rekaan" in client.get("/meja/").content.decode()
    answered(client, case, "kementerian")
    page = client.get("/meja/").content.decode()
    assert f"{heading}Kedutaan Rekaan" in page
    assert "Kementerian Rekaan" not in page


def test_a_reader_is_not_shown_an_empty_heading(visiting: House, case: Case) -> None:
    reader = browser(visiting.officer("balai"))
    address = reverse("desk:case", args=[case.slug])
    assert "Pihak luar" in reader.get(address).content.decode(), "what was asked may be read"
    version = ProcedureVersion.objects.get(procedure__institution=visiting.institution)
    other = begin_case(officer=visiting.officer("pusat"), version_id=version.pk, title="Lain")
    complete_task(case_id=other.pk, key="usul#1", officer=visiting.officer("pusat"), raw=PROPOSAL)
    address = reverse("desk:case", args=[other.slug])
    assert "Pihak luar" not in reader.get(address).content.decode()
    assert "Pihak luar" in browser(visiting.officer("hukum")).get(address).content.decode()
