"""Above the name on a printed sheet stands the office that signs, or the lane for which somebody of it acted."""

from __future__ import annotations

import pytest

from simpul.casework.beginning import begin_case
from simpul.casework.completion import complete_task
from simpul.core.directory.models import Assignment, User
from simpul.core.directory.officers import Officer, officer_of
from simpul.core.documents import storage
from simpul.core.procedures.models import Output, ProcedureVersion
from tests.casework.conftest import House, files, furnish
from tests.casework.strangers.files import VISIT
from tests.documents.office import pdf_text

__all__ = ["files"]
pytestmark = pytest.mark.django_db


def officer(house: House, post: str, *, leads: bool = False) -> Officer:
    """The officer of the first lane of the visits, with a post of the own."""
    user_id = house.officer("pusat").user_id
    User.objects.filter(pk=user_id).update(position=post)
    Assignment.objects.filter(user_id=user_id).update(is_lead=leads)
    found = officer_of(User.objects.get(pk=user_id))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("post", "leads", "title"),
    [
        ("Analis Kerja Sama", False, "Unit Pusat\nAnalis Kerja Sama"),
        ("Sekretaris Utama", True, "Sekretaris Utama"),
        ("Anggota Unit Pusat", False, "Anggota Unit Pusat"),
        ("", False, "Unit Pusat"),
        ("", True, "Unit Pusat"),
    ],
)
def test_the_lane_stands_over_the_own_post_unless_somebody_leads_it(post: str, leads: bool, title: str) -> None:
    found = officer(furnish("rekaan", VISIT), post, leads=leads)
    (lane,) = found.lanes.values()
    assert found.signs_as(lane.id).replace(lane.name, "Unit Pusat") == title


def test_of_a_unit_its_own_name_stands_there() -> None:
    found = officer(furnish("rekaan", VISIT), "Staf Loka")
    (lane,) = found.lanes.values()
    assert found.signs_as(lane.id, "Balai Besar Rekaan") == "Balai Besar Rekaan\nStaf Loka"
    assert found.signs_as(lane.id, "Loka") == "Staf Loka"


def test_the_printed_sheet_names_the_lane() -> None:
    house = furnish("rekaan", VISIT)
    found = officer(house, "Analis Kerja Sama")
    case = begin_case(officer=found, version_id=ProcedureVersion.objects.get().pk, title="Kunjungan")
    raw = {"kepada": "Kepala Pusat", "isi": "Kunjungan diusulkan.", "kuasa": "tidak"}
    complete_task(case_id=case.pk, key="usul#1", officer=found, raw=raw)
    file = Output.objects.filter(case=case, file__isnull=False).select_related("file").first()
    assert file is not None
    assert file.file is not None
    words = " ".join(pdf_text(storage.path_of(file.file.sha256)).split())
    (lane,) = found.lanes.values()
    assert words.index(lane.name) < words.rindex("Analis Kerja Sama") < words.index(found.name)
