"""Application registration (templates and static files)."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "simpul.pages.portal"
    label = "portal"
