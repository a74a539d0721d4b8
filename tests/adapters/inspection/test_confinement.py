"""The child that reads a foreign file: bounded in memory, time and output; no file, socket or child of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simpul.adapters.inspection import Limits, Policy, inspect, isolation
from simpul.lib.confined import running
from simpul.lib.confined.limits import MIB
from simpul.lib.confined.running import Outcome
from tests.adapters.inspection import hostile_offices, hostile_others, hostile_pdfs

ROOT = Path(__file__).resolve().parents[3]
GREEDY = ("-m", "tests.adapters.inspection.greedy")
SHORT = Limits(cpu_seconds=1, wall_seconds=6.0)


@pytest.fixture
def honest_file(tmp_path: Path) -> Path:
    file = tmp_path / "surat.pdf"
    file.write_bytes(hostile_pdfs.honest_bytes())
    return file


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_SOURCE", f"{ROOT / 'src'}:{ROOT}")


def outcome(task: str, file: Path, limits: Limits = SHORT) -> Outcome:
    with file.open("rb") as source:
        return isolation.run(task, source, policy=Policy(), limits=limits, program=GREEDY)


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize(
    ("task", "ended"), [("memory", "failed"), ("time", "stopped"), ("flood", "failed"), ("crash", "stopped")]
)
def test_greed_ends_at_the_limit(honest_file: Path, task: str, ended: str) -> None:
    result = outcome(task, honest_file)
    assert result.ended == ended
    assert len(result.answer) <= SHORT.output


@pytest.mark.usefixtures("greedy")
def test_a_sleeper_is_woken_by_the_parent(honest_file: Path) -> None:
    assert outcome("idle", honest_file, Limits(wall_seconds=0.5)).ended == "stopped"


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("task", ["write", "read", "connect"])
def test_no_file_and_no_connection(honest_file: Path, task: str) -> None:
    assert outcome(task, honest_file) == Outcome("answered", b"refused")
    assert not Path("/tmp/simpul-greedy").exists()


@pytest.mark.usefixtures("greedy")
def test_no_child_of_its_own(honest_file: Path) -> None:
    assert outcome("fork", honest_file) == Outcome("answered", b"refused")


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("task", ["lie", "babble", "flood"])
def test_a_child_that_was_taken_over_is_not_believed(
    honest_file: Path, monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    answer = outcome(task, honest_file)
    monkeypatch.setattr(isolation, "run", lambda *_args, **_rest: answer)
    assert inspect(honest_file, "surat.pdf").code == "UNG-31"


def test_the_environment_carries_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://rahasia")
    assert set(running.environment()) <= {"PATH", "LC_ALL", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}


@pytest.mark.parametrize("limits", [Limits(memory=96 * MIB), Limits(wall_seconds=0.03)], ids=["memory", "time"])
def test_an_honest_picture_that_costs_too_much_is_named_so(tmp_path: Path, limits: Limits) -> None:
    # Its pixels alone are larger than the small limit, whatever the interpreter itself needs.
    file = tmp_path / "besar.png"
    file.write_bytes(hostile_others.picture("PNG", size=(6500, 6500)))
    assert inspect(file, "besar.png").accepted
    assert inspect(file, "besar.png", limits=limits).code == "UNG-29"


BOMBS: dict[str, hostile_pdfs.Maker] = {
    "bomb.docx": hostile_offices.really_large,
    "entries.docx": hostile_offices.many_entries,
    "laughs.docx": lambda: hostile_offices.with_document(hostile_offices.laughs()),
    "giant.png": lambda: hostile_others.png_claiming(50_000, 50_000),
    "stream.pdf": lambda: hostile_pdfs.swollen(160 * MIB),
    "objects.pdf": lambda: hostile_pdfs.swollen_object_stream(600 * MIB),
}
MEASURE = """
import json, resource, sys
from pathlib import Path
from simpul.adapters.inspection import inspect
codes = [inspect(Path(name), Path(name).name).code for name in sys.argv[1:]]
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"codes": codes, "kib": used.ru_maxrss, "cpu": used.ru_utime + used.ru_stime}))
"""


def test_bombs_stay_within_memory_and_time(tmp_path: Path) -> None:
    """Resident memory of each child at most 512 MiB, processor time at most 10 s a file."""
    for name, make in BOMBS.items():
        (tmp_path / name).write_bytes(make())
    command = [sys.executable, "-c", MEASURE, *(str(tmp_path / name) for name in BOMBS)]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, check=True, timeout=120)
    used = json.loads(done.stdout)
    assert "" not in used["codes"]
    assert used["kib"] <= 512 * 1024
    assert used["cpu"] <= 10 * len(BOMBS)
