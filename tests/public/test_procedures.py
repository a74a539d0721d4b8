"""`/sop/`: everybody reads the procedures in force and takes their files along."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from simpul.cli.demo_seed.institutions import furnish
from simpul.core.procedures.models import Procedure, ProcedureVersion
from simpul.lib import clock
from simpul.pages.public.sop_files import FILES, Taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded() -> None:
    furnish()


@pytest.mark.usefixtures("seeded")
def test_every_published_procedure_is_listed_and_shown(client: Client) -> None:
    listed = client.get("/sop/").content.decode()
    for version in ProcedureVersion.objects.select_related("procedure__institution"):
        address = f"/sop/{version.procedure.institution.code}/{version.procedure.code}/"
        assert address in listed
        page = client.get(address)
        assert page.status_code == 200
        assert b'<table class="s-sop"' in page.content


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("taken", FILES, ids=lambda taken: taken.name)
def test_each_file_is_handed_out_and_may_run_nothing(client: Client, taken: Taken) -> None:
    answer = client.get(f"/sop/bpom/bpom-monev/{taken.name}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == taken.media_type
    assert answer["Content-Disposition"] == f'attachment; filename="bpom-monev-1-{taken.name}"'
    assert answer["Content-Security-Policy"] == "sandbox"


@pytest.mark.usefixtures("seeded")
def test_what_is_not_published_does_not_exist(client: Client) -> None:
    assert client.get("/sop/bpom/bpom-monev/sop.exe").status_code == 404
    assert client.get("/sop/bblbk/bpom-monev/sop.json").status_code == 404
    concept = ProcedureVersion.objects.get(procedure__code="bpom-monev")
    hidden = Procedure.objects.create(institution=concept.procedure.institution, code="konsep")
    ProcedureVersion.objects.create(procedure=hidden, version="1", text=concept.text, sha256="")
    assert client.get("/sop/bpom/konsep/").status_code == 404
    assert client.get("/sop/bpom/konsep/sop.yaml").status_code == 404


@pytest.mark.usefixtures("seeded")
def test_the_version_in_force_on_the_day_of_the_house_is_shown_not_the_next_one(client: Client) -> None:
    """At 20:00 UTC it is the next day in Jakarta: what takes effect on that day is in force there."""
    first = ProcedureVersion.objects.get(procedure__code="bpom-monev")
    ProcedureVersion.objects.filter(pk=first.pk).update(effective_on=date(2026, 11, 23))
    text = first.text.replace('versi: "1"', 'versi: "2"', 1)
    ProcedureVersion.objects.create(
        procedure=first.procedure, version="2", text=text, sha256="2", published_at=first.published_at,
        effective_on=date(2026, 12, 5),
    )  # fmt: skip
    with clock.at(datetime(2026, 11, 22, 20, tzinfo=UTC)):
        listed, page = client.get("/sop/").content.decode(), client.get("/sop/bpom/bpom-monev/").content.decode()
        named = client.get("/sop/bpom/bpom-monev/sop.yaml")["Content-Disposition"]
    assert "Versi 1, berlaku sejak 23 November 2026" in listed
    assert "Versi 1, berlaku sejak 23 November 2026" in page
    assert "bpom-monev-1-sop.yaml" in named
    with clock.at(datetime(2026, 11, 22, 10, tzinfo=UTC)):
        assert "Versi 2, belum berlaku sebelum 5 Desember 2026" in client.get("/sop/").content.decode()
