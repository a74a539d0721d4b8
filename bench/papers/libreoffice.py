"""LibreOffice: our DOCX to PDF, one process for each document, with a user profile that is there already."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from bench.papers.text import AT, Work, agreement
from simpul.core.documents.faces.docx import agreement_docx


def prepare(count: int) -> Work:
    folder = Path(tempfile.mkdtemp())
    for number in range(count):
        (folder / f"{number}.docx").write_bytes(agreement_docx(agreement(number), at=AT))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]

    def work(number: int) -> bytes:
        subprocess.run(
            [*command, "--outdir", str(folder), str(folder / f"{number}.docx")],
            check=True, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        return (folder / f"{number}.pdf").read_bytes()

    return work
