"""Addresses that belong to no audience: language, session, health."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from simpul.pages.shell.health import healthz
from simpul.pages.shell.session import extend

app_name = "shell"
urlpatterns = [
    path("bahasa/", set_language, name="set_language"),
    path("sesi/", extend, name="extend"),
    path("healthz", healthz, name="healthz"),
]
