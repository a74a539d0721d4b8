"""Application registration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "simpul.core.audit"
    label = "audit"
