"""Application registration."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "simpul.core.signing"
    label = "signing"
