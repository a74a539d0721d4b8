"""`simpul sop simulate` on a file, without Django; `simpul sop log` out of the database."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from simpul.cli.sop import run
from simpul.core.directory.models import Institution
from simpul.core.procedures.models import Procedure, ProcedureVersion
from simpul.core.procedures.queries import procedure_text
from simpul.lib import clock
from tests.casework.conftest import House, files, house
from tests.cli.test_sop import BBLBK, sop
from tests.desk.figure_rows import entry, running
from tests.guide import EXAMPLE

__all__ = ["files", "house"]
FROM = ("--from", "2026-03-16T10:00+07:00")


def test_simulate_tells_every_entry_with_its_due_time() -> None:
    done = sop("simulate", str(BBLBK), *FROM, "--json", "--choose", "telaah=minta_kelengkapan,terima")
    told = json.loads(done.stdout)
    rows = told["entries"]
    assert told["calendar"] == {"institution": "", "zone": "Asia/Jakarta"}
    assert (done.returncode, done.stderr) == (0, "")
    telaah = [row for row in rows if row["step"] == "telaah"]
    assert [(row["round"], row["outcome"]) for row in telaah] == [(1, "minta_kelengkapan"), (2, "terima")]
    assert telaah[0]["due"] == "2026-03-17T15:00:00+07:00", "the day before Nyepi, in the hours of Ramadan"
    text = sop("simulate", str(BBLBK), *FROM).stdout
    assert len(text.splitlines()) == len(rows) - 2 + 1
    assert text.splitlines()[-1] == "Counted by the national calendar, Asia/Jakarta."
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
        (("--units", "x"), "SOP-66"),
        (("--units", "0"), "SOP-66"),
        (("--answer", "tanggal_penandatanganan=kemarin"), "SOP-62"),
    ],
)
def test_simulate_refuses_what_it_cannot_follow(words: tuple[str, str], code: str) -> None:
    done = sop("simulate", str(BBLBK), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert code in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_simulate_reads_the_date_from_which_a_step_runs() -> None:
    file = str(BBLBK).replace("bblbk", "bpom-ln")
    done = sop("simulate", file, *FROM, "--json", "--answer", "tanggal_penandatanganan=2026-12-01")
    signing = next(row for row in json.loads(done.stdout)["entries"] if row["step"] == "tanda_tangan")
    assert (signing["begun"], signing["due"]) == ("2026-12-01T00:00:00+07:00", "2026-12-02T16:00:00+07:00")


@pytest.mark.django_db
def test_simulate_counts_by_the_calendar_of_the_institution(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.institution.zone = "Asia/Makassar"
    house.institution.save()
    for words, whose in (((), "balai"), (("--institution", "balai"), "balai")):
        assert run(["simulate", "bblbk", *FROM, "--json", *words]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["calendar"] == {"institution": whose, "zone": "Asia/Makassar"}
    assert run(["simulate", str(BBLBK), *FROM, "--institution", "balai"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Dihitung dengan kalender balai, Asia/Makassar."
    assert run(["simulate", str(BBLBK), *FROM, "--institution", "entah"]) == 2


@pytest.mark.django_db
def test_a_code_means_the_procedure_of_the_house_that_wrote_it(house: House) -> None:
    """The version adopted from it is newer, and is had by naming the institution."""
    original = ProcedureVersion.objects.get(procedure__code="bblbk")
    other = Institution.objects.create(code="lain", name="Lain", short_name="Lain")
    theirs = Procedure.objects.create(institution=other, code="bblbk")
    ProcedureVersion.objects.create(
        procedure=theirs, version="1", text="diadopsi", sha256="0" * 64, published_at=clock.now(),
        effective_on=original.effective_on, adopted_from=original,
    )  # fmt: skip
    assert procedure_text("bblbk") == original.text
    assert procedure_text("bblbk", None, "lain") == "diadopsi"


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


def test_simulate_tells_what_it_assumed_and_leaves_optional_questions_unanswered(tmp_path: Path) -> None:
    example = tmp_path / "pinjam-alat.yaml"
    example.write_text(EXAMPLE)
    assumed = sop("simulate", str(example), *FROM).stdout
    assert "golongan_alat=umum" in assumed.splitlines()[-1]
    assert "Kalibrasi" not in assumed
    given = sop("simulate", str(example), *FROM, "--answer", "golongan_alat=presisi").stdout
    assert "Kalibrasi" in given
    assert "golongan_alat" not in given
    optional = EXAMPLE.replace("jenis: pilihan\n        wajib: ya", "jenis: pilihan").replace(
        "adalah: [presisi]", "adalah: [umum]"
    )
    example.write_text(optional)
    done = sop("simulate", str(example), *FROM, "--json")
    assert json.loads(done.stdout)["assumed"] == {}
    assert "kalibrasi" not in [row["step"] for row in json.loads(done.stdout)["entries"]]


def test_simulate_keeps_its_columns_below_each_other() -> None:
    lines = sop("simulate", str(BBLBK), *FROM).stdout.splitlines()[:-2]
    dues = [found.start() for line in lines if (found := re.search(r"\d\d-\d\d-\d{4} ", line))]
    assert len(set(dues)) == 1


def test_the_vocabulary_is_headed_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SIMPUL_LANG", raising=False)
    assert run(["vocabulary"]) == 0
    assert "Akibat (`akibat`):" in capsys.readouterr().out
    monkeypatch.setenv("SIMPUL_LANG", "en")
    assert run(["vocabulary"]) == 0
    assert "Effects (`akibat`):" in capsys.readouterr().out
