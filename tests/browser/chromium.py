"""The browser of the tests, as `make test` has installed it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from tools.bootstrap import BROWSERS


def _program() -> str:
    named = os.environ.get("SIMPUL_CHROMIUM", "")
    found = next((path for name in ([named] if named else BROWSERS) if (path := shutil.which(name))), "")
    if not found:
        pytest.fail("There is no Chromium. `make test` installs it; by hand: apt-get install chromium")
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser of its own. Fails, and does not skip, where there is none: the tests need it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with launched() as browser:
        yield browser
