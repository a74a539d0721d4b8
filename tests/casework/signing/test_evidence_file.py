"""`simpul evidence`: a signed case packed, unpacked where there is no Simpul, checked, read, and one byte changed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from simpul.casework.evidence.chain import ROOMS
from simpul.casework.evidence.wording import VERBS
from simpul.cli.evidence import run
from simpul.core.audit.models import AuditEvent
from simpul.core.documents.storage import path_of
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Paper
from tests.browser.chromium import launched
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import Desk

pytestmark = pytest.mark.django_db


def test_every_act_that_has_words_has_its_place_in_the_sheet() -> None:
    of_house = ("agreements.",)
    assert [verb for verb in VERBS if not verb.startswith(ROOMS + of_house)] == []


def packed(desk: Desk, folder: Path, code: int = 0) -> Path:
    out = folder / "berkas.zip"
    assert run([desk.case.ticket, "--out", str(out)]) == code
    return out


def unpacked(out: Path) -> Path:
    there = out.parent / "kosong"
    with ZipFile(out) as found:
        assert found.testzip() is None
        found.extractall(there)
    return there


def sums(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "-c", "--quiet", "MANIFEST.sha256"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def trail(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "periksa-jejak.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_it_is_whole_and_checkable_without_us(signed: Desk, tmp_path: Path) -> None:
    there = unpacked(packed(signed, tmp_path))
    told = sums(there)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    listed = {line[66:] for line in (there / "MANIFEST.sha256").read_text().splitlines()}
    lying = {path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()}
    assert lying == listed | {"MANIFEST.sha256"}
    case = Case.objects.get(pk=signed.case.pk)
    folder = there / "perkara" / case.ticket
    assert {path.name for path in folder.iterdir()} == {
        "index.html", "log.json", "audit.jsonl", "lembar-jejak.pdf", "dokumen"
    }  # fmt: skip
    assert (there / "prosedur" / "bblbk-1.yaml").read_text() == (SOPS / "bblbk" / "1.yaml").read_text()
    assert (there / "prosedur" / "bblbk-1.pdf").read_bytes().startswith(b"%PDF")
    checked = trail(there)
    assert checked.returncode == 0
    whole = (
        f"{case.ticket}: {case.chain_seq} baris utuh, ujung {case.chain_hash}, sampai baris {case.chain_seq} dijamin"
    )
    assert f"{whole} titik periksa" in checked.stdout  # signed up to its newest line
    event = AuditEvent.objects.get(verb="evidence.packed")
    manifest = json.loads(event.body)["facts"]["manifest_sha256"]
    assert (
        manifest
        in subprocess.run(
            ["sha256sum", "MANIFEST.sha256"], cwd=there, capture_output=True, text=True, check=True
        ).stdout
    )


def test_a_changed_byte_is_named_by_sha256sum_and_by_the_trail(signed: Desk, tmp_path: Path) -> None:
    there = unpacked(packed(signed, tmp_path))
    folder = there / "perkara" / signed.case.ticket
    document = sorted((folder / "dokumen").iterdir())[-1]
    for path in (document, folder / "audit.jsonl"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
    told = sums(there)
    assert told.returncode == 1
    assert sorted(line.partition(":")[0] for line in told.stdout.splitlines()) == sorted(
        path.relative_to(there).as_posix() for path in (document, folder / "audit.jsonl")
    )
    assert trail(there).returncode == 1


def test_changed_and_lost_bytes_are_named_and_left_out(
    signed: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = Paper.objects.filter(request=signed.request, requirement="surat_permohonan").get().file
    path = path_of(letter.sha256)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7 palsu")
    there = unpacked(packed(signed, tmp_path, code=1))
    assert letter.sha256 in capsys.readouterr().err
    assert sums(there).returncode == 0
    page = (there / "perkara" / signed.case.ticket / "index.html").read_text()
    assert "BERUBAH: tidak disertakan" in page
    assert not any(b"palsu" in one.read_bytes() for one in there.rglob("*") if one.is_file())
    path.unlink()
    (tmp_path / "berkas.zip").unlink()
    packed(signed, tmp_path, code=1)
    assert "hilang" in capsys.readouterr().err


def test_the_log_tells_both_times_and_the_tariffs_their_article(signed: Desk, tmp_path: Path) -> None:
    folder = unpacked(packed(signed, tmp_path)) / "perkara" / signed.case.ticket
    log = json.loads((folder / "log.json").read_text())
    done = [entry for entry in log["entries"] if entry["state"] == "selesai"]
    assert done
    assert all(entry["happened_at"].endswith("+07:00") and entry["entered_at"].endswith("+07:00") for entry in done)
    page = (folder / "index.html").read_text()
    row = page[page.index("PCR Dengue") :]
    row = row[: row.index("</tr>")]
    assert "Rp350.000" in row
    assert "Pasal " in row
    assert "Menyebut dasar tarif" in page
    assert "Peraturan Pemerintah Nomor 64 Tahun 2019" in page
    text = "".join(one.read_text() for one in folder.glob("*.[hj]*"))
    assert "081000000001" not in text, "no contacts"
    assert "mitra@rsud.example" not in text


def test_it_is_read_in_a_browser_without_any_request(signed: Desk, tmp_path: Path) -> None:
    there = unpacked(packed(signed, tmp_path))
    with launched() as browser:
        view = browser.new_context(offline=True).new_page()
        asked: list[str] = []
        faults: list[str] = []
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: faults.append(message.text))
        view.goto(f"file://{there}/index.html")
        view.get_by_role("link", name=signed.case.ticket).click()
        view.wait_for_url("**/perkara/**")
        assert view.get_by_role("heading", level=1).inner_text() == f"Perkara {signed.case.ticket}"
        assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
        links = view.locator("a").evaluate_all("all => all.map(one => one.href)")
    assert [url for url in asked if not url.startswith((f"file://{there}/", "data:"))] == []
    assert faults == []
    assert all(Path(one.removeprefix("file://")).is_file() for one in links)


def test_nothing_is_overwritten_or_left_half_written(
    signed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = packed(signed, tmp_path)
    before = out.read_bytes()
    assert run([signed.case.ticket, "--out", str(out)]) == 2
    assert "BKT-01" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert run([signed.case.ticket, "--out", str(tmp_path / "tiada" / "x.zip")]) == 2

    def full(*args: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simpul.casework.evidence.inspection_file.case_page", full)
    with pytest.raises(OSError, match="No space"):
        run([signed.case.ticket, "--out", str(tmp_path / "y.zip")])
    assert [path.name for path in tmp_path.iterdir() if "zip" in path.name] == ["berkas.zip"]


def test_a_period_holds_the_cases_that_ran_in_it(
    signed: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = f"{signed.case.started_at:%Y-%m-%d}"
    out = tmp_path / "masa.zip"
    assert run(["--from", "2020-01-01", "--to", "2020-12-31", "--out", str(out)]) == 1
    assert not out.exists()
    furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    assert run(["--from", "2020-01-01", "--to", "2030-01-01", "--out", str(out)]) == 2, "which institution"
    assert run(["--from", "2020-01-01", "--to", "2030-01-01", "--institution", "lain", "--out", str(out)]) == 1
    wanted = ["--from", day, "--to", "2030-01-01", "--institution", signed.house.institution.code]
    assert run([*wanted, "--out", str(out)]) == 0
    assert (unpacked(out) / "perkara" / signed.case.ticket / "index.html").is_file()
    assert run(["KS-1999-0001", "--out", str(tmp_path / "z.zip")]) == 1
    for wrong in (
        [],
        ["--from", day],
        [signed.case.ticket, "--from", day, "--to", day],
        [*wanted[:2], "--to", "besok"],
    ):
        with pytest.raises(SystemExit) as ended:
            run([*wrong, "--out", str(tmp_path / "z.zip")])
        assert ended.value.code == 2
