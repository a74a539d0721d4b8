"""The kept agreement: its file is closed, its destruction held, proposed, decided by another person and carried out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from simpul.casework import archive_acts, destruction_acts
from simpul.casework.dispatch import fan_out
from simpul.casework.evaluating import evaluations_of
from simpul.casework.guarded_notices import remind_due
from simpul.casework.invariants.files import broken
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import today_in
from simpul.core.documents import storage
from simpul.core.documents.destroying import living, remove_destroyed
from simpul.core.documents.integrity import read_on
from simpul.core.documents.models import DestroyedFile, FileIncident, StoredFile
from simpul.core.messages.models import Delivery
from simpul.core.procedures.models import Case, Procedure, ProcedureVersion, RoundPlan, Task
from simpul.features.agreements.archiving import Retention, record_of
from simpul.features.agreements.destroying import Carried, Decision, due
from simpul.features.agreements.guarded import INTERNATIONAL, guarded_by
from simpul.features.agreements.life import settle
from simpul.features.agreements.models import Agreement, ArchiveRecord, Destruction, Request
from simpul.features.agreements.retention import Line
from simpul.lib import clock
from simpul.rules.refusals import NotAllowed, Refusal
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.desk.conftest import browser
from tests.documents.office import pdf_text

pytestmark = pytest.mark.django_db
ARCHIVIST, ANALYST = "tim_arsiparis", "tim_analis_hukum"
YES = Decision(approves=True, words="Nota dinas 12")


def archived(desk: Desk) -> Agreement:
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01", masa_simpan="2")
    return desk.agreement()


def over(desk: Desk, active: int = 1, inactive: int = 1) -> Agreement:
    """Archived, ended and closed so long ago that its retention is over."""
    agreement, archivist = archived(desk), desk.officer(ARCHIVIST)
    past = date(2014, 12, 31)
    Agreement.objects.filter(pk=agreement.pk).update(effective_on=past, signed_until=past, ends_on=past)
    agreement.refresh_from_db()
    settle(agreement, date(2026, 11, 23))
    line = archive_acts.add_line(officer=archivist, line=Line("HK.03", "Perjanjian contoh", active, inactive, "musnah"))
    given = Retention(location="Rak 2", line=line.pk)
    archive_acts.complete_retention(agreement=agreement, officer=archivist, given=given)
    archive_acts.close_file(agreement=agreement, officer=archivist, on=date(2015, 1, 31), basis="Laporan evaluasi 7")
    agreement.refresh_from_db()
    return agreement


def test_the_schedule_is_written_compared_and_retired(signed: Desk) -> None:
    archivist, clerk = signed.officer(ARCHIVIST), signed.officer(CLERK)
    line = Line("HK.03", "Perjanjian", 2, 3, "musnah", "Keputusan 5/2026")
    with pytest.raises(NotAllowed, match="TTD-55"):
        archive_acts.add_line(officer=clerk, line=line)
    for wrong, code in (
        (Line("", "x", 1, 1, "musnah"), "ARS-40"),
        (Line("A", "x", 1, 1, "hilang"), "TTD-52"),
        (Line("A", "x", 101, 1, "musnah"), "TTD-53"),
    ):
        with pytest.raises(Refusal, match=code):
            archive_acts.add_line(officer=archivist, line=wrong)
    made = archive_acts.add_line(officer=archivist, line=line)
    with pytest.raises(Refusal, match="ARS-42"):
        archive_acts.add_line(officer=archivist, line=line)
    assert made.verified_at is None
    archive_acts.verify_line(officer=archivist, number=made.pk)
    bare = archive_acts.add_line(officer=archivist, line=Line("HK.04", "Lain", 1, 1, "permanen"))
    with pytest.raises(Refusal, match="ARS-43"):
        archive_acts.verify_line(officer=archivist, number=bare.pk)
    archive_acts.retire_line(officer=archivist, number=made.pk)
    with pytest.raises(Refusal, match="ARS-41"):
        archive_acts.retire_line(officer=archivist, number=made.pk)
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(ARCHIVIST)
    with pytest.raises(Refusal, match="ARS-41"):
        archive_acts.verify_line(officer=stranger, number=bare.pk)


def test_the_clock_of_retention_starts_with_the_closed_file(signed: Desk) -> None:
    agreement, archivist = archived(signed), signed.officer(ARCHIVIST)
    act = archive_acts.close_file
    with pytest.raises(Refusal, match="ARS-44"):
        act(agreement=agreement, officer=archivist, on=date(2026, 11, 23), basis="x")
    Agreement.objects.filter(pk=agreement.pk).update(
        effective_on=date(2020, 1, 1), signed_until=date(2021, 1, 1), ends_on=date(2021, 1, 1), status="berakhir"
    )
    agreement.refresh_from_db()
    for on, basis, code in (
        (date(2020, 12, 31), "x", "ARS-45"), (date(2096, 1, 1), "x", "ARS-46"), (date(2021, 1, 2), " ", "ARS-47"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=code):
            act(agreement=agreement, officer=archivist, on=on, basis=basis)
    with pytest.raises(NotAllowed, match="TTD-55"):
        act(agreement=agreement, officer=signed.officer(CLERK), on=date(2021, 2, 1), basis="x")
    given = Retention(location="Rak", active_years=2, inactive_years=3, final_fate="musnah")
    archive_acts.complete_retention(agreement=agreement, officer=archivist, given=given)
    agreement.refresh_from_db()
    assert agreement.destroy_after is None
    act(agreement=agreement, officer=archivist, on=date(2021, 2, 1), basis="Laporan evaluasi 3/2021")
    agreement.refresh_from_db()
    assert agreement.destroy_after == date(2026, 2, 1)
    Agreement.objects.filter(pk=agreement.pk).update(signed_until=date(2099, 1, 1))
    agreement.refresh_from_db()
    settle(agreement, date(2026, 11, 23))
    assert record_of(agreement.pk).closed_on is None
    assert agreement.destroy_after is None


def monitored(agreement: Agreement, status: str, ended: datetime | None, words: str) -> Case:
    """A round of a procedure that begins by the calendar, one step of which recorded these words in a table."""
    procedure, _ = Procedure.objects.get_or_create(institution=agreement.institution, code="pantau")
    RoundPlan.objects.get_or_create(procedure=procedure, defaults={"next_on": date(2099, 1, 1)})
    version, _ = ProcedureVersion.objects.get_or_create(
        procedure=procedure, version="1", defaults={"text": (SOPS / "bpom-monev" / "1.yaml").read_text(), "sha256": "x"}
    )
    now = clock.now()
    case = Case.objects.create(
        institution=agreement.institution, procedure_version=version, ticket=f"MNV-{Case.objects.count()}",
        title="Monev", status=status, started_at=now, ended_at=ended, updated_at=now,
    )  # fmt: skip
    Task.objects.create(
        institution=agreement.institution, case=case, key="lapor#1", step="lapor", state="done", opened_at=now,
        started_at=now, completed_at=now, data={"baris": [{"naskah": words, "capaian": "80 %"}]},
    )  # fmt: skip
    return case


def test_an_evaluation_that_simpul_knows_is_the_ground(signed: Desk) -> None:
    agreement, archivist = archived(signed), signed.officer(ARCHIVIST)
    past = date(2021, 1, 1)
    Agreement.objects.filter(pk=agreement.pk).update(
        effective_on=date(2020, 1, 1), signed_until=past, ends_on=past, status="berakhir"
    )
    agreement.refresh_from_db()

    def close(on: date, **said: str) -> None:
        archive_acts.close_file(agreement=agreement, officer=archivist, on=on, **{"basis": "", **said})

    for words in (f"9{agreement.numbered}", f"{agreement.numbered}/2", "lain"):
        monitored(agreement, "finished", datetime(2021, 5, 1, tzinfo=UTC), words)
    monitored(agreement, "finished", datetime(2020, 5, 1, tzinfo=UTC), agreement.numbered)
    assert evaluations_of(agreement) == [], "another number, or before it was over"
    with pytest.raises(Refusal, match="ARS-47"):
        close(date(2021, 6, 1), ground="tidak_ada")
    with pytest.raises(Refusal, match="ARS-85"):
        close(date(2021, 6, 1), ground="lupa", basis="x")
    running = monitored(agreement, "running", None, f"PKS {agreement.numbered}.")
    shown = browser(archivist).get(f"/meja/arsip/{agreement.slug}/").content.decode()
    assert running.ticket in shown
    assert "tutup-ground" not in shown
    with pytest.raises(Refusal, match="ARS-83"):
        close(date(2021, 6, 1), basis="x")
    Case.objects.filter(pk=running.pk).update(status="finished", ended_at=datetime(2021, 4, 2, 20, tzinfo=UTC))
    with pytest.raises(Refusal, match="ARS-84"):
        close(date(2021, 4, 2))
    close(date(2021, 4, 3))
    kept = record_of(agreement.pk)
    assert kept.closed_basis == f"Evaluasi di Simpul: perkara {running.ticket}, selesai 3 April 2021"
    ArchiveRecord.objects.update(closed_on=None, closed_basis="")
    Case.objects.filter(pk=running.pk).update(status="withdrawn")
    page = browser(archivist)
    address = f"/meja/arsip/{agreement.slug}/catat/tutup/"
    form = {"tutup-on": "2021-06-01", "tutup-basis": "Magang perseorangan"}
    assert "ARS-85" in page.post(address, form).content.decode()
    assert page.post(address, {**form, "tutup-ground": "tidak_ada"}).status_code == 302
    assert record_of(agreement.pk).closed_basis == "Tanpa evaluasi: Magang perseorangan"


def test_a_hold_keeps_it_from_destruction(signed: Desk) -> None:
    agreement, archivist, analyst = over(signed), signed.officer(ARCHIVIST), signed.officer(ANALYST)
    with pytest.raises(NotAllowed, match="MSN-01"):
        archive_acts.hold(agreement=agreement, officer=signed.officer(CLERK), reason="Gugatan")
    with pytest.raises(Refusal, match="ARS-48"):
        archive_acts.hold(agreement=agreement, officer=analyst, reason=" ")
    with pytest.raises(Refusal, match="ARS-51"):
        archive_acts.lift(agreement=agreement, officer=analyst, reason="Selesai")
    archive_acts.hold(agreement=agreement, officer=analyst, reason="Gugatan nomor 1")
    with pytest.raises(Refusal, match="ARS-50"):
        archive_acts.hold(agreement=agreement, officer=archivist, reason="Lagi")
    with pytest.raises(Refusal, match="MSN-12"):
        destruction_acts.propose(officer=archivist, slugs=[agreement.slug], reason="Retensi habis")
    archive_acts.lift(agreement=agreement, officer=analyst, reason="Putusan tetap")
    made = destruction_acts.propose(officer=archivist, slugs=[agreement.slug], reason="Retensi habis")
    archive_acts.hold(agreement=agreement, officer=analyst, reason="Gugatan nomor 2")
    with pytest.raises(Refusal, match="MSN-12"):
        destruction_acts.decide(officer=signed.officer(HEAD), slug=made.slug, decision=YES)
    archive_acts.lift(agreement=agreement, officer=analyst, reason="Dicabut")
    destruction_acts.decide(officer=signed.officer(HEAD), slug=made.slug, decision=YES)
    archive_acts.hold(agreement=agreement, officer=analyst, reason="Gugatan nomor 3")
    with pytest.raises(Refusal, match="MSN-12"):
        destruction_acts.carry_out(officer=archivist, slug=made.slug, carried=Carried("BA-1"))
    assert not DestroyedFile.objects.exists()
    assert record_of(agreement.pk).destroyed_at is None


def test_four_eyes_and_the_longer_way(signed: Desk) -> None:
    agreement, archivist, head = over(signed, 2, 8), signed.officer(ARCHIVIST), signed.officer(HEAD)
    with pytest.raises(NotAllowed, match="TTD-55"):
        destruction_acts.propose(officer=head, slugs=[agreement.slug], reason="x")
    with pytest.raises(Refusal, match="MSN-14"):
        destruction_acts.propose(officer=archivist, slugs=[], reason="x")
    with pytest.raises(Refusal, match="MSN-15"):
        destruction_acts.propose(officer=archivist, slugs=[agreement.slug], reason=" ")
    made = destruction_acts.propose(officer=archivist, slugs=[agreement.slug], reason="Retensi habis")
    assert made.long_kept
    with pytest.raises(Refusal, match="MSN-16"):
        destruction_acts.propose(officer=archivist, slugs=[agreement.slug], reason="Retensi habis")
    User.objects.filter(pk=archivist.user_id).update(is_admin=True)
    with pytest.raises(NotAllowed, match="MSN-02"):
        destruction_acts.decide(officer=signed.officer(ARCHIVIST), slug=made.slug, decision=YES)
    with pytest.raises(NotAllowed, match="MSN-03"):
        destruction_acts.decide(officer=signed.officer(CLERK), slug=made.slug, decision=YES)
    with pytest.raises(Refusal, match="MSN-18"):
        destruction_acts.decide(officer=head, slug=made.slug, decision=YES)
    with pytest.raises(Refusal, match="MSN-17"):
        destruction_acts.carry_out(officer=archivist, slug=made.slug, carried=Carried("BA-1"))
    outside = Decision(True, "Nota 1", "B-PK/2026", date(2026, 1, 5))
    destruction_acts.decide(officer=head, slug=made.slug, decision=outside)
    with pytest.raises(Refusal, match="MSN-17"):
        destruction_acts.decide(officer=head, slug=made.slug, decision=YES)
    with pytest.raises(Refusal, match="MSN-19"):
        destruction_acts.carry_out(officer=archivist, slug=made.slug, carried=Carried(" "))
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(ARCHIVIST)
    with pytest.raises(Refusal, match="MSN-17"):
        destruction_acts.carry_out(officer=stranger, slug=made.slug, carried=Carried("BA-1"))
    with pytest.raises(Refusal, match="MSN-14"):
        destruction_acts.propose(officer=stranger, slugs=[agreement.slug], reason="x")


def approved(desk: Desk) -> tuple[Agreement, Destruction]:
    agreement = over(desk)
    made = destruction_acts.propose(officer=desk.officer(ARCHIVIST), slugs=[agreement.slug], reason="Retensi habis")
    destruction_acts.decide(officer=desk.officer(HEAD), slug=made.slug, decision=YES)
    return agreement, made


def test_what_is_destroyed_is_gone_and_told(
    signed: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, tmp_path: Path
) -> None:
    agreement, made = approved(signed)
    assert agreement.signed_file is not None
    before = set(living().values_list("sha256", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        done = destruction_acts.carry_out(
            officer=signed.officer(ARCHIVIST), slug=made.slug, carried=Carried("BA-1/2026", "Rekaan Saksi")
        )
    assert done.minutes is not None
    path = tmp_path / "ba.pdf"
    path.write_bytes(storage.read(done.minutes.sha256))
    words = " ".join(pdf_text(path).split())
    for said in ("BERITA ACARA PEMUSNAHAN ARSIP", "BA-1/2026", "Rekaan Saksi", "Retensi habis", "Nota dinas 12"):
        assert said in words
    assert agreement.signed_file.sha256 in words.replace(" ", "")
    gone = before - set(living().values_list("sha256", flat=True))
    assert agreement.signed_file.sha256 in gone
    assert not any(storage.path_of(sha256).exists() for sha256 in gone)
    assert not DestroyedFile.objects.filter(gone_at=None).exists()
    assert ArchiveRecord.objects.get(agreement=agreement).destroyed_at == done.done_at
    event = AuditEvent.objects.filter(chain=f"case:{signed.case.pk}").latest("seq")
    assert event.verb == "archive.destroyed"
    assert agreement.signed_file.sha256 in event.body
    with pytest.raises(Refusal, match="MSN-10"):
        archive_acts.record_srikandi(agreement=agreement, officer=signed.officer(ARCHIVIST), number="SRI/1", file=None)
    record = browser(signed.officer(ARCHIVIST)).get(f"/meja/arsip/{agreement.slug}/").content.decode()
    assert 'method="post" action="/meja/arsip' not in record, "nothing is added to what was destroyed"
    assert list(broken()) == []
    assert read_on() > 0
    assert not FileIncident.objects.exists()
    assert not due(agreement.institution_id, date(2026, 11, 23)).exists()
    page = browser(signed.officer(ARCHIVIST)).get(f"/berkas/{agreement.signed_file.slug}/")
    assert page.status_code == 410
    assert "BA-1/2026" in page.content.decode()
    Agreement.objects.filter(pk=agreement.pk).update(is_public=True)
    proof = Client().get(f"/verifikasi/{agreement.slug}/").content.decode()
    assert "sudah dimusnahkan pada" in proof
    assert agreement.signed_file.sha256 in proof


def test_killed_after_the_commit_the_job_goes_on(signed: Desk) -> None:
    _, made = approved(signed)
    # the callbacks of the commit never run in this test, as if the process had died there
    destruction_acts.carry_out(officer=signed.officer(ARCHIVIST), slug=made.slug, carried=Carried("BA-1/2026"))
    left = list(DestroyedFile.objects.values_list("file__sha256", flat=True))
    assert all(storage.path_of(sha256).exists() for sha256 in left)
    DestroyedFile.objects.update(destroyed_at=DestroyedFile.objects.latest("pk").destroyed_at - timedelta(hours=2))
    assert len(list(broken())) > 0
    assert remove_destroyed() > 0
    assert not any(storage.path_of(sha256).exists() for sha256 in left)
    assert list(broken()) == []


def test_bytes_that_another_file_needs_stay(signed: Desk) -> None:
    agreement, made = approved(signed)
    assert agreement.signed_file is not None
    twin = signed.file(storage.read(agreement.signed_file.sha256))
    destruction_acts.carry_out(officer=signed.officer(ARCHIVIST), slug=made.slug, carried=Carried("BA-1/2026"))
    remove_destroyed()
    assert storage.read(twin.sha256)
    assert StoredFile.objects.get(pk=agreement.signed_file.pk).destroyed.gone_at is None
    assert list(broken()) == []


def test_nothing_half_done_when_one_of_two_is_refused(signed: Desk) -> None:
    agreement, made = approved(signed)
    Agreement.objects.filter(pk=agreement.pk).update(destroy_after=date(2096, 1, 1))
    with pytest.raises(Refusal, match="MSN-11"):
        destruction_acts.carry_out(officer=signed.officer(ARCHIVIST), slug=made.slug, carried=Carried("BA-1/2026"))
    assert not DestroyedFile.objects.exists()
    assert Destruction.objects.get(pk=made.pk).state == "disetujui"


def test_arsip_terjaga_is_marked_and_reminded_of(signed: Desk) -> None:
    agreement = archived(signed)
    assert record_of(agreement.pk).guarded == ""
    Request.objects.filter(pk=agreement.request_id).update(
        template="mou-luar-negeri", answers={**agreement.request.answers, "naskah": "mou"}
    )
    agreement = Agreement.objects.select_related("request").get(pk=agreement.pk)
    assert guarded_by(agreement) == INTERNATIONAL
    archive_acts.mark_guarded(agreement=agreement, officer=signed.officer(ARCHIVIST), reason=INTERNATIONAL)
    assert remind_due() == 0
    day = today_in(agreement.institution)
    for signed_on in (day - timedelta(days=330), day - timedelta(days=400)):
        Agreement.objects.filter(pk=agreement.pk).update(sign_date=signed_on)
        ArchiveRecord.objects.filter(reminded_at__isnull=False).update(reminded_at=clock.now() - timedelta(days=70))
        assert (remind_due(), remind_due()) == (1, 0)
    fan_out()
    mails = Delivery.objects.filter(subject__startswith="Arsip terjaga")
    assert mails.count() == 2
    assert all("ANRI" in mail.body for mail in mails)
