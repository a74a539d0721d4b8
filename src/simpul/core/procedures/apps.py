"""Application registration."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "simpul.core.procedures"
    label = "procedures"
