"""What went wrong is said once for all messages it happened to, with how many and when last; in full on demand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import Delivery
from simpul.core.procedures.models import Case
from tests.casework.conftest import House
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LONG = "Connection refused by mail.balai.example after 30 seconds: the relay answered nothing at all. " * 3


def lost(case: Case, number: int, error: str) -> Delivery:
    return Delivery.objects.create(
        institution_id=case.institution_id, case_id=case.pk, key=f"gagal:{number}", channel="email", state="failed",
        address=f"surat{number}@contoh.example", recipient="Umpama", subject=f"Kabar {number}", body="Isi", attempts=8,
        last_error=error, created_at=AT, next_try_at=AT + timedelta(hours=number),
    )  # fmt: skip


def page(house: House) -> str:
    answer = browser(house.officer("tata_usaha")).get("/meja/pesan/")
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_equal_errors_are_said_once_with_count_and_last_time(house: House, file_case: Callable[..., Case]) -> None:
    case = file_case()
    for number in range(5):
        lost(case, number, LONG[:300])
    lost(case, 6, "550 no such user")
    said = page(house)
    assert said.count(LONG[:300].strip()) == 1
    assert "5 pesan, terakhir dicoba Jumat, 20 November 2026, pukul 13.00 WIB" in said
    assert said.count("550 no such user") == 1
    assert "1 pesan, terakhir dicoba Jumat, 20 November 2026, pukul 15.00 WIB" in said
    assert said.index("550 no such user") < said.index("Connection refused"), "what happened last stands first"
    assert said.count("Kirim lagi") == 6


def test_the_heading_counts_all_of_them_and_the_list_ends_after_fifty(
    house: House, file_case: Callable[..., Case]
) -> None:
    case = file_case()
    for number in range(53):
        lost(case, number, LONG[:300])
    said = page(house)
    assert "53 pesan tidak terkirim" in said
    assert "53 pesan, terakhir dicoba" in said
    assert said.count("Kirim lagi") == 50
    assert "50 terbaru" in said


def test_a_mail_on_no_case_is_sent_again_too(house: House, file_case: Callable[..., Case]) -> None:
    row, client = lost(file_case(), 1, "550"), browser(house.officer("tata_usaha"))
    Delivery.objects.filter(pk=row.pk).update(case_id=None)
    for expected in ("Email sedang dikirim ulang", "PSN-03"):
        assert expected in client.post(f"/meja/pesan/{row.pk}/ulang/", follow=True).content.decode()
    assert Delivery.objects.get(pk=row.pk).state == "waiting"
    assert AuditEvent.objects.filter(verb="message.tried_again").count() == 1


def test_another_house_sees_none_of_it(house: House, file_case: Callable[..., Case]) -> None:
    case = file_case()
    row = lost(case, 1, LONG[:300])
    Delivery.objects.filter(pk=row.pk).update(institution_id=house.institution.pk + 1)
    assert "Connection refused" not in page(house)
