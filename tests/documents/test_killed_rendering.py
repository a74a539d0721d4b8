"""A process that is killed while it sets an agreement leaves no folder behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, signal
from simpul.core.documents.faces import typesetting
from tests.documents.agreement_cases import LAB
from tests.documents.test_agreement_pdf import render
render(LAB).boxes
typesetting._pdf = lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)
render(LAB)
"""


def test_nothing_stays_of_a_process_that_is_killed_with_its_sheet_open(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert child.returncode == -9
    assert list(tmp_path.iterdir()) == []
