"""Application registration."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "simpul.features.agreements"
    label = "agreements"
