"""A due date that rests on a year without a decree says so on the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from simpul.casework.completion import complete_task
from simpul.core.directory.models import User
from simpul.core.procedures.models import Case
from simpul.lib import clock
from tests.casework.conftest import House, file_case, files, house

__all__ = ["file_case", "files", "house"]
STEPS = (
    ("tata_usaha", "terima#1", {"tanggal_terima": "2026-12-28", "saluran_masuk": "Portal"}),
    ("tim_arsiparis", "catat_srikandi#1", {"nomor_srikandi": "S-1", "tanggal_srikandi": "2026-12-28"}),
    ("kepala_bblbk", "disposisi#1", {"instruksi": "telaah"}),
)


@pytest.mark.parametrize(("day", "told"), [(28, False), (31, True)])
def test_only_a_date_in_an_unconfirmed_year_is_called_uncertain(
    house: House, file_case: Callable[..., Case], day: int, told: bool
) -> None:
    with clock.at(datetime(2026, 12, day, 4, tzinfo=UTC)):
        case = file_case()
        for lane, key, raw in STEPS:
            complete_task(case_id=case.pk, key=key, officer=house.officer(lane), raw=raw)
        client = Client()
        user = User.objects.get(pk=house.officer("tim_program_pelayanan").user_id)
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        page = client.get(f"/perkara/{case.slug}/").content.decode()
    assert ("KAL-11" in page or "Tenggat belum pasti" in page) is told
