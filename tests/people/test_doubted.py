"""Units, import, places and leaving as a doubter tries them: twice, at once, stale, by strangers, with odd files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from openpyxl import Workbook

from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Assignment, Unit, User
from simpul.core.directory.units import add_unit
from tests.people.conftest import Office

Enter = Callable[[User], Client]
IMPORT = "/meja/orang/impor/"


def book(*rows: tuple[object, ...]) -> bytes:
    made, out = Workbook(), BytesIO()
    assert made.active is not None
    for row in rows:
        made.active.append(list(row))
    made.save(out)
    return out.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one file more."""
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


GOOD = book(
    ("Nama", "Email", "Unit", "Lajur", "Mulai"), ("Contoh", "a@balai.example", "Kimia", "tata_usaha", "2026-01-01")
)
ODD = {
    "kosong.xlsx": b"",
    "latin.csv": "nama;email\nRékaan;a@balai.example".encode("latin-1"),
    "teks.xlsx": "nama;email\nRékaan;a@balai.example".encode("latin-1"),
    "rusak.xlsx": GOOD[: len(GOOD) // 2],
    "makro.xlsm": GOOD,
    "makro.xlsx": with_member(GOOD, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 100),
    "bom.xlsx": with_member(GOOD, "xl/media/isi.bin", b"\0" * 300_000_000),
    "arsip.xlsx": with_member(with_member(b"", "a.txt", b"a"), "b.txt", b"b"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ODD)
def test_odd_files_get_a_plain_sentence(office: Office, enter: Enter, name: str) -> None:
    answer = enter(office.admin).post(IMPORT, {"sheet": SimpleUploadedFile(name, ODD[name])})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "isian perlu diperbaiki" in said
    assert "Traceback" not in said
    assert "Kode: " in said or name == "kosong.xlsx"
    assert not User.objects.filter(email="a@balai.example").exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_only_an_administrator_imports(office: Office, other: Office, enter: Enter) -> None:
    for user, status in ((office.staff, 403), (None, 302)):
        client = enter(user) if user else Client()
        assert client.post(IMPORT, {"sheet": SimpleUploadedFile("a.xlsx", GOOD)}).status_code == status
    assert enter(other.admin).post(IMPORT, {"sheet": SimpleUploadedFile("a.xlsx", GOOD)}).status_code == 200
    assert User.objects.get(email="a@balai.example").institution == other.institution
    assert enter(office.admin).post(IMPORT, {"sheet": SimpleUploadedFile("a.xlsx", GOOD)}).status_code == 422
    assert not Unit.objects.filter(institution=office.institution).exists(), "a refused sheet leaves no unit behind"


@pytest.mark.django_db
def test_a_stranger_reaches_nobody_of_another_house(office: Office, other: Office, enter: Enter) -> None:
    stranger, row = enter(other.admin), Assignment.objects.get(user=office.staff)
    base = f"/meja/orang/{office.staff.pk}/"
    for path in ("", "lajur/", "keluar/", f"lajur/{row.pk}/akhiri/", "ubah/"):
        answer = stranger.get(base) if not path else stranger.post(base + path, {"last_day": "2026-01-05"})
        assert answer.status_code == 404, path
    assert Assignment.objects.get(pk=row.pk).ends_on is None


@pytest.mark.django_db
def test_a_stale_form_of_a_place_and_of_leaving_says_what_happened(office: Office, enter: Enter) -> None:
    client, unit = enter(office.admin), add_unit(institution=office.institution, name="Uji", by=office.officer.actor())
    sent = {"lane": office.lane.pk, "starts_on": date(2026, 2, 1), "basis": "definitif", "unit": unit.pk}
    twice = client.post(f"/meja/orang/{office.staff.pk}/lajur/", sent)
    assert twice.status_code == 422
    assert "ORG-04" in twice.content.decode()
    leaving = f"/meja/orang/{office.staff.pk}/keluar/"
    assert client.post(leaving, {"reason": "Pindah, SK 1"}).status_code == 302
    again = client.post(leaving, {"reason": "Pindah, SK 1"})
    assert again.status_code == 409
    assert "ORG-45" in again.content.decode()
    late = client.post(f"/meja/orang/{office.staff.pk}/lajur/", sent)
    assert late.status_code == 422
    assert "ORG-06" in late.content.decode()
    assert AuditEvent.objects.filter(verb="person.deactivated").count() == 1


def at_once(*acts: Callable[[], int]) -> list[int]:
    """Every act in a thread of its own, all let off at the same moment; their answers."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], int]) -> int:
        gate.wait(timeout=30)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_browsers_add_one_unit_one_place_and_one_sheet(office: Office, enter: Enter) -> None:
    browsers = [enter(office.admin) for _ in range(2)]
    add = [lambda c=c: c.post("/meja/lembaga/unit/", {"unit_name": "Kimia"}).status_code for c in browsers]
    assert sorted(at_once(*add)) == [302, 422]
    unit = Unit.objects.get(institution=office.institution)
    sent = {"lane": office.lane.pk, "starts_on": "2026-03-01", "basis": "definitif", "unit": unit.pk}
    path = f"/meja/orang/{office.admin.pk}/lajur/"
    assert sorted(at_once(*(lambda c=c: c.post(path, sent).status_code for c in browsers))) == [302, 422]
    sheets = [lambda c=c: c.post(IMPORT, {"sheet": SimpleUploadedFile("a.xlsx", GOOD)}).status_code for c in browsers]
    assert set(at_once(*sheets)) <= {200, 422}
    assert Assignment.objects.filter(user__email="a@balai.example").count() == 1
    assert User.objects.filter(email="a@balai.example").count() == 1
