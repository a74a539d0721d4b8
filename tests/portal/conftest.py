"""A closed little laboratory with an open door: its institution, a draft, and a browser that holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from simpul.core.directory.models import Institution
from simpul.features.agreements.models import Request
from tests.casework.conftest import SOPS, furnish
from tests.portal.filling import begin


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    """Stored bytes and unfinished uploads of a test lie in a folder of its own."""
    settings.HOME = tmp_path
    settings.FILES = tmp_path / "files"
    return tmp_path


@pytest.fixture
def laboratory(db: None) -> Institution:
    return furnish("balai", (SOPS / "bblbk" / "1.yaml").read_text()).institution


@pytest.fixture
def draft(laboratory: Institution, client: Client) -> Request:
    """A hospital's fresh draft, open in ``client``."""
    return begin(client, laboratory)
