"""`/meja/kesesuaian/`: who sees it, what is counted and what is not, no percentage of few, the log as files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from simpul.core.directory.models import Lane, Unit, User
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.conformance import Ends, Rounds, Scope, ends, entries, rounds
from simpul.core.procedures.models import Case, Procedure
from simpul.lib.actor import SYSTEM
from tests.casework.conftest import SOPS, House
from tests.desk.conftest import Desk, desk, file_case, files, house
from tests.desk.figure_rows import BEGUN, WIB, entry, running
from tests.inspectors import let_in

__all__ = ["desk", "file_case", "files", "house"]
ONE = "/meja/kesesuaian/bblbk/"
EVERYTHING = f"{ONE}?dari=&sampai="
PATHS = ("/meja/kesesuaian/", ONE, f"{ONE}log.csv", f"{ONE}log.xes")


def admin(desk: Desk, lane: str = "tata_usaha") -> Client:
    """A client of an administrator."""
    User.objects.filter(pk=desk.house.officer(lane).user_id).update(is_admin=True)
    return desk.client(lane)


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode())


def scope(house: House, **fields: Any) -> Scope:
    procedure = Procedure.objects.get(institution=house.institution)
    return Scope(house.institution.pk, procedure.pk, **fields)


def test_leaders_administrators_and_inspectors_see_the_figures(desk: Desk) -> None:
    office, head = (
        Lane.objects.get(institution=desk.house.institution, code=c) for c in ("tata_usaha", "kepala_bblbk")
    )
    Lane.objects.filter(pk=office.pk).update(superior=head)
    let_in(User.objects.get(pk=desk.house.officer("tim_arsiparis").user_id))
    for client in (desk.client("kepala_bblbk"), desk.client("tim_arsiparis"), admin(desk)):
        assert [client.get(path).status_code for path in PATHS] == [200] * 4
        assert 'href="/meja/kesesuaian/"' in body(client.get("/meja/"))


def test_a_colleague_without_people_below_is_told_why_not(desk: Desk) -> None:
    colleague = desk.client("tata_usaha")
    for path in PATHS:
        response = colleague.get(path)
        assert response.status_code == 403
        assert "SOP-64" in body(response)
    assert "/meja/kesesuaian/" not in body(colleague.get("/meja/"))
    assert [Client().get(path).status_code for path in PATHS] == [302] * 4


def test_a_stranger_sees_only_the_own_house(desk: Desk) -> None:
    entry(running(desk.house), "telaah")
    publish_version(
        institution=desk.house.institution, text=(SOPS / "bpom-monev" / "1.yaml").read_text(),
        effective_on=BEGUN.date(), by=SYSTEM,
    )  # fmt: skip
    User.objects.filter(email="tata_usaha@lain.example").update(is_admin=True)
    assert desk.stranger.get("/meja/kesesuaian/bpom-monev/").status_code == 404
    assert desk.stranger.get("/meja/kesesuaian/bpom-monev/log.csv").status_code == 404
    assert "Telaah permohonan" not in body(desk.stranger.get(EVERYTHING))
    assert len(body(desk.stranger.get(f"{ONE}log.csv")).splitlines()) == 1
    assert "<trace>" not in body(desk.stranger.get(f"{ONE}log.xes"))


@pytest.mark.parametrize(
    ("n", "shown", "hidden"), [(4, "3 dari 4", "75\N{NO-BREAK SPACE}%"), (5, "80\N{NO-BREAK SPACE}%", "median 4")]
)
def test_no_percentage_below_five(desk: Desk, n: int, shown: str, hidden: str) -> None:
    case = running(desk.house)
    for number in range(n):
        entry(case, "telaah", late=number == 0)
    text = body(admin(desk).get(EVERYTHING))
    assert shown in text
    assert hidden not in text
    assert ("terlalu sedikit" in text) is (n < 5)
    assert "s-heat-room--few" in text


def test_only_what_still_counts_is_counted(desk: Desk) -> None:
    case = running(desk.house)
    entry(case, "telaah")
    entry(case, "terima", standard="-", used_minutes=None, waited_minutes=None)
    entry(case, "disposisi", state="retracted")
    entry(case, "draf", state="open", completed_at=None, happened_at=None)
    found = {row.step: row for row in entries(scope(desk.house))}
    assert set(found) == {"telaah", "terima"}
    assert (found["terima"].amounts, found["terima"].timed, list(found["terima"].worked)) == (None, 0, [])
    assert (list(found["telaah"].lags), found["telaah"].timed, found["telaah"].in_time) == ([3600], 1, 1)
    for group in ("langkah", "lajur", "unit", "bulan", "entah"):
        assert admin(desk).get(f"{EVERYTHING}&menurut={group}").status_code == 200


def test_days_are_those_of_the_institution(desk: Desk) -> None:
    case = running(desk.house)
    for hour, step in ((1, "telaah"), (23, "terima")):
        late = datetime(2026, 11, 30, 23, 30, tzinfo=WIB) + timedelta(hours=hour)
        entry(case, step, happened_at=late, completed_at=late)
    december = datetime(2026, 12, 1, tzinfo=WIB).date()
    assert [row.step for row in entries(scope(desk.house, until=december - timedelta(days=1)))] == []
    first = scope(desk.house, since=december, until=december)
    assert sorted((row.step, row.month) for row in entries(first)) == [("telaah", "2026-12"), ("terima", "2026-12")]


def test_versions_are_told_apart_and_old_steps_keep_their_names(desk: Desk) -> None:
    old = running(desk.house)
    entry(old, "langkah_lama")
    entry(old, "telaah", standard="1 HK")
    text = (SOPS / "bblbk" / "1.yaml").read_text().replace('versi: "1"', 'versi: "2"')
    second = publish_version(institution=desk.house.institution, text=text, effective_on=BEGUN.date(), by=SYSTEM)
    entry(running(desk.house, second), "telaah", standard="2 HK")
    client = admin(desk)
    shown = body(client.get(EVERYTHING))
    assert "Versi 1: ada pekerjaan selesai dalam 1 perkara" in shown
    assert "Versi 2: ada pekerjaan selesai dalam 1 perkara" in shown
    assert "langkah_lama" in shown
    only = body(client.get(f"{EVERYTHING}&versi={second.pk}"))
    assert "<td>2 HK</td>" in only
    assert "<td>1 HK</td>" not in only
    assert "langkah_lama" in body(client.get(f"{ONE}log.xes"))
    assert client.get(f"{EVERYTHING}&versi=0").status_code == 422


def test_a_step_with_two_standards_is_told_apart_in_every_picture(desk: Desk) -> None:
    for standard in ("10 HK", "5 HK"):
        for _number in range(5):
            entry(running(desk.house), "telaah", standard=standard)
    entry(running(desk.house), "susun_draf", standard="3 hari")
    page = body(admin(desk).get(EVERYTHING))
    assert page.count("3d. Telaah permohonan (10 HK)") == page.count("3d. Telaah permohonan (5 HK)") > 2
    assert "5a. Susun draf (3 hari)" not in page


def test_a_faulty_filter_keeps_its_entries(desk: Desk) -> None:
    response = admin(desk).get(f"{ONE}?dari=2026-11-09&sampai=2026-11-02")
    assert response.status_code == 422
    assert 'value="2026-11-09"' in body(response)
    assert admin(desk).get(f"{ONE}?dari=kapan").status_code == 422


def test_rounds_and_ends(desk: Desk) -> None:
    done, gone, back = (
        running(desk.house, status=how, ended_at=BEGUN) for how in ("finished", "withdrawn", "finished")
    )
    running(desk.house)
    for case, again in ((done, 2), (back, 1)):
        entry(case, "telaah", key="telaah#1")
        entry(case, "telaah", key="telaah#2", round=again)
        entry(case, "pengarsipan", days=5)
    entry(gone, "telaah")
    entry(gone, "draf", state="cancelled", completed_at=None, happened_at=None)
    assert sorted(rounds(scope(desk.house)), key=lambda row: row.step) == [
        Rounds("draf", 1, 0, 1), Rounds("pengarsipan", 2, 0, 1), Rounds("telaah", 3, 1, 2)
    ]  # fmt: skip
    assert ends(scope(desk.house)) == Ends(1, [("finished", "pengarsipan", 2), ("withdrawn", "draf", 1)])
    assert ends(scope(desk.house, since=BEGUN.date() + timedelta(days=1))) == Ends(1, [])
    assert "1 dari 3 perkara" in body(admin(desk).get(EVERYTHING))


def test_the_log_is_inert_in_a_spreadsheet_and_well_formed_as_xml(desk: Desk) -> None:
    unit = Unit.objects.create(institution=desk.house.institution, code="u", name='=HYPERLINK("http://x.example")\x01')
    entry(running(desk.house), "telaah", unit=unit, standard="-", outcome="terima")
    client = admin(desk)
    table = client.get(f"{ONE}log.csv")
    (row,) = csv.DictReader(body(table).splitlines())
    assert row["resource"].startswith("'=HYPERLINK(")
    assert (row["standard"], row["case"], row["happened"]) == ("-", "KS-2026-0001", "2026-11-03T10:00:00.000+07:00")
    xes = client.get(f"{ONE}log.xes")
    values = {element.get("key"): element.get("value") for element in fromstring(body(xes)).iter()}
    assert values["org:resource"] == '=HYPERLINK("http://x.example")\ufffd'
    for response, name in ((table, "log-bblbk.csv"), (xes, "log-bblbk.xes")):
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_two_houses_may_have_the_same_ticket(desk: Desk, file_case: Callable[..., Case]) -> None:
    entry(running(desk.house), "telaah")
    assert "KS-2026-0001" in body(admin(desk).get(f"{ONE}log.csv"))
    assert "KS-2026-0001" not in body(desk.stranger.get(f"{ONE}log.csv"))
