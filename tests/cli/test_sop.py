"""`simpul sop` on files: in a process of its own, without Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.procedure.samples import FILE

ROOT = Path(__file__).parents[2]
BBLBK = ROOT / "src" / "simpul" / "sops" / "bblbk" / "1.yaml"


def sop(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SIMPUL_LANG": "en"}
    command = [sys.executable, "-m", "simpul.cli.sop", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)


def test_check_accepts_the_shipped_file() -> None:
    done = sop("check", str(BBLBK))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_prints_one_line_per_fault(tmp_path: Path) -> None:
    file = tmp_path / "salah.yaml"
    file.write_text(FILE.replace("lanjut: telaah", "lanjut: tamat").replace("selama: menunggu", "selama: lupa"))
    done = sop("check", str(file))
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0] == f"{file}:34: terima: lanjut: There is no step “tamat”."
    assert lines[1].startswith(f"{file}:46: telaah: menunggu.selama: The predicate “lupa_tanggapan_mitra”")
    assert len(lines) == 2


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_check_of_no_text_file_is_wrong_use(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "bukan.yaml"
    if content is not None:
        file.write_bytes(content)
    done = sop("check", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert "SOP-02" in done.stderr
    assert "Traceback" not in done.stderr


def test_show_json_mirrors_the_keys_of_the_file() -> None:
    shown = json.loads(sop("show", str(BBLBK), "--format", "json").stdout)
    assert list(shown) == ["kode", "versi", "identitas", "pelaksana", "catatan", "mulai", "pengatur_waktu", "langkah"]
    telaah = next(step for step in shown["langkah"] if step["id"] == "telaah")
    assert telaah["keputusan"] == {"terima": "cabang", "tolak": "tolak", "minta_kelengkapan": "lengkapi"}
    assert (telaah["waktu"], telaah["cabang"]) == ("1 HK", ["surat_balasan", "koordinasi"])


def test_show_table_prints_every_number() -> None:
    done = sop("show", str(BBLBK))
    assert done.returncode == 0
    for number in ("3a", "3d", "4b", "5b"):
        assert f"\n{number}  " in done.stdout


def test_show_of_a_faulty_file_names_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "salah.yaml"
    file.write_text(FILE.replace("lanjut: telaah", "lanjut: tamat"))
    done = sop("show", str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no step “tamat”" in done.stderr


def test_vocabulary_and_schema_are_json() -> None:
    words = json.loads(sop("vocabulary", "--json").stdout)
    assert {"predicates", "effects", "timers", "workbenches"} <= set(words)
    assert {"name": "kunci_naskah", "description": "lock the agreed text"} in words["effects"]
    assert json.loads(sop("schema").stdout)["title"] == "Berkas prosedur Simpul"


def test_no_django_for_a_file() -> None:
    program = "import sys; from simpul.cli.sop import run; run(['check', sys.argv[1]]); print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program, str(BBLBK)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == "False"
