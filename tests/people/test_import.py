"""People from a spreadsheet: a report per row, and with one fault nothing at all is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from openpyxl import Workbook
from pytest_django import DjangoAssertNumQueries

from simpul.cli.people import run
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.import_house import House
from simpul.core.directory.import_people import Report, import_people
from simpul.core.directory.imports import MOST_ROWS, read
from simpul.core.directory.models import Assignment, Institution, Unit, User
from simpul.core.directory.units import add_unit, lanes_with_units
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.lib.actor import SYSTEM
from simpul.lib.wording import say
from simpul.rules.refusals import Refusal
from tests.people.conftest import Office

pytestmark = pytest.mark.django_db

HEAD = ("Nama", "E-mail", "Jabatan", "NIP", "Unit", "Lajur", "Ketua", "Mulai", "Selesai", "Dasar", "Surat", "Admin")
GOOD = (
    "Contoh Satu, S.H.", "satu@balai.example", "Analis", "990000000000000000", "Tata Usaha dan Umum", "tata usaha",
    "ya", date(2026, 2, 1), None, "PLT", "ST-1/2026", None,
)  # fmt: skip
PLAIN = ("Contoh Dua", "dua@balai.example")


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write a spreadsheet with these rows."""

    def written(*rows: Sequence[object], head: Sequence[str] = HEAD) -> Path:
        book = Workbook()
        assert book.active is not None
        for row in (head, *rows):
            book.active.append(list(row))
        path = tmp_path / "orang.xlsx"
        book.save(path)
        return path

    return written


def take(office: Office, path: Path, *, write: bool = True) -> Report:
    return import_people(institution=office.institution, rows=read(path), by=SYSTEM, invite=True, write=write)


def test_a_good_sheet_is_taken_over_whole(office: Office, sheet: Callable[..., Path]) -> None:
    report = take(office, sheet(GOOD, PLAIN))
    assert report.written
    assert [told.result for told in report.rows] == ["added", "added"]
    user = User.objects.get(email="satu@balai.example")
    assert (user.full_name, user.staff_number) == ("Contoh Satu, S.H.", "990000000000000000")
    row = Assignment.objects.get(user=user)
    assert (row.lane, row.basis, row.deed, row.is_lead) == (office.lane, "plt", "ST-1/2026", True)
    assert (row.starts_on, row.ends_on) == (date(2026, 2, 1), None)
    assert str(row.unit) == "Tata Usaha dan Umum"
    office.lane.refresh_from_db()
    assert office.lane.unit is None
    assert AuditEvent.objects.filter(verb="unit.added").count() == 1
    assert Delivery.objects.count() == 2


def test_the_same_sheet_again_changes_nothing(office: Office, sheet: Callable[..., Path]) -> None:
    path = sheet(GOOD, PLAIN)
    take(office, path)
    events = AuditEvent.objects.count()
    assert [told.result for told in take(office, path).rows] == ["same", "same"]
    assert AuditEvent.objects.count() == events
    assert Delivery.objects.count() == 2


def bad(**cells: object) -> tuple[object, ...]:
    names = [name.lower().replace("-", "") for name in HEAD]
    return tuple(cells.get(name, value) for name, value in zip(names, GOOD, strict=True))


FAULTS = (
    ({"nama": ""}, "ORG-23"), ({"email": None}, "ORG-23"), ({"mulai": None}, "ORG-24"), ({"nama": "x" * 161}, "ORG-25"),
    ({"email": "bukan alamat"}, "ORG-26"), ({"dasar": "raja"}, "ORG-27"), ({"ketua": "mungkin"}, "ORG-28"),
    ({"mulai": "31-02-2026"}, "ORG-29"), ({"selesai": "2025-01-01"}, "ORG-05"), ({"lajur": "tak ada"}, "ORG-32"),
    ({"email": "staf@lain.example"}, "ORG-01"), ({"unit": "\u6f22"}, "ORG-31"), ({"lajur": None}, "ORG-38"),
    ({"nip": "99000000000000000"}, "ORG-44"), ({"nip": 1.98501012010121e17}, "ORG-44"),
    ({"mulai": "01-03-0206"}, "ORG-17"),
)  # fmt: skip


