"""Application registration (templates and static files)."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "simpul.pages.public"
    label = "public"
