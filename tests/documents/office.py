"""What the outside programs say of a file: poppler, qpdf and LibreOffice."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def run(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def pdf_text(path: Path, *, layout: bool = False) -> str:
    words = run("pdftotext", *(["-layout"] if layout else []), path, "-")
    return words.replace("\u00a0", " ").replace("\u200b", "")


def lines(path: Path) -> str:
    """The words of all pages with a line feed, not a form feed, between pages."""
    return pdf_text(path).replace("\f", "\n")


def pages(path: Path) -> list[str]:
    """The words of each page."""
    return pdf_text(path, layout=True).split("\f")[:-1]


def assert_sound_pdf_a(path: Path) -> None:
    """Every font embedded, no syntax fault, and the file says that it is PDF/A-2b."""
    fonts = [line.split() for line in run("pdffonts", path).splitlines()[2:]]
    assert fonts
    assert all(columns[-5] == "yes" for columns in fonts), "a font is not embedded"
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)
    metadata = run("pdfinfo", "-meta", path)
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata


@cache
def _profile() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="soffice-")


def as_pdfs(documents: list[bytes], folder: Path) -> list[Path]:
    """The DOCX files as LibreOffice sets them, in one run with a user profile of its own."""
    sources = [folder / f"naskah{number}.docx" for number in range(len(documents))]
    for source, document in zip(sources, documents, strict=True):
        source.write_bytes(document)
    command = ["soffice", f"-env:UserInstallation=file://{_profile().name}", "--headless", "--convert-to", "pdf"]
    try:
        subprocess.run([*command, "--outdir", str(folder), *map(str, sources)], check=True, capture_output=True,
                       timeout=180, env={**os.environ, "LC_ALL": "C.UTF-8"})  # fmt: skip
    except FileNotFoundError:
        pytest.skip("LibreOffice is not installed: apt install libreoffice-writer-nogui")
    return [source.with_suffix(".pdf") for source in sources]
