"""A case that stands at number and date, and the keys of one installation for the whole run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.cli.simulators.bsre_pen import Pen
from simpul.core.procedures.models import Case
from tests.casework.conftest import House
from tests.casework.signing.house import Desk, agreed_case


@pytest.fixture(scope="session")
def signing_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys are dear: one installation for the run."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def no_checkpoints(signing_home: Path) -> None:
    """Of another test that committed: its rows are gone."""
    shutil.rmtree(signing_home / "checkpoints", ignore_errors=True)


@pytest.fixture(scope="session")
def pen(signing_home: Path) -> Pen:
    """The key of the simulated service is dear too."""
    return Pen(signing_home)


@pytest.fixture
def desk(house: House, file_case: Callable[..., Case], signing_home: Path, settings: Settings) -> Desk:
    settings.HOME = signing_home
    return agreed_case(house, file_case(), signing_home)


@pytest.fixture
def signed(desk: Desk) -> Desk:
    """By both parties."""
    desk.number()
    desk.seal()
    desk.head_signs()
    return desk


@pytest.fixture
def desk_of_three(house: House, file_case: Callable[..., Case], signing_home: Path, settings: Settings) -> Desk:
    """Two partners and the institution."""
    settings.HOME = signing_home
    return agreed_case(house, file_case(), signing_home, third=True)


@pytest.fixture
def wet_desk(house: House, file_case: Callable[..., Case], signing_home: Path, settings: Settings) -> Desk:
    """The parties agreed to sign three originals in wet ink."""
    settings.HOME = signing_home
    return agreed_case(house, file_case(), signing_home, mode="basah", originals=3)


@pytest.fixture
def paper_desk(house: House, file_case: Callable[..., Case], signing_home: Path, settings: Settings) -> Desk:
    """The parties agreed to sign two originals in wet ink."""
    settings.HOME = signing_home
    return agreed_case(house, file_case(), signing_home, mode="basah")
