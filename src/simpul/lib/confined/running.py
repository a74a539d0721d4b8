"""Run one child on one file and take its answer, or the way it died."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import simpul
from simpul.lib.confined.limits import Limits

SOURCE = str(Path(simpul.__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True)
class Outcome:
    """``answer`` is what the child wrote, at most ``limits.output`` bytes; ``ended`` says how it went."""

    ended: Literal["answered", "stopped", "failed"]
    answer: bytes = b""


def run(program: Sequence[str], source: IO[bytes], limits: Limits, environment: Mapping[str, str]) -> Outcome:
    """``program`` is what the interpreter gets; ``source`` its standard input from the present position on.

    Never raises for what the child does. "stopped": killed at a limit of time or memory; "failed": it ended with an
    error of its own.
    """
    with tempfile.TemporaryFile() as answer:
        child = subprocess.Popen(
            [sys.executable, "-s", "-P", *program],
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            cwd="/",
            start_new_session=True,
        )
        try:
            code = child.wait(limits.wall_seconds)
        except subprocess.TimeoutExpired:
            return Outcome("stopped")
        finally:
            child.kill()
            child.wait()
        if code < 0:
            return Outcome("stopped")
        answer.seek(0)
        return Outcome("answered" if code == 0 else "failed", answer.read(limits.output))


def environment(source: str = SOURCE) -> dict[str, str]:
    """Nothing of ours goes along: no database address, no secret."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONPATH": source, **kept}
