"""A laboratory adopts the published procedure of another one: own lane names, origin kept, published by its own two."""

from __future__ import annotations

import html

import pytest

from simpul.core.directory.models import Institution, Lane
from simpul.core.directory.officers import today_in
from simpul.core.procedures.models import Concept, ProcedureVersion
from simpul.rules.procedure.loader import load
from tests.casework.conftest import SOPS, House, furnish
from tests.desk.conftest import browser
from tests.studio.conftest import BBLBK, Studio, administrator, changed, enthrone
from tests.studio.test_publishing import proposed

pytestmark = pytest.mark.django_db

MONEV = (SOPS / "bpom-monev" / "1.yaml").read_text()
OWN = "Subbagian Tata Usaha"


@pytest.fixture
def ntb(studio: Studio) -> House:
    """A house in Mataram with the lanes of the BBLBK procedure under names of its own, but another procedure."""
    house = furnish("ntb", MONEV)
    for position, lane in enumerate(load(BBLBK, "bblbk").lanes[1:]):
        row = Lane.objects.create(
            institution=house.institution, code=lane.id, name=OWN if lane.id == "tata_usaha" else lane.name,
            position=20 + position,
        )  # fmt: skip
        officer = next(iter(house.officers.values()))
        row.assignments.create(user_id=officer.user_id, starts_on="2026-01-01")
    Institution.objects.filter(pk=house.institution.pk).update(intake_procedure="", zone="Asia/Makassar")
    return house


def test_ntb_adopts_what_bblbk_has_published(studio: Studio, ntb: House) -> None:
    admin, head = administrator(ntb, "baiq"), enthrone(ntb, "biro_ksh")
    client = browser(admin)
    source = ProcedureVersion.objects.get(procedure=studio.procedure)
    page = client.get("/meja/sop-baru/adopsi/").content.decode()
    assert studio.house.institution.name in page
    where = client.get("/meja/sop-baru/adopsi/", {"version": source.pk})
    assert where.headers["Location"] == f"/meja/sop-baru/adopsi/{source.pk}/"
    lanes = html.unescape(client.get(where.headers["Location"]).content.decode())
    assert f'value="{OWN}"' in lanes
    names = {f"lane_{lane.id}": lane.name for lane in load(BBLBK, "x").lanes[1:]} | {"lane_tata_usaha": OWN}
    assert client.post(where.headers["Location"], {**names, "lane_tim_arsiparis": ""}).status_code == 422
    assert client.post(where.headers["Location"], names).status_code == 302
    concept = Concept.objects.get(institution=ntb.institution)
    made = load(concept.text, "ntb")
    assert made.adopted is not None
    assert (made.adopted.code, made.adopted.sha256) == ("bblbk", source.sha256)
    assert (made.identity.unit, made.lane_name("tata_usaha")) == (ntb.institution.name, OWN)
    day = today_in(Institution.objects.get(pk=ntb.institution.pk)).isoformat()
    form = {"effective_on": day, "note": "Diadopsi.", "lock_version": "0"}
    answer = client.post("/meja/sop/bblbk/konsep/usul/", form, follow=True)
    assert "diusulkan" in answer.content.decode()
    assert browser(head).post("/meja/sop/bblbk/konsep/terbitkan/", {"kunci": "0"}).status_code == 302
    version = ProcedureVersion.objects.get(procedure__institution=ntb.institution, procedure__code="bblbk")
    assert version.adopted_from == source
    assert Institution.objects.get(pk=ntb.institution.pk).intake_procedure == "bblbk"
    assert "diadopsi dari" in client.get("/meja/sop/bblbk/").content.decode()


def test_adopted_again_it_gets_the_next_number_of_its_own(studio: Studio) -> None:
    client = studio.client("stranger")
    source = ProcedureVersion.objects.get(procedure=studio.procedure)
    names = {f"lane_{lane.id}": lane.name for lane in load(BBLBK, "x").lanes[1:]}
    client.post(f"/meja/sop-baru/adopsi/{source.pk}/", names)
    concept = Concept.objects.get(code="bblbk")
    assert load(concept.text, "x").version == "2"
    assert "Usulkan" in client.get("/meja/sop/bblbk/konsep/").content.decode()


def test_what_is_not_in_force_elsewhere_is_not_adopted(studio: Studio) -> None:
    own = ProcedureVersion.objects.get(procedure=studio.procedure)
    assert studio.client("admin").get(f"/meja/sop-baru/adopsi/{own.pk}/").status_code == 404
    proposed(studio, changed(BBLBK))
    assert studio.client("staff").get("/meja/sop-baru/adopsi/").status_code == 403
