"""Sessions, passwords, headers. A secret never stands in the repository: it lies in SIMPUL_HOME."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from simpul.config.settings.base import HOME


def _secret_key(home: Path) -> str:
    """The installation's secret, made once with mode 0600."""
    if given := os.environ.get("SIMPUL_SECRET_KEY"):
        return given
    path = home / "keys" / "django-secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its secret counts
        finally:
            draft.unlink()
    return path.read_text()


SECRET_KEY = _secret_key(HOME)
PUBLIC_URL = os.environ.get("SIMPUL_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
_https = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [
    *os.environ.get("SIMPUL_HOSTS", "127.0.0.1,localhost,[::1]").split(","),
    *(["testserver"] if os.environ.get("SIMPUL_TESTING") == "1" else []),
]
AUTH_USER_MODEL = "directory.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# No composition rules and no expiry (ASVS 5.0, 6.2.5 and 6.2.10): length and a list of known passwords.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/meja/"
LOGOUT_REDIRECT_URL = "/"

# Whose X-Forwarded-For and X-Forwarded-Proto are believed: the addresses of our own reverse proxy.
PROXIES = frozenset(os.environ.get("SIMPUL_PROXIES", "127.0.0.1,::1").split(","))

SESSION_COOKIE_NAME = "__Host-simpul" if _https else "simpul"
SESSION_COOKIE_AGE = 2 * 3600
# The page warns before the end and offers to extend; any page that is opened extends too.
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "simpul.pages.shell.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
