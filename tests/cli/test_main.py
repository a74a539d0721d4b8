"""The front of the command line: every failure is one sentence and the right code."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simpul.cli import main
from simpul.cli.verbs import VERBS
from simpul.rules.refusals import Refusal


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMPUL_LANG", "en")
    monkeypatch.setenv("SIMPUL_HOME", str(tmp_path))


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """What `simpul manage` returns when it raises that."""

    def run(argv: list[str]) -> int:
        raise error

    monkeypatch.setattr("simpul.cli.manage.run", run)
    return main.main(["manage", "--help"])


def test_help_lists_every_verb_that_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name, verb in VERBS.items() if verb.exists)


def test_no_verb_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([]) == 2


@pytest.mark.parametrize(("word", "said"), [("srve", "simpul serve"), ("qqqqqq", "simpul --help")])
def test_unknown_verb(capsys: pytest.CaptureFixture[str], word: str, said: str) -> None:
    assert main.main([word]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Refusal("SIS-60", "The disk %(folder)s.", folder="x"), 3, "The disk x. (Code: SIS-60)"),
        (Refusal("CAD-05", "No."), 1, "No. (Code: CAD-05)"),
        (OSError(errno.ENOSPC, "No space"), 3, "The disk is full"),
        (FileNotFoundError(2, "No such file", "a.pdf"), 2, "a.pdf cannot be read"),
        (ZeroDivisionError(), 3, "Something unforeseen"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_failures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    assert failing(monkeypatch, error) == code
    printed = capsys.readouterr().err
    assert said in printed
    assert "Traceback" not in printed
    assert printed.count("\n") <= 1


def test_the_trace_of_the_unforeseen_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing(monkeypatch, ZeroDivisionError("rare"))
    assert "ZeroDivisionError: rare" in (tmp_path / "log" / "errors.log").read_text()


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["due", "--from", "x"], False),
        (["due", "--institution", "bblbk"], True),
        (["due", "--institution=bblbk"], True),
        (["sop", "check", "a.yaml"], False),
        (["sop", "show", "a.yaml"], False),
        (["sop", "show", "bblbk"], True),
        (["sop", "list"], True),
        (["sop", "vocabulary", "--json"], False),
        (["sop", "--help"], False),
        (["verify", "a.pdf"], False),
        (["worker"], True),
        (["worker", "--help"], False),
    ],
)
def test_who_needs_the_database(words: list[str], needed: bool) -> None:
    assert VERBS[words[0]].database(words[1:]) is needed


def test_a_verb_without_database_loads_no_framework() -> None:
    script = (
        "import sys; from simpul.cli.main import main; main(['--help']); "
        "sys.exit(any(name.split('.')[0] in ('django', 'psycopg') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env={**os.environ}, check=False)
    assert done.returncode == 0


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    script = f"{sys.executable} -m simpul.cli.main --help | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
