"""Two persons publish: what the first proposes, another one puts in force or sends back."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from simpul.casework.dispatch import fan_out
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, User
from simpul.core.directory.officers import today_in
from simpul.core.messages.models import Delivery
from simpul.core.procedures import loaded
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.concepts import propose, save_text, start_from_file, start_from_version, take_back
from simpul.core.procedures.decisions import publish_concept, send_back
from simpul.core.procedures.judging import judge
from simpul.core.procedures.models import Case, Concept, Procedure, ProcedureVersion, RoundPlan
from simpul.core.procedures.publishing import publish_by_two
from simpul.core.procedures.queries import in_force
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.agreement_text.words import long_date
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.publishing import other_printed_day
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.strangers.files import PART, WHOLE
from tests.studio.conftest import BBLBK, Studio, administrator, changed

pytestmark = pytest.mark.django_db


def today(studio: Studio) -> date:
    return today_in(studio.house.institution)


def proposed(studio: Studio, text: str = "", day: date | None = None) -> Concept:
    concept = start_from_file(officer=studio.admin, text=text or changed(BBLBK))
    return propose(
        concept_id=concept.pk,
        officer=studio.admin,
        effective_on=day or today(studio),
        note=" Uji coba ",
        lock_version=0,
    )


def test_one_proposes_and_another_publishes_on_the_pages(studio: Studio) -> None:
    start_from_version(officer=studio.admin, version=studio.procedure.versions.get())
    admin, head = studio.client("admin"), studio.client("head")
    form = {"effective_on": today(studio).isoformat(), "note": "Nomor versi.", "lock_version": "0"}
    assert admin.post("/meja/sop/bblbk/konsep/usul/", form).status_code == 302
    own = admin.get("/meja/sop/bblbk/konsep/").content.decode()
    assert "Terbitkan versi" not in own
    assert admin.post("/meja/sop/bblbk/konsep/terbitkan/", {"kunci": "0"}).status_code == 422
    assert "Terbitkan versi 2" in head.get("/meja/sop/bblbk/konsep/").content.decode()
    assert head.post("/meja/sop/bblbk/konsep/terbitkan/", {"kunci": "0"}).status_code == 302
    version = studio.procedure.versions.get(version="2")
    assert (version.proposed_by_id, version.published_by_id) == (studio.admin.user_id, studio.head.user_id)
    assert (version.note, version.effective_on) == ("Nomor versi.", today(studio))
    assert not Concept.objects.exists()
    event = AuditEvent.objects.filter(verb="procedure.published").latest("seq")
    assert f'"proposed_by":{studio.admin.user_id}' in event.body.replace(" ", "")
    page = html.unescape(studio.client("staff").get("/meja/sop/bblbk/").content.decode())
    assert "Nomor versi." in page
    assert studio.head.name in page


def test_a_second_administrator_publishes_too(studio: Studio) -> None:
    concept = proposed(studio)
    publish_concept(concept_id=concept.pk, officer=administrator(studio.house, "dua"), lock_version=0)
    assert studio.versions() == ["1", "2"]


@pytest.mark.parametrize("who", ["admin", "staff", "stranger"])
def test_others_do_not_publish(studio: Studio, who: str) -> None:
    concept = proposed(studio)
    with pytest.raises(Refusal) as refused:
        publish_concept(concept_id=concept.pk, officer=getattr(studio, who), lock_version=0)
    assert refused.value.code == {"admin": "SOP-31", "staff": "SOP-32", "stranger": "SOP-41"}[who]
    assert studio.versions() == ["1"]


def test_sent_back_with_a_reason_and_proposed_again(studio: Studio) -> None:
    concept = proposed(studio)
    head = studio.client("head")
    assert "SOP-43" in head.post("/meja/sop/bblbk/konsep/kembalikan/", {"alasan": " "}).content.decode()
    assert head.post("/meja/sop/bblbk/konsep/kembalikan/", {"alasan": "Langkah 3 belum jelas."}).status_code == 302
    page = studio.client("admin").get("/meja/sop/bblbk/konsep/").content.decode()
    assert "Langkah 3 belum jelas." in page
    concept.refresh_from_db()
    assert (concept.submitted_by_id, concept.lock_version) == (None, 1)
    event = AuditEvent.objects.get(verb="procedure.sent_back")
    assert "Langkah 3" not in event.body
    propose(concept_id=concept.pk, officer=studio.admin, effective_on=today(studio), note="Lagi", lock_version=1)
    concept.refresh_from_db()
    assert concept.returned_reason == ""


def test_what_was_read_is_what_is_published(studio: Studio) -> None:
    concept = proposed(studio)
    with pytest.raises(Refusal, match="SOP-39"):
        save_text(concept_id=concept.pk, officer=studio.admin, text=BBLBK, lock_version=0)
    take_back(concept_id=concept.pk, officer=studio.admin)
    with pytest.raises(Refusal, match="SOP-42"):
        publish_concept(concept_id=concept.pk, officer=studio.head, lock_version=0)
    propose(concept_id=concept.pk, officer=studio.admin, effective_on=today(studio), note="", lock_version=1)
    with pytest.raises(Refusal, match="SOP-42"):
        publish_concept(concept_id=concept.pk, officer=studio.head, lock_version=0)
    with pytest.raises(NotAllowed, match="SOP-32"):
        send_back(concept_id=concept.pk, officer=studio.staff, reason="x")


def test_never_in_the_past_nor_before_the_version_before(studio: Studio) -> None:
    with pytest.raises(Refusal, match="SOP-33"):
        proposed(studio, day=today(studio) - timedelta(days=1))
    concept = Concept.objects.get()
    later = today(studio) + timedelta(days=30)
    propose(concept_id=concept.pk, officer=studio.admin, effective_on=later, note="", lock_version=0)
    with clock.at(clock.now() + timedelta(days=60)), pytest.raises(Refusal, match="SOP-33"):
        publish_concept(concept_id=concept.pk, officer=studio.head, lock_version=0)
    publish_concept(concept_id=concept.pk, officer=studio.head, lock_version=0)
    with pytest.raises(Refusal, match="SOP-34"):
        proposed(studio, changed(BBLBK, "3"), later - timedelta(days=1))
    page = html.unescape(studio.client("staff").get("/meja/sop/").content.decode())
    assert "Versi 1, sejak" in page
    assert "Versi 2 mulai" in page


def test_validation_at_publication_knows_versions_lanes_and_forms(studio: Studio) -> None:
    with pytest.raises(ProcedureFaults) as older:
        proposed(studio, BBLBK)
    assert [fault.field for fault in older.value.faults] == ["versi"]
    Concept.objects.all().delete()
    concept = proposed(studio)
    Assignment.objects.filter(user_id=studio.house.officer("tim_arsiparis").user_id).update(
        ends_on=today(studio) - timedelta(days=1)
    )
    with pytest.raises(ProcedureFaults) as empty:
        publish_concept(concept_id=concept.pk, officer=studio.head, lock_version=0)
    (fault,) = empty.value.faults
    assert "Tim Arsiparis" in fault.reason
    assert changed(BBLBK).splitlines()[fault.line - 1] == "  - {id: tim_arsiparis, nama: Tim Arsiparis}"


def test_forms_of_a_request_stand_only_in_the_intake_procedure(studio: Studio) -> None:
    other = changed(BBLBK, "1", ("kode: bblbk", "kode: lain"))
    with pytest.raises(ProcedureFaults) as refused:
        proposed(studio, other)
    fault = refused.value.faults[0]
    assert (fault.step, fault.field) == ("hubungi", "formulir")
    assert "penerimaan" in fault.reason
    house = studio.house.institution
    house.intake_procedure = ""
    house.save()
    publish_by_two(
        institution=house, code="lain", text=other, effective_on=today(studio), proposed_by_id=studio.admin.user_id,
        published_by=studio.head,
    )  # fmt: skip
    house.refresh_from_db()
    assert house.intake_procedure == "lain"


def test_a_version_that_does_not_load_any_more_breaks_no_list(studio: Studio, file_case: Callable[..., Case]) -> None:
    case = file_case()
    lost = Procedure.objects.create(institution=studio.house.institution, code="hilang")
    broken = [
        ProcedureVersion.objects.create(
            procedure=procedure, version="0", text="langkah: [", sha256="0" * 64, published_at=clock.now(),
            effective_on=today(studio),
        )
        for procedure in (lost, studio.procedure)
    ]  # fmt: skip
    Case.objects.filter(pk=case.pk).update(procedure_version=broken[1])
    loaded.forget()
    client = studio.client("staff")
    for path in ("", "mulai/", "perkara/", "surat/", "sop/", "sop/hilang/", "sop/bblbk/"):
        assert client.get(f"/meja/{path}").status_code == 200, path
    for path in ("/sop/", f"/meja/sop/bblbk/bandingkan/?dari={broken[1].pk}"):
        assert client.get(path).status_code == 200, path
    assert "tidak dapat dibaca lagi" in client.get("/meja/").content.decode()
    assert "tidak dapat dibaca lagi" in client.get("/meja/sop/bblbk/").content.decode()
    assert client.get(f"/perkara/{case.slug}/").status_code == 400


def test_rounds_are_changed_by_administrators_and_kept_in_the_log(studio: Studio) -> None:
    plan = RoundPlan.objects.create(procedure=studio.procedure, period="triwulan", next_on=date(2030, 1, 1))
    form = {"period": "bulan", "next_on": (today(studio) + timedelta(days=3)).isoformat()}
    assert studio.client("head").post("/meja/sop/bblbk/putaran/", form).status_code == 422
    past = {**form, "next_on": "2026-01-01", "is_active": "on"}
    assert "SOP-44" in studio.client("admin").post("/meja/sop/bblbk/putaran/", past).content.decode()
    assert studio.client("admin").post("/meja/sop/bblbk/putaran/", form).status_code == 302
    plan.refresh_from_db()
    assert (plan.period, plan.is_active) == ("bulan", False)
    event = AuditEvent.objects.get(verb="procedure.rounds_planned")
    assert "triwulan" in event.body
    assert "bulan" in event.body


def mails(subject: str) -> list[str]:
    fan_out()
    return sorted(Delivery.objects.filter(subject__contains=subject).values_list("address", flat=True))


def test_the_second_person_is_told_by_message_and_on_the_worklist(studio: Studio) -> None:
    proposed(studio)
    assert "menunggu keputusan Anda" in html.unescape(studio.client("head").get("/meja/").content.decode())
    for who in ("admin", "staff", "stranger"):
        assert "menunggu keputusan Anda" not in studio.client(who).get("/meja/").content.decode()
    head = User.objects.get(pk=studio.head.user_id).email
    assert mails("menunggu keputusan Anda") == [head]
    body = Delivery.objects.get(address=head, subject__contains="menunggu keputusan").body
    assert "/meja/sop/bblbk/konsep/" in body
    assert studio.admin.name in body
    send_back(concept_id=studio.concept().pk, officer=studio.head, reason="Belum jelas.")
    assert "menunggu keputusan Anda" not in studio.client("head").get("/meja/").content.decode()
    assert mails("dikembalikan") == [User.objects.get(pk=studio.admin.user_id).email]


def test_a_proposal_that_was_taken_back_is_told_to_nobody(studio: Studio) -> None:
    take_back(concept_id=proposed(studio).pk, officer=studio.admin)
    assert mails("menunggu keputusan Anda") == []


def test_the_publisher_of_a_first_version_reads_what_every_step_demands(studio: Studio) -> None:
    text = BBLBK.replace("kode: bblbk", "kode: kerjasama", 1)
    start_from_file(officer=studio.admin, text=text)
    concept = studio.concept("kerjasama")
    Concept.objects.filter(pk=concept.pk).update(
        submitted_by=studio.admin.user_id, submitted_at=clock.now(), effective_on=today(studio)
    )
    page = html.unescape(studio.client("head").get("/meja/sop/kerjasama/konsep/").content.decode())
    procedure = load(text, "kerjasama")
    assert all(f">{step.named}</summary>" in page for step in procedure.steps)
    assert ">Lengkapi permohonan</summary>" in page
    assert "+. " not in page
    assert all(field.label in page for step in procedure.steps for field in step.fields)
    assert 'class="s-sop"' in page
    assert "s-words-list" in page


def test_a_part_that_is_not_published_yet_is_told_with_its_line(studio: Studio) -> None:
    text = WHOLE.replace("id: pusat", "id: tata_usaha").replace("pelaksana: pusat", "pelaksana: tata_usaha")
    part = load(text, "induk")
    line = next(number for number, row in enumerate(text.split("\n"), 1) if "subprosedur:" in row)
    faults = [fault for fault in judge(studio.house.institution, "induk", text).faults if fault.field == "subprosedur"]
    assert [(fault.line, fault.text.partition(" ")[2][:16]) for fault in faults] == [(line, "is not published")]
    code = next(step.subprocedure for step in part.steps if step.subprocedure)
    publish_version(
        institution=studio.house.institution, text=PART.replace("id: pusat", "id: tata_usaha"),
        effective_on=date(2026, 1, 1), by=SYSTEM,
    )  # fmt: skip
    assert Procedure.objects.filter(code=code).exists()
    again = judge(studio.house.institution, "induk", text).faults
    assert not any(fault.field == "subprosedur" for fault in again)


def test_another_effective_date_on_the_sheet_is_told_to_both(studio: Studio) -> None:
    day = today(studio)
    other = changed(BBLBK).replace("tgl_efektif: ", "tgl_efektif: 1 Februari 2020 # ", 1)
    start_from_file(officer=studio.admin, text=other)
    page = studio.client("admin").get("/meja/sop/bblbk/konsep/usul/").content.decode()
    assert "Tanggal efektif yang tercetak pada lembar: 1 Februari 2020." in page
    concept = Concept.objects.get()
    propose(concept_id=concept.pk, officer=studio.admin, effective_on=day, note="x", lock_version=0)
    read = studio.client("head").get("/meja/sop/bblbk/konsep/").content.decode()
    assert "Lembar mencetak tanggal efektif lain" in read
    same = load(other.replace("1 Februari 2020", long_date(day)), "same")
    assert (other_printed_day(load(other, "other"), day), other_printed_day(same, day)) == ("1 Februari 2020", "")


def test_a_version_to_come_is_replaced_by_the_next_one_with_its_day(studio: Studio) -> None:
    day = today(studio) + timedelta(days=30)
    for number in ("2", "3"):
        text = changed(BBLBK).replace('versi: "2"', f'versi: "{number}"', 1)
        concept = proposed(studio, text, day)
        publish_concept(concept_id=concept.pk, officer=studio.head, lock_version=0)
    page = studio.client("admin").get("/meja/sop/bblbk/").content.decode()
    assert "Versi yang sudah terbit tidak dapat ditarik." in page
    house = studio.house.institution.pk
    assert [row.version for row in in_force(institution_id=house, day=day)] == ["3"]
    start_from_file(officer=studio.admin, text=changed(BBLBK).replace('versi: "2"', 'versi: "4"', 1))
    with pytest.raises(Refusal, match="SOP-34"):
        propose(
            concept_id=Concept.objects.get().pk, officer=studio.admin, effective_on=today(studio), note="x",
            lock_version=0,
        )  # fmt: skip
