"""The SOP sheet on paper: size of the pages, standard, fonts, words, same bytes for the same version."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from simpul.core.documents.faces.sop_sheet import sop_pdf
from simpul.core.documents.faces.typesetting import Paper
from simpul.rules.procedure.loader import load
from simpul.rules.procedure.model import Procedure

SOPS = Path(__file__).parents[2] / "src/simpul/sops"
AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SIZES: dict[Paper, tuple[float, float]] = {"a4": (297, 210), "f4": (330, 215)}


def shipped(code: str) -> Procedure:
    return load((SOPS / code / "1.yaml").read_text(encoding="utf-8"), code)


@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize("code", ["bblbk", "bpom-dn", "bpom-ln", "bpom-monev", "labkesmas-batam"])
def test_pages_lie_on_the_paper(code: str, paper: Paper) -> None:
    with pikepdf.open(BytesIO(sop_pdf(shipped(code), at=AT, paper=paper))) as pdf:
        sizes = {tuple(round(float(edge) * 25.4 / 72) for edge in page.mediabox[2:]) for page in pdf.pages}
        assert sizes == {SIZES[paper]}
        assert len(pdf.pages) >= 2
        assert b"pdfaid:part>2<" in pdf.Root.Metadata.read_bytes()
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert {name.partition("+")[2] for name in fonts} == {"Inter-Regular", "Inter-Bold"}


def test_the_same_version_gives_the_same_bytes() -> None:
    procedure = shipped("bpom-monev")
    assert sop_pdf(procedure, at=AT) == sop_pdf(procedure, at=AT)


def test_poppler_reads_it_without_a_word(tmp_path: Path) -> None:
    """It takes the default that typst writes out for a fault."""
    file = tmp_path / "lembar.pdf"
    file.write_bytes(sop_pdf(shipped("bpom-monev"), at=AT))
    with pikepdf.open(file) as pdf:
        assert dict(pdf.Root.MarkInfo) == {"/Marked": True}
    if shutil.which("pdfinfo"):
        read = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True)
        assert (read.stderr, "Tagged:          yes" in read.stdout) == ("", True)
