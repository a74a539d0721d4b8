"""Proofs for the years after: added to what was archived, renewed before they end, seen on the archive page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from simpul.casework import preserving, returned_acts
from simpul.casework.dispatch import fan_out
from simpul.casework.invariants.every import broken
from simpul.casework.preserving import RENEWED, newest_of, preserve_due
from simpul.cli.examine_database import proofs
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.core.signing.anchors import Anchors
from simpul.core.signing.models import Preservation, ProofTrouble, ReturnedFile
from simpul.core.signing.proof_troubles import HAD, LACKING, REPORTED
from simpul.core.signing.returned import DOUBTFUL, fault_codes
from simpul.core.signing.verdict import Outcome
from simpul.core.signing.verification import verify
from simpul.features.agreements.models import ArchiveRecord
from simpul.features.agreements.officer_files import for_officer
from simpul.lib import clock
from simpul.lib.one_by_one import PartsFailed
from tests.casework.signing.house import CLERK, Desk
from tests.casework.signing.test_archive import ARCHIVIST
from tests.casework.signing.test_own_file import elsewhere, hand_in, key_of

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=365 * 5)


@pytest.fixture
def archived(signed: Desk) -> Desk:
    signed.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01", masa_simpan="2")
    return signed


def page(desk: Desk, lane: str = ARCHIVIST) -> str:
    client = Client()
    client.force_login(User.objects.get(pk=desk.house.officer(lane).user_id))
    return client.get(f"/meja/arsip/{desk.agreement().slug}/").content.decode()


def test_an_archived_agreement_gets_its_proofs_once(archived: Desk, signing_home: Path) -> None:
    agreement = archived.agreement()
    assert agreement.signed_file is not None
    assert "Belum ditambahkan" in page(archived)
    events = AuditEvent.objects.count(), OutboxEvent.objects.count()
    assert (preserve_due(), preserve_due()) == (1, 0)
    assert (AuditEvent.objects.count(), OutboxEvent.objects.count()) == (events[0] + 1, events[1] + 1)
    kept = newest_of(agreement)
    assert kept is not None
    pdf, original = read(kept.file.sha256), read(agreement.signed_file.sha256)
    assert pdf.startswith(original)
    assert kept.file.archived
    later, anchors = clock.now() + YEARS, Anchors.load(signing_home)
    assert verify(pdf, anchors, later).verdict is Outcome.SAH
    assert verify(pdf, anchors, later).signatures[-1].time_stamp
    assert not any(one.time_stamp for one in verify(original, anchors, later).signatures)
    shown = page(archived)
    assert "Cap waktu" in shown
    assert "Oleh otoritas peragaan" in shown
    assert list(broken()) == []


def test_what_is_not_archived_or_signed_in_ink_gets_none(signed: Desk) -> None:
    assert preserve_due() == 0


def test_they_are_renewed_before_the_last_stamp_ends(archived: Desk, signing_home: Path) -> None:
    preserve_due()
    first = newest_of(archived.agreement())
    assert first is not None
    with clock.at(first.renew_by - RENEWED + timedelta(days=1)):
        assert (preserve_due(), preserve_due()) == (1, 0)
    second = newest_of(archived.agreement())
    assert second is not None
    assert (second.number, second.renew_by > first.renew_by + YEARS) == (2, True)
    judged = verify(read(second.file.sha256), Anchors.load(signing_home), first.renew_by + YEARS)
    assert judged.verdict is Outcome.SAH
    assert read(second.file.sha256).startswith(read(first.file.sha256))


def test_who_works_with_the_original_reads_it_and_others_the_copy(archived: Desk) -> None:
    preserve_due()
    kept = newest_of(archived.agreement())
    assert kept is not None
    link = f"/berkas/{kept.file.slug}/"
    assert for_officer(archived.officer(ARCHIVIST), kept.file) == kept.file
    assert for_officer(archived.officer("tim_analis_hukum"), kept.file) == archived.agreement().reading_copy
    assert (link in page(archived), link in page(archived, "tim_analis_hukum")) == (True, False)
    assert Client().get(link).status_code == 404


def test_without_an_authority_nothing_is_done(archived: Desk, settings: Settings) -> None:
    settings.DEMO = False
    assert preserve_due() == 0
    assert Preservation.objects.count() == 0


def test_an_authority_that_does_not_answer_is_on_record_told_once_and_closed(
    archived: Desk, settings: Settings
) -> None:
    admin = User.objects.filter(pk=archived.house.officer("tata_usaha").user_id)
    admin.update(is_admin=True)
    settings.STAMPS_URL = "http://127.0.0.1:9/tsa"
    before, now = StoredFile.objects.count(), clock.now()
    for hours in (0, 1, 4, 5):
        with clock.at(now + timedelta(hours=hours)):
            assert preserve_due() == 0
            assert proofs().state == ("fault" if hours > 3 else "warning")
    assert (StoredFile.objects.count(), Preservation.objects.count()) == (before, 0)
    trouble = ProofTrouble.objects.get()
    assert trouble.code in ("TTD-61", "TTD-62"), "neither its list nor its stamp can be had"
    assert (trouble.tries, trouble.since) == (4, now)
    assert trouble.number in proofs().seen
    fan_out()
    mails = Delivery.objects.filter(event__kind=REPORTED)
    assert {one.address for one in mails} == {"tata_usaha@balai.example", f"{ARCHIVIST}@balai.example"}
    assert len(mails) == 2
    assert all(trouble.number in one.subject for one in mails)
    assert f"belum dapat ditambahkan ({trouble.number})" in page(archived)
    client = Client()
    client.force_login(admin.get())
    shown = client.get("/meja/keutuhan/").content.decode()
    assert all(word in shown for word in (trouble.number, "Dicoba 4 kali", trouble.code, "Percobaan berikutnya"))

    settings.STAMPS_URL = ""
    assert preserve_due() == 1
    trouble.refresh_from_db()
    assert trouble.closed_at is not None
    assert proofs().state == "ok"
    assert trouble.number not in page(archived)
    verbs = AuditEvent.objects.filter(verb__startswith="proofs.").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [LACKING, REPORTED, HAD]
    assert trouble.number in client.get(f"/meja/keutuhan/?q={trouble.number}").content.decode()
    assert trouble.number not in client.get("/meja/keutuhan/").content.decode()


def test_what_needs_no_proofs_any_more_is_closed(archived: Desk, settings: Settings) -> None:
    settings.STAMPS_URL = "http://127.0.0.1:9/tsa"
    assert preserve_due() == 0
    ArchiveRecord.objects.update(destroyed_at=clock.now())
    assert preserve_due() == 0
    assert ProofTrouble.objects.get().closed_at is not None


def test_what_breaks_is_on_record_too_and_the_job_ends_as_failed(
    archived: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preserving, "preserve_isolated", lambda *told: 1 / 0)
    with pytest.raises(PartsFailed):
        preserve_due()
    assert ProofTrouble.objects.get().code == "SIS-08"


def test_a_believed_signature_stands_under_the_time_stamp_without_proofs_of_its_own(
    desk: Desk, tmp_path: Path, signing_home: Path
) -> None:
    signing = desk.number()
    row = hand_in(desk, elsewhere(read(signing.current.sha256), key_of(tmp_path / "elsewhere")))
    reason = "Sertifikat PSrE lain, dicek per telepon"
    returned_acts.decide(returned_id=row.pk, officer=desk.officer(CLERK), accepted=True, reason=reason)
    desk.case.refresh_from_db()
    desk.head_signs()
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01", masa_simpan="2")
    assert (preserve_due(), preserve_due()) == (1, 0)
    assert not ProofTrouble.objects.exists()
    kept = newest_of(desk.agreement())
    assert kept is not None
    judged = verify(read(kept.file.sha256), Anchors.load(signing_home), clock.now() + YEARS)
    assert fault_codes(judged) <= DOUBTFUL
    assert [one.trusted for one in judged.signatures] == [False, True, True], "partner, head, time stamp"
    shown = page(desk)
    assert reason in shown
    assert "tidak mendapat bukti sendiri" in shown
    with clock.at(kept.renew_by - RENEWED + timedelta(days=1)):
        assert preserve_due() == 1
    ReturnedFile.objects.update(decided_at=None)
    Preservation.objects.all().delete()
    assert preserve_due() == 0
    assert ProofTrouble.objects.get().code == "TTD-61"
