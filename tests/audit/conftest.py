"""The data folder of a test is its own: keys, checkpoints, stored files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HOME = tmp_path
    settings.FILES = tmp_path / "files"
    monkeypatch.setenv("SIMPUL_HOME", str(tmp_path))
    monkeypatch.delenv("SIMPUL_CHECKPOINT_COPY", raising=False)
    return tmp_path
