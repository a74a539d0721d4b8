"""A procedure whose own steps draft the text (``templat: naskah``): begun from the case, judged, handed over."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.casework import text_acts
from simpul.casework.own_texts import begin_text
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Output
from simpul.features.agreements.choosing import Choice
from simpul.features.agreements.drafting import DOCX, assembled
from simpul.features.agreements.models import Draft, Judgement, Request
from simpul.features.agreements.value_changes import PARTY, write_parties, write_terms
from simpul.features.agreements.values import values_of
from simpul.lib import clock
from simpul.rules.refusals import Conflict, NotAllowed, Refusal
from tests.casework.conftest import SOPS, House, files, furnish
from tests.desk.conftest import browser, send
from tests.desk.test_step_documents import STEPS, begun_by_unit, scan

__all__ = ["files"]
pytestmark = pytest.mark.django_db
PAPER = Path(__file__).parents[1] / "samples" / "partner-paper" / "pks-rsud-tirta-kencana.docx"
CHOICE = {"kind": "pks", "template": "pks-bpom", "regional": "", "reason": "Ada hak dan kewajiban."}
REVIEWED = dict(STEPS[0][2])


@pytest.fixture
def house() -> House:
    return furnish("bpom", (SOPS / "bpom-dn" / "1.yaml").read_text())


@pytest.fixture
def case(house: House) -> Case:
    """A regional office began it; the bureau reviews the draft now."""
    return begun_by_unit(house)


def client(house: House, lane: str) -> Client:
    return browser(house.officer(lane))


def url(case: Case, rest: str) -> str:
    return f"/perkara/{case.slug}/{rest}"


def begin(house: House, case: Case) -> Request:
    done = client(house, "biro_ksh").post(url(case, "jenis-naskah/"), CHOICE)
    assert done.status_code == 302, done.content.decode()[:2000]
    return Request.objects.select_related("institution").get(case=case)


def fill(request: Request) -> set[str]:
    """Every value of the text."""
    terms = {
        "mulai": "2026-12-01", "lama_bulan": 24, "dasar_biaya": "Rp0", "judul": request.answers["judul"],
        "dasar_biaya_kutipan": "Peraturan Contoh Nomor 1 Tahun 2026",
    }  # fmt: skip
    changed = write_terms(request, {**terms, "scope_items": [], "scope_other": "pengujian bersama", "signing_mode": ""})
    words = {"address": "Jalan Contoh 1", "signatory_name": "dr. Umpama", "signatory_title": "Kepala",
             "authority": "Keputusan Nomor 1 Tahun 2026", "email": "a@b.example", "contact_name": "Misal",
             "phone": "081000000001"}  # fmt: skip
    rows = [{"id": one.pk, **{name: getattr(one, name) for name in PARTY}, **words} for one in request.parties.all()]
    return changed | write_parties(request, rows)


def draft(house: House, case: Case) -> Request:
    request = begin(house, case)
    officer = house.officer("biro_ksh")
    text_acts.change_values(case_id=case.pk, officer=officer, change=fill)
    assert not assembled(Request.objects.select_related("institution").get(pk=request.pk)).missing
    assert client(house, "biro_ksh").post(url(case, "susun/buat/"), {}).status_code == 302
    return request


def test_the_text_is_begun_from_what_the_case_was_told(house: House, case: Case) -> None:
    page = client(house, "biro_ksh").get(url(case, "")).content.decode()
    assert url(case, "jenis-naskah/") in page
    form = client(house, "biro_ksh").get(url(case, "jenis-naskah/")).content.decode()
    assert '<option value="pks-bpom" selected' in form
    request = begin(house, case)
    values = values_of(request)
    assert [party.name for party in values.parties] == [house.institution.name, "Universitas Rekaan"]
    assert (values.instrument, values.subject, request.template) == ("PKS", "Pengujian bersama", "pks-bpom")
    told = AuditEvent.objects.filter(chain=f"case:{case.pk}").latest("seq")
    assert (told.verb, request.answers["naskah_alasan"]["alasan"]) == ("text.begun", CHOICE["reason"])


def test_the_templates_of_the_procedure_stand_first_and_the_kind_of_the_case_is_proposed(
    house: House, case: Case
) -> None:
    step = case.tasks.get(step="prakarsai")
    step.data = {**step.data, "bentuk_naskah": "mou"}
    step.save(update_fields=["data"])
    form = client(house, "biro_ksh").get(url(case, "jenis-naskah/")).content.decode()
    named = re.search(r'<select[^>]*name="template".*?</select>', form, re.DOTALL)
    other = re.search(r'<select[^>]*name="other".*?</select>', form, re.DOTALL)
    assert named is not None
    assert other is not None
    assert re.findall(r'<option value="([^"]+)"', named[0]) == ["pks-bpom", "mou-bpom"]
    assert '<option value="mou-bpom" selected' in named[0]
    assert "pks-magang" in other[0]
    assert len(re.findall(r"\(usulan sistem\)", form)) == 1
    assert re.search(r'value="mou"[^>]*checked', form)
    assert re.search(r"Nota [Kk]esepahaman[^<]*\(usulan sistem\)", form)
    chosen = client(house, "biro_ksh").post(url(case, "jenis-naskah/"), {**CHOICE, "other": "pks-umum"})
    assert chosen.status_code == 302
    assert Request.objects.get(case=case).template == "pks-umum"


def test_the_newest_draft_becomes_the_document_of_the_step(house: House, case: Case) -> None:
    draft(house, case)
    assert Judgement.objects.count() == 1
    bureau = client(house, "biro_ksh")
    for tab in ("draf/", "diskusi/"):
        assert f'href="{url(case, tab)}"' in bureau.get(url(case, "")).content.decode()
        assert bureau.get(url(case, tab)).status_code == 200
    done = send(client(house, "biro_ksh"), case, "reviu#1", outcome="", **REVIEWED)
    assert done.status_code == 302, done.content.decode()[:3000]
    made = Output.objects.get(task__case=case, name="draf_reviu")
    assert made.file == Draft.objects.get().docx


def test_a_file_of_ones_own_takes_its_place(house: House, case: Case) -> None:
    done = send(client(house, "biro_ksh"), case, "reviu#1", outcome="", **REVIEWED, berkas_draf_reviu=scan())
    assert done.status_code == 302
    assert Output.objects.get(task__case=case, name="draf_reviu", file__media_type="application/pdf")
    assert not Request.objects.filter(case=case).exists()


def test_without_text_and_without_file_the_step_stays(house: House, case: Case) -> None:
    refused = send(client(house, "biro_ksh"), case, "reviu#1", outcome="", **REVIEWED)
    assert refused.status_code == 422
    assert "TGS-03" in refused.content.decode()


def test_open_places_are_not_handed_over(house: House, case: Case) -> None:
    begin(house, case)
    client(house, "biro_ksh").post(url(case, "susun/buat/"), {})
    refused = send(client(house, "biro_ksh"), case, "reviu#1", outcome="", **REVIEWED)
    assert "TGS-62" in refused.content.decode()


def test_the_partners_own_paper_is_read_compared_and_judged(house: House, case: Case) -> None:
    draft(house, case)
    came = (clock.now() + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S")
    sent = {"verdict": "ubah", "note": "Naskah kami.", "channel": "email", "versi": "1", "answered_at": came,
            "counter": SimpleUploadedFile("naskah.docx", PAPER.read_bytes(), DOCX)}  # fmt: skip
    bureau = client(house, "biro_ksh")
    assert bureau.post(url(case, "perundingan/jawaban/"), sent).status_code == 302
    theirs = Draft.objects.get(side="mitra")
    assert Judgement.objects.filter(draft=theirs).exists()
    for rest in (
        f"naskah-mitra/{theirs.number}/",
        f"telaah-hukum/temuan/{theirs.number}/",
        "bandingkan/",
        "perundingan/",
    ):
        assert bureau.get(url(case, rest)).status_code == 200
    assert url(case, f"naskah-mitra/{theirs.number}/") in bureau.get(url(case, "")).content.decode()


def test_who_may_begin_it_and_only_once(house: House, case: Case) -> None:
    other = client(house, "biro_ho").post(url(case, "jenis-naskah/"), CHOICE)
    assert other.status_code == 422
    with pytest.raises(NotAllowed, match="TGS-04"):
        begin_text(case_id=case.pk, officer=house.officer("biro_ho"), choice=Choice("pks", "pks-bpom"), reason="Perlu.")
    stranger = browser(_stranger())
    assert stranger.get(url(case, "jenis-naskah/")).status_code == 404
    assert stranger.post(url(case, "jenis-naskah/"), CHOICE).status_code == 404
    assert not Request.objects.filter(case=case).exists()
    unsaid = client(house, "biro_ksh").post(url(case, "jenis-naskah/"), {**CHOICE, "reason": ""})
    assert unsaid.status_code == 422
    assert client(house, "biro_ksh").get(url(case, "susun/")).status_code == 404
    begin(house, case)
    with pytest.raises(Conflict, match="NSK-07"):  # two officers at once: the second one is told
        begin_text(case_id=case.pk, officer=house.officer("biro_ksh"), choice=Choice("pks", "pks-bpom"), reason="Juga.")
    begin(house, case)  # a second click keeps the same choice
    assert Request.objects.filter(case=case).count() == 1


def _stranger() -> Officer:
    return furnish("lain", (SOPS / "bpom-dn" / "1.yaml").read_text()).officer("biro_ksh")


def test_outside_its_steps_nothing_of_the_text_changes(house: House, case: Case) -> None:
    draft(house, case)
    send(client(house, "biro_ksh"), case, "reviu#1", outcome="", **REVIEWED)
    refused = client(house, "biro_ksh").post(url(case, "jenis-naskah/"), CHOICE)
    assert refused.status_code == 422
    with pytest.raises(Refusal, match="TGS-66"):
        text_acts.change_values(case_id=case.pk, officer=house.officer("biro_ksh"), change=fill)


def test_the_bureau_of_law_goes_on_with_the_same_text(house: House, case: Case) -> None:
    draft(house, case)
    for lane, key, entries, file in STEPS[:2]:
        given = {file: scan()} if file and key != "reviu#1" else {}
        assert send(client(house, lane), case, key, outcome="", **entries, **given).status_code == 302
    lawyers = client(house, "biro_ho")
    finding = lawyers.get(url(case, "telaah-hukum/temuan/1/"))
    assert "jawaban-" in finding.content.decode() or not Draft.objects.get().remarks.exists()
    assert lawyers.post(url(case, "susun/buat/"), {"ringkasan": "Rumusan hukum."}).status_code == 302
    lane, key, entries, _ = STEPS[2]
    assert send(lawyers, case, key, outcome="", **entries).status_code == 302
    assert Output.objects.get(task__case=case, name="draf_final").file == Draft.objects.get(number=2).docx
