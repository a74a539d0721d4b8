"""`/sop/`: everybody reads the procedures in force and takes their files along."""

from __future__ import annotations

import pytest
from django.test import Client

from simpul.cli.demo_seed.institutions import furnish
from simpul.core.procedures.models import Procedure, ProcedureVersion
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
