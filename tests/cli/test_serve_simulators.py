"""Simulators that die come back at their address, each time a little later; nothing else comes to an end by it."""

from __future__ import annotations

from typing import cast

import pytest

from simpul.cli import serve
from simpul.cli.children import Child


class Dead:
    """A child that has ended."""

    name = serve.SIMULATORS
    alive = False


def test_simulators_that_died_start_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    started: list[list[str]] = []
    monkeypatch.setenv("SIMPUL_SIMULATORS", "http://127.0.0.1:8123")
    supervisor, now = serve.Supervisor(), [100.0]
    monkeypatch.setattr(supervisor, "_start", lambda name, command, *, owner: started.append([name, *command[-2:]]))
    monkeypatch.setattr("simpul.cli.serve.time.monotonic", lambda: now[0])
    for wait in (1, 2, 4):
        supervisor.children.append(cast(Child, Dead()))
        supervisor._revive_simulators()
        assert f"{wait} " in capsys.readouterr().err
        started.clear()
        supervisor._revive_simulators()
        assert not started, "not at once"
        now[0] += wait
        supervisor._revive_simulators()
        supervisor._revive_simulators()
        assert started == [[serve.SIMULATORS, "--port", "8123"]]
