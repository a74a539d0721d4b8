"""`simpul simulators`: stand-ins for outside services, each labelled as what it is not; for demonstrations only."""

from __future__ import annotations

import argparse
import os

from simpul.cli.simulators.frame import serve
from simpul.cli.simulators.table import simulators
from simpul.cli.speech import _, complain
from simpul.lib.home import data_home

DONE, MISUSE = 0, 2


def run(argv: list[str]) -> int:
    """Serve on the loopback until a signal ends it; 2 where the installation is no demonstration."""
    parser = argparse.ArgumentParser(prog="simpul simulators", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port and prints it")
    wanted = parser.parse_args(argv)
    if os.environ.get("SIMPUL_DEMO", "1") != "1":
        complain(_("This installation is no demonstration, so it runs no simulators. (SIMPUL_DEMO=0)"))
        return MISUSE
    serve(simulators(data_home()), wanted.port)
    return DONE
