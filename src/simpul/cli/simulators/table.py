"""Which simulators there are. A further one is a line here and a module beside."""

from __future__ import annotations

from pathlib import Path

from simpul.cli.simulators.bsre import BsreSimulator
from simpul.cli.simulators.emeterai import EmeteraiSimulator
from simpul.cli.simulators.frame import Simulator


def simulators(home: Path) -> dict[str, Simulator]:
    """By the first part of their address; they keep their demo keys in ``home``."""
    return {"bsre": BsreSimulator(home), "emeterai": EmeteraiSimulator(home)}
