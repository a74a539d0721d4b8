"""Applications, middleware, entry points."""

from __future__ import annotations

import os

from simpul.lib.home import CLONE, data_home

REPOSITORY = CLONE
HOME = data_home()
DEBUG = False
# A demo installation may create demo accounts, shows the demo inbox and labels every page.
DEMO = os.environ.get("SIMPUL_DEMO", "1") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "simpul.core.directory",
    "simpul.core.audit",
    "simpul.core.messages",
    "simpul.core.documents",
    "simpul.core.procedures",
    "simpul.core.signing",
    "simpul.features.agreements",
    "simpul.casework",
    "simpul.pages.shell",
    "simpul.pages.portal",
    "simpul.pages.desk",
    "simpul.pages.public",
]

MIDDLEWARE = [
    "simpul.pages.shell.visitor.VisitorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "simpul.pages.shell.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simpul.pages.shell.middleware.RefusalMiddleware",
    "simpul.pages.shell.inspection.InspectionMiddleware",
    "simpul.pages.shell.wake.WakeMiddleware",
]

ROOT_URLCONF = "simpul.config.urls"
WSGI_APPLICATION = "simpul.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