@pytest.mark.parametrize(("cells", "code"), FAULTS)
def test_one_bad_row_and_nothing_is_written(
    office: Office, other: Office, sheet: Callable[..., Path], cells: dict[str, object], code: str
) -> None:
    before = User.objects.count()
    report = take(office, sheet(PLAIN, bad(**cells)))
    assert not report.written
    assert [told.result for told in report.rows] == ["added", "refused"]
    assert code in [fault.code for fault in report.rows[1].faults]
    assert (User.objects.count(), Unit.objects.count(), Delivery.objects.count()) == (before, 0, 0)
    assert not AuditEvent.objects.exists()


def test_a_repeated_row_is_a_slip(office: Office, sheet: Callable[..., Path]) -> None:
    report = take(office, sheet(GOOD, GOOD))
    assert [fault.code for fault in report.rows[1].faults] == ["ORG-30"]


def test_one_address_for_two_names_is_a_slip(office: Office, sheet: Callable[..., Path]) -> None:
    report = take(office, sheet(GOOD, bad(nama="Contoh Lain")))
    assert [fault.code for fault in report.rows[1].faults] == ["ORG-36"]
    assert not report.written


def test_every_fault_of_a_row_is_told_at_once(office: Office, sheet: Callable[..., Path]) -> None:
    worst = bad(nama="", selesai="2025-01-01", lajur="tak ada", unit="\u6f22")
    report = take(office, sheet(worst))
    assert {fault.code for fault in report.rows[0].faults} == {"ORG-23", "ORG-05", "ORG-31", "ORG-32"}
    told = [say(fault) for fault in report.rows[0].faults if fault.code == "ORG-05"]
    assert "1 Januari 2025" in told[0]
    assert "1 Februari 2026" in told[0]


def seats(email: str) -> set[tuple[str, str]]:
    """Lane and unit of each place of a person."""
    rows = Assignment.objects.filter(user__email=email).select_related("lane", "unit")
    return {(row.lane.code, row.unit.name if row.unit else "") for row in rows}


def test_several_units_share_a_lane(office: Office, sheet: Callable[..., Path]) -> None:
    other = bad(nama="Contoh Tiga", email="tiga@balai.example", unit="Instalasi Kimia")
    report = take(office, sheet(GOOD, other, bad(unit="Instalasi Kimia")))
    assert report.written, [say(fault) for told in report.rows for fault in told.faults]
    assert seats("tiga@balai.example") == {("tata_usaha", "Instalasi Kimia")}
    assert seats("satu@balai.example") == {("tata_usaha", "Tata Usaha dan Umum"), ("tata_usaha", "Instalasi Kimia")}
    assert lanes_with_units(office.institution) == {"tata_usaha"}
    assert [told.result for told in take(office, sheet(GOOD, other, bad(unit="Instalasi Kimia"))).rows] == ["same"] * 3


def test_a_place_that_is_recorded_is_kept_and_a_row_against_it_is_told(
    office: Office, sheet: Callable[..., Path]
) -> None:
    place = Assignment.objects.get(user=office.staff)
    theirs = bad(nama="Umpama Contoh", email="staf@balai.example", mulai=place.starts_on, dasar="", surat="", ketua="")
    report = take(office, sheet(PLAIN, theirs))
    assert [fault.code for fault in report.rows[1].faults] == ["ORG-04"]
    ended = tuple(None if cell == "Tata Usaha dan Umum" else cell for cell in theirs)
    assert [told.result for told in take(office, sheet(ended)).rows] == ["changed"]
    other = tuple("ST-9/2026" if name == "Surat" else cell for name, cell in zip(HEAD, ended, strict=True))
    (told,) = take(office, sheet(other)).rows
    assert [(fault.code, fault.params["columns"]) for fault in told.faults] == [("ORG-39", "surat")]
    assert Assignment.objects.get(user=office.staff) == place
    assert seats("staf@balai.example") == {("tata_usaha", "")}


