"""The event log as an independent reader takes it: entries are told apart, activities have one name each."""

from __future__ import annotations

import csv
from xml.etree.ElementTree import fromstring

from simpul.core.procedures.event_log import csv_lines, events, xes_parts
from tests.casework.conftest import House
from tests.desk.conftest import files, house
from tests.desk.figure_rows import entry, running

__all__ = ["files", "house"]
NAMESPACE = "{http://www.xes-standard.org/}"


def test_entries_of_several_units_in_one_round_are_told_apart(house: House) -> None:
    case = running(house)
    for unit in ("loka-a", "loka-b"):
        entry(case, "telaah", key=f"telaah#1@{unit}")
    log = fromstring("".join(xes_parts("bblbk", events(code="bblbk"))))
    found = [one.get("value") for one in log.iter(f"{NAMESPACE}string") if one.get("key") == "concept:instance"]
    assert found == ["telaah#1@loka-a", "telaah#1@loka-b"]
    table = list(csv.DictReader("".join(csv_lines(events(code="bblbk"))).splitlines()))
    assert [row["instance"] for row in table] == found


def test_a_step_without_a_number_stands_by_its_title(house: House) -> None:
    entry(running(house), "tolak")
    log = fromstring("".join(xes_parts("bblbk", events(code="bblbk"))))
    names = [one.get("value") for one in log.iter(f"{NAMESPACE}string") if one.get("key") == "concept:name"]
    assert "Surat penolakan" in names
    assert not [name for name in names if name and name.startswith("+")]
