"""Addresses that belong to no audience: sign-in, demonstration, language, session, health."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from simpul.pages.shell import demo, demo_inbox, signin
from simpul.pages.shell.health import healthz
from simpul.pages.shell.mark import mark
from simpul.pages.shell.session import extend

app_name = "shell"
urlpatterns = [
    path("masuk/", signin.sign_in, name="sign_in"),
    path("masuk/lupa/", signin.forgotten, name="forgotten"),
    path("masuk/sandi/", signin.new_password, name="new_password"),
    path("masuk/sandi/<str:secret>/", signin.password_link, name="password_link"),
    path("keluar/", signin.sign_out, name="sign_out"),
    path("demo/", demo.people, name="demo"),
    path("demo/kotak-masuk/", demo_inbox.inbox, name="demo_inbox"),
    path("demo/masuk/", demo.become, name="demo_become"),
    path("demo/masuk/<str:secret>/", demo.link, name="demo_link"),
    path("bahasa/", set_language, name="set_language"),
    path("sesi/", extend, name="extend"),
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", mark, name="mark"),
]
