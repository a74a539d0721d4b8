"""The data folder of this installation, for the parts that run without the settings."""

from __future__ import annotations

import os
from pathlib import Path

CLONE = Path(__file__).resolve().parents[3]


def data_home() -> Path:
    """``SIMPUL_HOME``, else ``var/`` of the clone, else ``var/`` below the working folder."""
    chosen = os.environ.get("SIMPUL_HOME")
    if chosen:
        return Path(chosen).resolve()
    return (CLONE if (CLONE / "pyproject.toml").exists() else Path.cwd()) / "var"
