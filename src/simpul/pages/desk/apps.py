"""Application registration (templates and static files)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "simpul.pages.desk"
    label = "desk"
