"""The guide's example: the blocks of ``menulis-sop.md`` put together, and the commands that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
TEXT = (GUIDE / "menulis-sop.md").read_text(encoding="utf-8")
EXAMPLE = "".join(re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE))
SECOND = (GUIDE / "contoh-prosedur.yaml").read_text(encoding="utf-8")
FAULTY = EXAMPLE.replace("pelaksana: teknisi", "pelaksana: teknsi")


def shown_commands() -> Iterator[tuple[list[str], str]]:
    """Each command that the guide shows, as its words after ``simpul``, with the answer shown below it."""
    for block in re.findall(r"^```console\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE):
        for command, answer in re.findall(r"^\$ simpul (.*)\n((?:[^$].*\n)*)", block, re.MULTILINE):
            yield command.split(), answer
