"""Indonesian first, English switchable; UTC in the database, the institution's zone on the page."""

from __future__ import annotations

from pathlib import Path

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
LANGUAGE_COOKIE_NAME = "simpul_bahasa"
_CATALOGS = Path(__file__).resolve().parents[2] / "locale"
LOCALE_PATHS = [
    _CATALOGS / room for room in ("rules", "core", "agreements", "casework", "shell", "portal", "desk", "public", "cli")
]
