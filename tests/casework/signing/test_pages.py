"""The pages of signing, numbers, archive and keys: owner, colleague, stranger; what stays on the page when refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.core.directory.officers import Officer, today_in
from simpul.core.documents.models import StoredFile
from simpul.core.signing.models import Means, OfficerKey, RoundState
from simpul.features.agreements.wet_ink import lacking
from simpul.lib import clock
from simpul.rules.attempts import ACCOUNT
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, PASSPHRASE, Desk, head_key

pytestmark = pytest.mark.django_db
ARCHIVIST = "tim_arsiparis"
SCAN = Path(__file__).resolve().parents[2] / "samples" / "request-rsud" / "01-surat-permohonan.pdf"


def _signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _room(desk: Desk, more: str = "") -> str:
    return f"/perkara/{desk.case.slug}/tanda-tangan/{more}"


def test_who_may_see_the_room(desk: Desk) -> None:
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(HEAD)
    assert _signed_in(desk.officer(HEAD)).get(_room(desk)).status_code == 404, "no text has been prepared"
    signing = desk.number()
    page = _signed_in(desk.officer("tim_analis_hukum")).get(_room(desk))
    assert page.status_code == 200
    assert page.context["room"].runs is False
    assert _signed_in(desk.officer(CLERK)).get(_room(desk)).context["room"].runs is True
    assert Client().get(_room(desk)).status_code == 302
    picture = _room(desk, f"halaman/{signing.rendered.sha256}/1.png")
    for address in (_room(desk), picture):
        assert _signed_in(stranger).get(address).status_code == 404
    shown = _signed_in(desk.officer(CLERK)).get(picture)
    assert shown.content.startswith(b"\x89PNG")
    assert _signed_in(desk.officer(CLERK)).get(_room(desk, f"halaman/{'0' * 64}/1.png")).status_code == 404
    assert (
        _signed_in(desk.officer(CLERK)).get(_room(desk, f"halaman/{signing.rendered.sha256}/99.png")).status_code == 404
    )


def test_the_head_signs_on_the_page(desk: Desk) -> None:
    signing = desk.number()
    signer = signing.signers.get(means=Means.CERTIFICATE)
    desk.seal()
    head, clerk = _signed_in(desk.officer(HEAD)), _signed_in(desk.officer(CLERK))
    address = _room(desk, f"tandatangani/{signer.pk}/")
    assert "passphrase" in head.get(_room(desk)).content.decode()
    assert "passphrase" not in clerk.get(_room(desk)).content.decode()
    unread = head.post(address, {"passphrase": PASSPHRASE})
    assert unread.status_code == 422
    wrong = head.post(address, {"read_affirmed": "on", "passphrase": "salah-sekali"})
    assert wrong.status_code == 422
    assert "TTD-01" in wrong.content.decode()
    assert "salah-sekali" not in wrong.content.decode(), "a passphrase never comes back in a page"
    assert clerk.post(address, {"read_affirmed": "on", "passphrase": PASSPHRASE}).status_code == 403
    done = head.post(address, {"read_affirmed": "on", "passphrase": PASSPHRASE})
    assert done.status_code == 302
    assert desk.round().state == RoundState.COMPLETE
    again = head.post(address, {"read_affirmed": "on", "passphrase": PASSPHRASE})
    assert again.status_code == 409
    checked = head.get(_room(desk, "?periksa=1"))
    assert checked.context["verdict"]["word"] == "SAH (sertifikat demo)"
    assert PASSPHRASE not in str(list(AuditEvent.objects.values_list("body", flat=True)))


def test_guesses_at_a_passphrase_have_to_wait(desk: Desk) -> None:
    signing = desk.number()
    desk.seal()
    head = _signed_in(desk.officer(HEAD))
    address = _room(desk, f"tandatangani/{signing.signers.get(means=Means.CERTIFICATE).pk}/")
    said = {"read_affirmed": "on", "passphrase": "salah-sekali"}
    with clock.at(clock.now()):
        assert all("TTD-01" in head.post(address, said).content.decode() for _ in range(ACCOUNT.free))
        right = {**said, "passphrase": PASSPHRASE}
        assert "LCK-01" in head.post(address, right).content.decode()
    with clock.at(clock.now() + ACCOUNT.first_wait):
        assert head.post(address, right).status_code == 302
    assert desk.round().state == RoundState.COMPLETE


def test_the_room_is_run_on_the_page(desk: Desk) -> None:
    desk.number()
    clerk, lawyer = _signed_in(desk.officer(CLERK)), _signed_in(desk.officer("tim_analis_hukum"))
    assert clerk.post(_room(desk, "batalkan/"), {"reason": ""}).status_code == 422
    assert lawyer.post(_room(desk, "batalkan/"), {"reason": "coba"}).status_code == 403
    assert clerk.post(_room(desk, "batalkan/"), {"reason": "Pasal 5 berubah"}).status_code == 302
    page = clerk.get(_room(desk)).content.decode()
    assert "Pasal 5 berubah" in page
    today = today_in(desk.house.institution)
    terms = {"on": today.isoformat(), "place": "Bogor", "reason": "Tempat berubah"}
    assert clerk.post(_room(desk, "putaran/"), {**terms, "place": ""}).status_code == 422
    past = clerk.post(_room(desk, "putaran/"), {**terms, "on": (today - timedelta(days=1)).isoformat()})
    assert past.status_code == 422
    assert "Hari itu sudah lewat" in past.content.decode()
    assert clerk.post(_room(desk, "putaran/"), {**terms, "mode": "basah"}).status_code == 302
    assert desk.round().number == 2
    assert desk.round().mode == "elektronik", "how it is signed was agreed with the text"


def test_wet_ink_on_the_page(paper_desk: Desk) -> None:
    desk = paper_desk
    signing = desk.number()
    clerk = _signed_in(desk.officer(CLERK))
    for signer in signing.signers.all():
        sent = {"signer": str(signer.pk), "signed_on": "2026-11-20"}
        assert clerk.post(_room(desk, "basah/"), sent).status_code == 302
    page = clerk.get(_room(desk)).content.decode().partition("<template")[0]
    assert page.count("btn-primary") == 1, "the first original that lacks something"
    assert ' open id="asli-1"' in page
    assert ' open id="asli-2"' not in page
    assert clerk.get(_room(desk)).context["pos"].who_note == "melengkapi naskah asli", "nobody has to sign any more"
    assert "Nomor meterai" in page
    assert "Nomor meterai <span" not in page, "the step waits for it, so it is not called optional"
    first = signing.paper_originals.get(number=1)
    facts = {
        "paraf_pages": "on",
        "paraf_teams": "on",
        "meterai": "A1",
        "exchanged_on": "2026-11-20",
        "location": "Rak 1",
    }
    broken = SimpleUploadedFile("asli.pdf", b"bukan pdf", "application/pdf")
    refused = clerk.post(_room(desk, "asli/1/"), {**facts, "scan": broken})
    assert refused.status_code == 422
    assert "UNG-" in refused.content.decode()
    files = StoredFile.objects.count()
    tomorrow = {**facts, "exchanged_on": "2099-01-01", "scan": SimpleUploadedFile("asli.pdf", SCAN.read_bytes())}
    assert clerk.post(_room(desk, "asli/1/"), tomorrow).status_code == 422
    assert StoredFile.objects.count() == files, "of a refused entry no scan is kept"
    assert clerk.post(_room(desk, "asli/1/"), facts).status_code == 302
    first.refresh_from_db()
    assert lacking(first, ours=True, duty=True) == ("scan",)
    assert _signed_in(desk.officer("tim_analis_hukum")).post(_room(desk, "asli/1/"), facts).status_code == 403


def test_the_order_is_set_before_there_is_a_text(desk: Desk) -> None:
    parties = list(desk.request.parties.all())
    clerk = _signed_in(desk.officer(CLERK))
    assert "001/PKS/BBLBK/XI/2026" in clerk.get(f"/perkara/{desk.case.slug}/").content.decode()
    sent = {f"party_{party.pk}": "1" for party in parties}
    assert clerk.post(_room(desk, "urutan/"), sent).status_code == 302
    desk.request.refresh_from_db()
    assert set(desk.request.answers["urutan_tanda_tangan"].values()) == {1}
    assert [signer.state for signer in desk.number().signers.all()] == ["turn", "turn"]


def test_numbers_and_archive(desk: Desk) -> None:
    stranger = _signed_in(furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(ARCHIVIST))
    desk.number()
    desk.seal()
    desk.head_signs()
    archivist, clerk = _signed_in(desk.officer(ARCHIVIST)), _signed_in(desk.officer(CLERK))
    assert desk.round().current.sha256 in archivist.get(f"/perkara/{desk.case.slug}/").content.decode()
    desk.step(ARCHIVIST, "pengarsipan", lokasi_simpan="Rak 1", klasifikasi_arsip="HK.03.01")
    assert "002/PKS/BBLBK/XI/2026" in clerk.get("/meja/nomor/").content.decode()
    assert "001/PKS/BBLBK/XI/2026" in clerk.get("/meja/nomor/pks/").content.decode()
    assert stranger.get("/meja/nomor/pks/").status_code == 404
    record = f"/meja/arsip/{desk.agreement().slug}/"
    assert record in archivist.get("/meja/arsip/?q=rsud").content.decode()
    signed = desk.agreement().signed_file
    assert signed is not None
    assert signed.slug not in clerk.get(record).content.decode(), "the desk reads the copy"
    assert stranger.get(record).status_code == 404
    assert archivist.get(record + "lembar-srikandi/").content.startswith(b"%PDF")
    assert clerk.post(record + "srikandi/", {"number": "S-9"}).status_code == 403
    assert archivist.post(record + "srikandi/", {"number": ""}).status_code == 422
    assert archivist.post(record + "srikandi/", {"number": "S-9"}).status_code == 302
    assert archivist.post(record + "retensi/", {"location": "", "active_years": "x"}).status_code == 422
    assert archivist.post(record + "retensi/", {"location": "Rak 2", "final_fate": "permanen"}).status_code == 302
    assert "S-9" in archivist.get(record).content.decode()


def test_an_officer_brings_the_own_key(desk: Desk, signing_home: Path) -> None:
    clerk = desk.officer(CLERK)
    client = _signed_in(clerk)
    file = head_key(signing_home)
    for data, passphrase, code in ((file, "salah", "TTD-01"), (b"x" * 70000, PASSPHRASE, "TTD-14")):
        sent = {"file": SimpleUploadedFile("kunci.p12", data), "passphrase": passphrase}
        refused = client.post("/meja/kunci/unggah/", sent)
        assert refused.status_code == 422
        assert code in refused.content.decode()
    sent = {"file": SimpleUploadedFile("kunci.p12", file), "passphrase": PASSPHRASE, "lanjut": desk.case.slug}
    assert client.post("/meja/kunci/unggah/", sent).headers["Location"] == _room(desk)
    assert "TTD-16" in client.post("/meja/kunci/demo/", {"passphrase": "pendek"}).content.decode()
    assert client.post("/meja/kunci/demo/", {"passphrase": "cukup-panjang"}).status_code == 302
    held = OfficerKey.objects.filter(user_id=clerk.user_id)
    assert [bytes(key.file) for key in held.filter(removed_at__isnull=False)] == [b""], "an old key is erased"
    assert held.get(removed_at__isnull=True).is_demo
    assert client.post("/meja/kunci/hapus/").status_code == 302
    assert not held.filter(removed_at__isnull=True).exists()
    desk.house.institution.is_demo = False
    desk.house.institution.save()
    assert "TTD-15" in client.post("/meja/kunci/demo/", {"passphrase": "cukup-panjang"}).content.decode()
