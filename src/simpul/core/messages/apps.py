"""Application registration."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "simpul.core.messages"
    label = "outbox"  # "messages" is taken by django.contrib.messages
