"""Outgoing mail: an SMTP server when one is set, else the demo inbox page shows what would have gone out."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

_smtp = urlsplit(os.environ.get("SIMPUL_SMTP", ""))
SMTP_CONFIGURED = bool(_smtp.hostname)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _smtp.hostname or ""
EMAIL_PORT = _smtp.port or 25
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SIMPUL_MAIL_FROM", "kerjasama@simpul.example")
