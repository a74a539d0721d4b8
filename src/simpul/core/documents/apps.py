"""Application registration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "simpul.core.documents"
    label = "documents"