def test_the_unit_to_which_a_whole_lane_belongs_is_no_other_unit(office: Office, sheet: Callable[..., Path]) -> None:
    office.lane.unit = add_unit(institution=office.institution, name="Tata Usaha dan Umum", by=SYSTEM)
    office.lane.save()
    place = Assignment.objects.get(user=office.staff)
    theirs = bad(nama="Umpama Contoh", email="staf@balai.example", mulai=place.starts_on, dasar="", surat="", ketua="")
    assert take(office, sheet(theirs)).written
    assert seats("staf@balai.example") == {("tata_usaha", "")}


def test_units_whose_long_names_begin_alike_are_two(office: Office, sheet: Callable[..., Path]) -> None:
    long = "Instalasi Laboratorium Rujukan Kesehatan Masyarakat Rekaan "
    rows = [bad(email=f"{sign}@balai.example", unit=long + sign) for sign in "abc"]
    assert take(office, sheet(*rows)).written
    assert sorted(Unit.objects.values_list("name", flat=True)) == [long + sign for sign in "abc"]
    assert len(set(Unit.objects.values_list("code", flat=True))) == 3
    with pytest.raises(Refusal, match="ORG-37"):
        add_unit(institution=office.institution, name=(long + "B").upper(), by=SYSTEM)


def test_the_head_acted_for_is_the_one_of_the_unit(office: Office, sheet: Callable[..., Path]) -> None:
    heads = [
        bad(nama=f"Kepala {unit}", email=f"{unit.lower()}@balai.example", unit=unit, dasar="", surat="", nip="")
        for unit in ("Kimia", "Fisika")
    ]
    acting = bad(email="plt@balai.example", unit="Fisika", mulai="2026-03-01")
    assert take(office, sheet(*heads, acting)).written
    place = Assignment.objects.get(user__email="plt@balai.example")
    assert place.stands_for == User.objects.get(email="fisika@balai.example")
    assert str(place.unit) == "Fisika"


def test_checking_writes_nothing(office: Office, sheet: Callable[..., Path]) -> None:
    before = User.objects.count()
    report = take(office, sheet(GOOD), write=False)
    assert (report.written, report.count("added"), User.objects.count()) == (False, 1, before)


def test_files_that_are_no_people_sheet(sheet: Callable[..., Path], tmp_path: Path) -> None:
    text = tmp_path / "orang.txt"
    text.write_text("nama;email")
    with pytest.raises(Refusal, match="ORG-20"):
        read(text)
    with pytest.raises(Refusal, match="ORG-21"):
        read(sheet(head=("Nama", "Alamat")))
    with pytest.raises(Refusal, match="ORG-22"):
        read(sheet(*([PLAIN] * (MOST_ROWS + 1))))


