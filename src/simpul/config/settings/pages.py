"""Templates and static files."""

from __future__ import annotations

import os

from simpul.config.settings.base import HOME, REPOSITORY

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "simpul.pages.shell.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
_modules = REPOSITORY / "node_modules"
STATICFILES_DIRS = [
    (prefix, folder)
    for prefix, folder in (
        ("fonts/inter", _modules / "@fontsource-variable/inter/files"),
        ("fonts/source-serif", _modules / "@fontsource-variable/source-serif-4/files"),
    )
    if folder.is_dir()
]
# Plain: served from the sources as they are, for developing; else collected, compressed and named by their hash.
_PLAIN = os.environ.get("SIMPUL_PLAIN_STATIC") == "1"
WHITENOISE_USE_FINDERS = _PLAIN
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _PLAIN
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 31_536_000
# An uploaded file is streamed to disk, never held in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 800
DATA_UPLOAD_MAX_NUMBER_FILES = 100
UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024
# A ZIP with the scans of old agreements, which an archivist sends: each scan in it has the limit above.
SCANS_LIMIT_BYTES = 200 * 1024 * 1024
