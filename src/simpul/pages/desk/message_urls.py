"""Addresses of the message lists."""

from __future__ import annotations

from django.urls import path

from simpul.pages.desk import messages

urlpatterns = [
    path("meja/pesan/", messages.messages, name="messages"),
    path("meja/pesan/<int:delivery_id>/terkirim/", messages.mark_sent, name="message_sent"),
    path("meja/pesan/<int:delivery_id>/ulang/", messages.send_again, name="message_again"),
]
