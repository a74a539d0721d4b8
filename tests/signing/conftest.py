"""One installation for all signing tests: making keys is what costs."""

from __future__ import annotations

import pytest

from tests.signing.kit import Kit


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit(tmp_path_factory.mktemp("home"))
