"""``simpul sop show`` hands out every face of a file, without a database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = ROOT / "src/simpul/sops/bpom-monev/1.yaml"
BEGINS = {
    "html": b"<!doctype html>",
    "svg": b"<svg",
    "bpmn": b"<?xml",
    "json": b"{",
    "pdf": b"%PDF-1.7",
    "table": b"Penyusunan",
}


def show(*words: str) -> subprocess.CompletedProcess[bytes]:
    plain = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "simpul.cli.main", "sop", "show", *words]
    return subprocess.run(command, env=plain, capture_output=True, check=False)


@pytest.mark.parametrize("name", BEGINS)
def test_each_format_comes_out_as_it_is(name: str) -> None:
    done = show(str(FILE), "--format", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(BEGINS[name])


def test_a_file_is_written_on_the_paper_that_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "lembar.pdf"
    done = show(str(FILE), "--format", "pdf", "--paper", "f4", "--out", str(out))
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_bytes().startswith(b"%PDF-1.7")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = show(str(FILE), "--format", "svg", "--out", str(tmp_path / "tiada" / "x.svg"))
    assert done.returncode == 2
    assert b"x.svg" in done.stderr
