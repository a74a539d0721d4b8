"""Series of numbers on the desk: set up, changed, holes by hand; for the keeper, a colleague and a stranger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from simpul.casework.invariants import numbers as invariant
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import User
from simpul.features.agreements.models import IssuedNumber, NumberSeries
from simpul.features.agreements.numbers import issue, report_of
from simpul.lib import clock
from tests.casework.conftest import SOPS, House, furnish
from tests.casework.signing.house import CLERK, Desk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
MOU = {
    "code": "mou", "name": "Nota Kesepahaman", "pattern": "{seq:3}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
    "document_code": "MoU", "unit_code": "BBLBK", "classification": "", "first_number": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _november() -> object:
    with clock.at(NOW):
        yield


@pytest.fixture
def enter(house: House) -> Callable[[str], Client]:
    def entered(lane: str) -> Client:
        client = Client()
        user = User.objects.get(pk=house.officer(lane).user_id)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return entered


@pytest.fixture
def series(house: House) -> NumberSeries:
    return NumberSeries.objects.create(
        institution=house.institution, code="pks", name="Perjanjian", pattern="{seq:3}/{jenis}/{bulan_romawi}/{tahun}",
        document_code="PKS",
    )  # fmt: skip


def _take(series: NumberSeries, on: date = date(2026, 11, 22)) -> IssuedNumber:
    return issue(series_id=series.pk, on=on, case_id=None, subject="contoh", user_id=None)


def test_the_keeper_sets_up_a_series_and_sees_the_next_number(enter: Callable[[str], Client], house: House) -> None:
    clerk = enter(CLERK)
    assert "/meja/nomor/baru/" in clerk.get("/meja/nomor/").content.decode()
    shown = clerk.post("/meja/nomor/baru/", {**MOU, "contoh": "1"}, headers={"accept": "application/json"})
    assert shown.json() == {"said": "001/MoU/BBLBK/XI/2026"}
    unfinished = {**MOU, "name": "", "first_number": "45", "contoh": "1"}
    shown = clerk.post("/meja/nomor/baru/", unfinished, headers={"accept": "application/json"})
    assert shown.json() == {"said": "045/MoU/BBLBK/XI/2026"}
    assert not NumberSeries.objects.filter(code="mou").exists(), "an example keeps nothing"
    kept = clerk.post("/meja/nomor/baru/", {**MOU, "first_number": "45"})
    assert kept["Location"] == "/meja/nomor/mou/"
    made = NumberSeries.objects.get(institution=house.institution, code="mou")
    assert _take(made).number == "045/MoU/BBLBK/XI/2026"
    assert _take(made, date(2027, 1, 4)).number == "001/MoU/BBLBK/I/2027"
    assert report_of(made, 2026).sound
    assert list(invariant.broken()) == []
    assert AuditEvent.objects.filter(verb="series.added").count() == 1


@pytest.mark.parametrize(
    ("entry", "value", "field", "said"),
    [
        ("pattern", "{seq}/{jenis}", "pattern", "NMR-04"),
        ("pattern", "{nomor}/{seq}/{tahun}", "pattern", "NMR-03"),
        ("pattern", "{seq}{tahun}", "pattern", "NMR-06"),
        ("document_code", "", "__all__", "NMR-08"),
        ("code", "pks", "__all__", "NMR-22"),
        ("code", "baru", "code", ""),
        ("first_number", "0", "first_number", "1"),
    ],
)
def test_what_cannot_be_a_series(
    enter: Callable[[str], Client], series: NumberSeries, entry: str, value: str, field: str, said: str
) -> None:
    answer = enter(CLERK).post("/meja/nomor/baru/", {**MOU, entry: value})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert said in str(errors[field])
    assert "Nota Kesepahaman" in answer.content.decode(), "the entries stay"
    assert NumberSeries.objects.count() == 1


def test_two_series_never_write_the_same_number(enter: Callable[[str], Client], series: NumberSeries) -> None:
    same = {**MOU, "pattern": series.pattern, "document_code": "PKS"}
    answer = enter(CLERK).post("/meja/nomor/baru/", same)
    assert answer.status_code == 422
    assert "NMR-26" in answer.content.decode()


def test_a_change_holds_for_the_numbers_to_come(enter: Callable[[str], Client], series: NumberSeries) -> None:
    first, clerk = _take(series), enter(CLERK)
    page = clerk.get("/meja/nomor/pks/ubah/")
    assert "first_number" not in page.context["form"].fields, "the year has begun"
    sent = {**MOU, "name": "Perjanjian Kerja Sama", "pattern": "{seq}/{jenis}/{tahun}", "document_code": "PKS"}
    assert clerk.post("/meja/nomor/pks/ubah/", {**sent, "first_number": "90"}).status_code == 302
    first.refresh_from_db()
    assert (first.number, _take(series).number) == ("001/PKS/XI/2026", "2/PKS/2026")
    assert report_of(series, 2026).sound
    assert AuditEvent.objects.filter(verb="series.changed").count() == 1


def test_where_a_year_began_stands_while_another_begins(enter: Callable[[str], Client], series: NumberSeries) -> None:
    NumberSeries.objects.filter(pk=series.pk).update(first_year=2026, first_number=40)
    assert _take(series).seq == 40
    with clock.at(datetime(2027, 1, 5, 3, 0, tzinfo=UTC)):
        sent = {**MOU, "name": "Perjanjian", "pattern": series.pattern, "document_code": "PKS"}
        assert enter(CLERK).post("/meja/nomor/pks/ubah/", sent).status_code == 302
        refused = enter(CLERK).post("/meja/nomor/pks/ubah/", {**sent, "first_number": "12"})
    assert "NMR-24" in refused.content.decode()
    series.refresh_from_db()
    assert report_of(series, 2026).sound


def test_a_number_is_set_aside_as_a_hole_with_its_reason(enter: Callable[[str], Client], series: NumberSeries) -> None:
    clerk = enter(CLERK)
    assert clerk.post("/meja/nomor/pks/lewati/", {"reason": " "}).status_code == 422
    assert not IssuedNumber.objects.exists()
    assert clerk.post("/meja/nomor/pks/lewati/", {"reason": "Tercap pada surat lain"}).status_code == 302
    assert "Tercap pada surat lain" in clerk.get("/meja/nomor/").content.decode()
    assert _take(series).seq == 2
    assert report_of(series, 2026).sound
    told = AuditEvent.objects.get(verb="number.void").body
    assert "001/PKS/XI/2026" in told
    assert "Tercap" not in told, "free words stand beside the number, the log has their hash"


def test_a_free_number_becomes_void_by_hand(enter: Callable[[str], Client], series: NumberSeries) -> None:
    number, clerk = _take(series), enter(CLERK)
    address = f"/meja/nomor/pks/batal/{number.pk}/"
    assert address in clerk.get("/meja/nomor/pks/").content.decode()
    clerk.post(address, {"reason": ""})
    number.refresh_from_db()
    assert number.voided_at is None
    assert clerk.post(address, {"reason": "Surat tidak jadi dikirim"}).status_code == 302
    number.refresh_from_db()
    assert number.void_reason == "Surat tidak jadi dikirim"
    assert clerk.post(address, {"reason": "lagi"}).status_code == 409


def test_the_number_of_an_agreement_is_not_void_by_hand(desk: Desk, enter: Callable[[str], Client]) -> None:
    desk.number()
    number, clerk = IssuedNumber.objects.get(case=desk.case), enter(CLERK)
    address = f"/meja/nomor/pks/batal/{number.pk}/"
    assert address not in clerk.get("/meja/nomor/pks/").content.decode()
    assert clerk.post(address, {"reason": "coba"}).status_code == 409
    number.refresh_from_db()
    assert number.voided_at is None


def test_a_colleague_reads_and_a_stranger_finds_nothing(
    enter: Callable[[str], Client], series: NumberSeries, house: House
) -> None:
    number, colleague = _take(series), enter("tim_analis_hukum")
    page = colleague.get("/meja/nomor/pks/").content.decode()
    assert number.number in page
    assert not any(way in page for way in ("/ubah/", "/lewati/", "/batal/"))
    posts = ("baru/", "pks/ubah/", "pks/lewati/", f"pks/batal/{number.pk}/")
    assert [colleague.post("/meja/nomor/" + way, {**MOU, "reason": "x"}).status_code for way in posts] == [403] * 4
    assert colleague.get("/meja/nomor/pks/ubah/").status_code == 403
    User.objects.filter(pk=house.officer("tim_analis_hukum").user_id).update(is_admin=True)
    assert colleague.get("/meja/nomor/pks/ubah/").status_code == 200, "an admin keeps the series as well"
    stranger = Client()
    other = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(CLERK)
    stranger.force_login(User.objects.get(pk=other.user_id), backend="django.contrib.auth.backends.ModelBackend")
    for way in posts[1:]:
        assert stranger.post("/meja/nomor/" + way, {**MOU, "reason": "x"}).status_code == 404
    assert Client().get("/meja/nomor/baru/").status_code == 302
