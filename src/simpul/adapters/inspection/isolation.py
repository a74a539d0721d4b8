"""Run a task of the worker in a process of its own and take its answer, or the way it died."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Literal

import simpul
from simpul.adapters.inspection.policy import Limits, Policy

WORKER = ("-m", "simpul.adapters.inspection.worker")
_SOURCE = str(Path(simpul.__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True)
class Outcome:
    """``answer`` is what the child wrote, at most ``limits.output`` bytes; ``ended`` says how it went."""

    ended: Literal["answered", "stopped", "failed"]
    answer: bytes = b""


def run(task: str, source: IO[bytes], *, policy: Policy, limits: Limits, program: Sequence[str] = WORKER) -> Outcome:
    """``source`` becomes the child's standard input from its present position. Never raises for what the child does.

    "stopped": killed at a limit of time or memory; "failed": it ended with an error of its own.
    """
    settings = json.dumps({"policy": {**asdict(policy), "kinds": sorted(policy.kinds)}, "limits": asdict(limits)})
    command = [sys.executable, "-s", "-P", *program, task, settings]
    with tempfile.TemporaryFile() as answer:
        child = subprocess.Popen(
            command,
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env=_environment(),
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


def _environment() -> dict[str, str]:
    """Nothing of ours goes along: no database address, no secret."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONPATH": _SOURCE, **kept}
