"""Application registration (templates, static files, template tags)."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "simpul.pages.shell"
    label = "shell"
