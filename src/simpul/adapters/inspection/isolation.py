"""Run a task of the worker in a process of its own and take its answer, or the way it died."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import IO

from simpul.adapters.inspection.policy import Policy
from simpul.lib.confined import running
from simpul.lib.confined.limits import Limits
from simpul.lib.confined.running import Outcome

WORKER = ("-m", "simpul.adapters.inspection.worker")
_SOURCE = running.SOURCE


def run(task: str, source: IO[bytes], *, policy: Policy, limits: Limits, program: Sequence[str] = WORKER) -> Outcome:
    """``source`` becomes the child's standard input from its present position. Never raises for what the child does."""
    settings = json.dumps({"policy": {**asdict(policy), "kinds": sorted(policy.kinds)}, "limits": asdict(limits)})
    return running.run((*program, task, settings), source, limits, running.environment(_SOURCE))
