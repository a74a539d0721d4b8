"""What officers are mailed: what the case is about, and the address at which they go on; never a secret."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings

from simpul.casework.beginning import begin_case
from simpul.casework.dispatch import fan_out
from simpul.casework.notices import NOTICES
from simpul.core.directory.models import Assignment
from simpul.core.messages.models import Delivery
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.features.agreements.models import Request
from tests.casework.conftest import House, file_case, files, furnish, house
from tests.casework.strangers.files import VISIT

__all__ = ["file_case", "files", "house"]
OFFICERS = {name: one for name, one in NOTICES.items() if one.to in ("leads", "performer", "superior")}


def to_lead(case: Case) -> Delivery:
    Assignment.objects.update(is_lead=True)
    fan_out()
    return Delivery.objects.get(case_id=case.pk, key__contains=":tugas_baru:")


@pytest.mark.parametrize("name", OFFICERS)
def test_every_mail_to_an_officer_has_the_address_of_the_case(name: str) -> None:
    assert "[[tautan]]" in OFFICERS[name].body
    assert not OFFICERS[name].link


def test_a_new_task_is_told_with_the_partner_and_its_address(file_case: Callable[..., Case], house: House) -> None:
    case = file_case()
    partner = Request.objects.get(case=case).partner_name
    mail = to_lead(case)
    assert f"pada perkara {case.ticket} ({partner})" in mail.body
    assert f"{settings.PUBLIC_URL}/perkara/{case.slug}/?tugas=terima%231\n" in mail.body
    assert mail.secrets == {}


def test_a_case_without_a_partner_is_told_by_its_title(db: None) -> None:
    office = furnish("rekaan", VISIT)
    officer = next(iter(office.officers.values()))
    case = begin_case(officer=officer, version_id=ProcedureVersion.objects.get().pk, title="Kalibrasi 3 termometer")
    mail = to_lead(case)
    assert f"pada perkara {case.ticket} (“Kalibrasi 3 termometer”)" in mail.body
    assert "dari Kalibrasi" not in mail.body
    assert f"/perkara/{case.slug}/?tugas=" in mail.body
