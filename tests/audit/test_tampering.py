"""Every attack on 10,000 rows by somebody who owns the database is found, and the first bad row is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simpul.core.audit.checkpoints import make
from simpul.core.audit.verifier import Fault, Report, verify
from tests.audit.attacks import ATTACKS, Attack, rewritten
from tests.audit.kit import Log, address, lay_log, owner

pytestmark = pytest.mark.django_db(transaction=True)


def judge(home: Path) -> Report:
    return verify(address(), home / "checkpoints")


@pytest.fixture
def log(home: Path) -> Log:
    laid = lay_log()
    assert laid.rows == 10_000
    assert make() == 1
    return laid


def test_a_clean_log_raises_no_alarm(log: Log, home: Path) -> None:
    report = judge(home)
    assert (report.found, report.faults) == (0, [])
    assert (report.events, report.chains, report.checkpoint) == (10_000, len(log.lengths), 1)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_found_and_its_first_row_named(attack: Attack, log: Log, home: Path) -> None:
    chain = list(log.lengths)[41]
    with owner() as hand:
        named = attack(hand, chain, 60)
    report = judge(home)
    assert Fault(*named) in report.faults
    others = [fault for fault in report.faults if fault.subject != chain]
    assert not others or attack.__name__.startswith("emptied")


def test_a_rewritten_chain_is_named_from_the_earliest_signed_row_on(log: Log, home: Path) -> None:
    chain = f"institution:{log.institution.pk}"
    from_here = log.lengths[chain]
    with owner() as hand:
        rewritten(hand, chain, 5)
    assert Fault("rewritten", chain, from_here) in judge(home).faults


def test_the_command_names_the_row_and_says_no(log: Log, home: Path) -> None:
    chain = list(log.lengths)[3]
    with owner() as hand:
        ATTACKS[0](hand, chain, 17)
    environment = {**os.environ, "DATABASE_URL": address(), "SIMPUL_LANG": "en"}
    command = [sys.executable, "-m", "simpul.cli.main", "audit", "verify", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert told["ok"] is False
    assert [(f["kind"], f["subject"], f["seq"]) for f in told["faults"]] == [("changed", chain, 17)]
    assert told["faults"][0]["reason"] == f"row 17 of {chain} was changed after it was written"


def test_the_verifier_stands_on_nothing_of_ours(home: Path) -> None:
    program = "import sys, simpul.core.audit.verifier; print(*sorted(sys.modules))"
    source = Path(__file__).resolve().parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(source)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert not {name for name in loaded if name.split(".")[0] == "django"}
    assert {name for name in loaded if name.startswith("simpul.")} == {
        "simpul.core", "simpul.core.audit", "simpul.core.audit.chain_reader", "simpul.core.audit.checkpoint_files",
        "simpul.core.audit.checkpoint_judge", "simpul.core.audit.verifier",
    }  # fmt: skip
