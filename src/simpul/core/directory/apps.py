"""Application registration."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "simpul.core.directory"
    label = "directory"