def test_on_the_command_line(
    office: Office, other: Office, sheet: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(sheet(bad(nama="")))
    assert run(["import", path]) == 2
    assert run(["import", path + ".tidak", "--institution", "balai"]) == 2
    assert run(["import", path, "--institution", "balai", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["written"], said["rows"][0]["row"], said["rows"][0]["result"]) == (False, 2, "refused")
    assert run(["import", str(sheet(GOOD)), "--institution", "balai", "--no-mail"]) == 0
    assert not Delivery.objects.exists()


def test_on_the_page(office: Office, sheet: Callable[..., Path], enter: Callable[[User], Client]) -> None:
    client = enter(office.admin)

    def send(data: bytes, name: str = "orang.xlsx") -> int:
        return client.post("/meja/orang/impor/", {"sheet": SimpleUploadedFile(name, data)}).status_code

    assert send(sheet(bad(nama="")).read_bytes()) == 422
    assert send(b"%PDF-1.7 bukan lembar") == 422
    assert not User.objects.filter(email="satu@balai.example").exists()
    assert send(sheet(GOOD).read_bytes()) == 200
    assert User.objects.filter(email="satu@balai.example").exists()


def test_the_page_counts_and_shows_the_refused_rows_first(
    office: Office, sheet: Callable[..., Path], enter: Callable[[User], Client]
) -> None:
    rows = [(f"Contoh {number}", f"orang{number}@balai.example") for number in range(30)]
    data = sheet(*rows, ("Contoh Keliru", "bukan alamat")).read_bytes()
    answer = enter(office.admin).post("/meja/orang/impor/", {"sheet": SimpleUploadedFile("orang.xlsx", data)})
    said = answer.content.decode()
    assert "1 ditolak, 30 akan ditambahkan" in said
    assert said.index("Contoh Keliru") < said.index("Contoh 0")


def many(count: int) -> list[tuple[object, ...]]:
    return [
        bad(nama=f"Contoh {n}", email=f"orang{n}@balai.example", unit="", dasar="", surat="", nip="")
        for n in range(count)
    ]


def test_hundreds_of_newcomers_cost_no_statement_each(
    office: Office, sheet: Callable[..., Path], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(60):
        report = take(office, sheet(*many(300)))
    assert report.count("added") == 300
    with django_assert_max_num_queries(20):
        assert take(office, sheet(*many(300))).count("same") == 300


def told_of(institution: Institution) -> list[tuple[str, object]]:
    """What the log and the outbox tell of an institution, without the numbers of its people."""
    events = AuditEvent.objects.filter(institution_id=institution.pk).order_by("seq")
    assert [one.key for one in OutboxEvent.objects.filter(institution_id=institution.pk).order_by("id")] == [
        f"{one.chain}:{one.seq}" for one in events
    ]
    facts = [(one.verb, json.loads(one.body)["facts"]) for one in events]
    return [(verb, {name: told[name] for name in told.keys() - {"user", "assignment"}}) for verb, told in facts]


def test_all_at_once_leaves_what_one_by_one_leaves(
    office: Office, other: Office, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    take(office, sheet(*many(4), PLAIN))
    monkeypatch.setattr(House, "is_newcomer", lambda self, row: False)
    User.objects.exclude(pk__in=(office.admin.pk, office.staff.pk, other.admin.pk, other.staff.pk)).update(
        email=Concat(Value("x"), "email")
    )
    take(other, sheet(*many(4), PLAIN))
    assert told_of(office.institution) == told_of(other.institution)
    at, there = office.institution, other.institution
    fields = ("basis", "deed", "is_lead", "starts_on", "ends_on", "post", "unit", "stands_for", "user__full_name")
    assert list(Assignment.objects.filter(lane__institution=at).order_by("pk").values_list(*fields)) == list(
        Assignment.objects.filter(lane__institution=there).order_by("pk").values_list(*fields)
    )
    assert (
        Delivery.objects.filter(institution_id=at.pk).count()
        == Delivery.objects.filter(institution_id=there.pk).count()
    )
    assert not any(user.has_usable_password() for user in User.objects.filter(full_name__startswith="Contoh"))


def test_an_address_taken_at_the_same_moment_is_told(
    office: Office, other: Office, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(House, "is_newcomer", lambda self, row: True)
    report = take(office, sheet(PLAIN, bad(email="staf@lain.example")))
    assert [told.result for told in report.rows] == ["added", "refused"]
    assert [fault.code for fault in report.rows[1].faults] == ["ORG-01"]
    assert not report.written


def test_a_second_row_of_somebody_whose_first_was_refused_is_judged_too(
    office: Office, sheet: Callable[..., Path]
) -> None:
    first = bad(surat="", dasar="plh", selesai="2026-03-01")
    second = bad(unit="Instalasi Kimia", dasar="", surat="")
    report = take(office, sheet(first, second))
    assert [[fault.code for fault in told.faults] for told in report.rows] == [["ORG-13"], []]
    assert not report.written
    assert not User.objects.filter(email="satu@balai.example").exists()
