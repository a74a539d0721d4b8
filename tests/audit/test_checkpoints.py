"""Checkpoints: only what moved, chained, signed, outside the database, copied, mended after a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from simpul.core.audit import checkpoints
from simpul.core.audit.checkpoint_files import names, read
from simpul.core.audit.checkpoints import make
from simpul.core.audit.models import Checkpoint
from simpul.core.audit.verifier import Fault, verify
from simpul.core.messages.actions import record
from simpul.lib.actor import SYSTEM
from tests.audit.kit import address, owner

pytestmark = pytest.mark.django_db(transaction=True)


def act(*institutions: int) -> None:
    for number in institutions:
        record(institution_id=number, verb="people.changed", by=SYSTEM, facts={})


def faults(home: Path) -> list[Fault]:
    return verify(address(), home / "checkpoints").faults


def test_each_holds_what_moved_since_the_one_before(home: Path) -> None:
    assert make() is None
    act(1, 2, 3)
    assert make() == 1
    assert make() is None
    act(2)
    act(2)
    assert make() == 2
    first, second = (read(home / "checkpoints" / name) for name in names(home / "checkpoints"))
    assert [(chain, seq) for chain, seq, _ in first.heads] == [(f"institution:{n}", 1) for n in (1, 2, 3)]
    assert [(chain, seq) for chain, seq, _ in second.heads] == [("institution:2", 3)]
    assert second.previous_root == first.root
    assert faults(home) == []


def test_a_key_and_files_that_only_the_owner_reads(home: Path) -> None:
    act(1)
    make()
    assert (home / "keys" / "checkpoint.key.pem").stat().st_mode & 0o077 == 0
    assert (home / "checkpoints" / "00000001.json").stat().st_mode & 0o077 == 0


def test_never_inside_an_act_that_may_be_rolled_back(home: Path) -> None:
    with transaction.atomic():
        act(1)
        with pytest.raises(RuntimeError):
            make()
    assert not names(home / "checkpoints")


def test_an_event_that_came_late_is_still_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two acts at once: the higher number is committed first."""
    act(1)
    make()
    with owner() as hand:
        hand.execute("UPDATE audit_auditevent SET id = 1000")
        hand.execute("UPDATE audit_checkpoint SET upto = 1000")
    act(2)
    assert make() == 2
    assert [chain for chain, _, _ in read(home / "checkpoints" / "00000002.json").heads] == ["institution:2"]


def test_a_maker_that_died_before_its_file_is_mended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    act(1)
    with monkeypatch.context() as patched:
        patched.setattr(checkpoints, "lay_down", _die)
        with pytest.raises(OSError, match="died"):
            make()
    assert Checkpoint.objects.count() == 1
    assert faults(home) == []
    assert make() is None
    assert names(home / "checkpoints") == ["00000001.json"]
    assert faults(home) == []


def _die(*_: object) -> None:
    raise OSError("died")


def test_copies_go_elsewhere_and_never_replace_anything(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = home / "elsewhere"
    act(1)
    make()
    monkeypatch.setenv("SIMPUL_CHECKPOINT_COPY", str(elsewhere))
    act(1)
    make()
    assert names(elsewhere) == ["00000001.json", "00000002.json"]
    (elsewhere / "00000001.json").write_text("{}")
    act(1)
    make()
    assert (elsewhere / "00000001.json").read_text() == "{}"
    report = verify(address(), home / "checkpoints", elsewhere)
    assert report.faults == [Fault("copy_differs", "checkpoint", 1)]
    assert Fault("unreadable", "checkpoint", 1) in verify(address(), elsewhere).faults


def _edit(home: Path, **fields: object) -> None:
    path = home / "checkpoints" / "00000002.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def _empty(home: Path) -> None:
    (home / "checkpoints" / "00000002.json").write_text("")


def _drop_file(home: Path) -> None:
    (home / "checkpoints" / "00000002.json").unlink()


def _drop_row(home: Path) -> None:
    with owner() as hand:
        hand.execute("DELETE FROM audit_checkpoint WHERE number = 2")


def _edit_row(home: Path) -> None:
    with owner() as hand:
        hand.execute("UPDATE audit_checkpoint SET heads = '[]' WHERE number = 2")


FORGERIES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("forged", lambda home: _edit(home, heads=[["institution:1", 2, "0" * 64]])),
    ("forged", lambda home: _edit(home, at="2020-01-01T00:00:00.000000+00:00")),
    ("forged", lambda home: _edit(home, signature="00" * 64)),
    ("forged", lambda home: _edit(home, signature="no hex")),
    ("unreadable", _empty),
    ("row_missing", _drop_row),
    ("row_differs", _edit_row),
)


@pytest.mark.parametrize(("kind", "forge"), FORGERIES)
def test_a_forged_checkpoint_is_named(kind: str, forge: Callable[[Path], None], home: Path) -> None:
    for _ in range(3):
        act(1)
        make()
    forge(home)
    assert Fault(kind, "checkpoint", 2) in faults(home)


def test_a_lost_file_breaks_the_row_of_checkpoints(home: Path) -> None:
    for _ in range(3):
        act(1)
        make()
    _drop_file(home)
    assert Fault("gap", "checkpoint", 3) in faults(home)


def test_without_the_public_key_nothing_can_be_trusted(home: Path) -> None:
    act(1)
    make()
    (home / "checkpoints" / "checkpoint.pub.pem").unlink()
    assert Fault("no_public_key", "checkpoint", 0) in faults(home)
