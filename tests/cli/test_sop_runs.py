"""`simpul sop simulate` on a file, without Django; `simpul sop log` out of the database."""

from __future__ import annotations

import csv
import json
from xml.etree.ElementTree import fromstring

import pytest

from simpul.cli.sop import run
from tests.casework.conftest import House, files, house
from tests.cli.test_sop import BBLBK, sop
from tests.desk.figure_rows import entry, running

__all__ = ["files", "house"]
FROM = ("--from", "2026-03-16T10:00+07:00")


def test_simulate_tells_every_entry_with_its_due_time() -> None:
    done = sop("simulate", str(BBLBK), *FROM, "--json", "--choose", "telaah=minta_kelengkapan,terima")
    rows = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    telaah = [row for row in rows if row["step"] == "telaah"]
    assert [(row["round"], row["outcome"]) for row in telaah] == [(1, "minta_kelengkapan"), (2, "terima")]
    assert telaah[0]["due"] == "2026-03-17T15:00:00+07:00", "the day before Nyepi, in the hours of Ramadan"
    text = sop("simulate", str(BBLBK), *FROM).stdout
    assert len(text.splitlines()) == len(rows) - 2
    assert "17-03-2026 15.00" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--choose", "telaah=entah"), "SOP-62"),
        (("--choose", "telaah"), "SOP-61"),
        (("--choose", "telaah=minta_kelengkapan"), "SOP-60"),
        (("--answer", "warna=biru"), "SOP-62"),
        (("--began", "siapa"), "SOP-62"),
        (("--from", "kemarin"), "KAL-22"),
    ],
)
def test_simulate_refuses_what_it_cannot_follow(words: tuple[str, str], code: str) -> None:
    done = sop("simulate", str(BBLBK), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert code in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.django_db
def test_log_as_csv_and_xes(house: House, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    case = running(house)
    entry(case, "terima")
    entry(case, "telaah", outcome="terima")
    assert run(["log", "bblbk"]) == 0
    rows = list(csv.DictReader(capfdbinary.readouterr().out.decode().splitlines()))
    assert [row["step"] for row in rows] == ["terima", "telaah"]
    assert run(["log", "bblbk", "--format", "xes", "--institution", "balai"]) == 0
    log = fromstring(capfdbinary.readouterr().out)
    assert len(log.findall("{*}trace/{*}event")) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("words", [("tidak-ada",), ("bblbk", "--institution", "tidak-ada")])
def test_log_of_what_nobody_has_is_told(house: House, words: tuple[str, ...]) -> None:
    assert run(["log", *words]) == 1
