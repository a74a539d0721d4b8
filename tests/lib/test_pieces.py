"""A file that arrived in pieces is judged once, however many requests bring its last piece."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.lib.uploads import Pieces

NUMBER = "0" * 32


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def test_the_second_request_finds_the_file_judged() -> None:
    first, second = Pieces("draf", NUMBER), Pieces("draf", NUMBER)
    assert first.append(b"abc", offset=0, length=3) == 3
    assert second.append(b"", offset=3, length=3) == 3
    with first.whole() as unjudged:
        assert unjudged
        first.drop()
    with second.whole() as unjudged:
        assert not unjudged
