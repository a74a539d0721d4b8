"""The desk behind a live server, opened in Chromium by signed-in officers."""

from __future__ import annotations

from tests.browser.chromium import chromium
from tests.casework.conftest import file_case, files, house
from tests.desk.conftest import desk

__all__ = ["chromium", "desk", "file_case", "files", "house"]
