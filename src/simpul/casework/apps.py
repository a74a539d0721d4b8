"""Application registration: the worker finds the jobs of this room."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "simpul.casework"
    label = "casework"
