"""Addresses of the figures."""

from __future__ import annotations

from django.urls import URLPattern, path

from simpul.pages.desk.conformance import downloads, page, shelf

_HERE = "meja/kesesuaian/"
urlpatterns: list[URLPattern] = [
    path(_HERE, shelf.procedures, name="figures"),
    path(_HERE + "<slug:code>/", page.procedure, name="figures_of"),
    path(_HERE + "<slug:code>/log.csv", downloads.as_csv, name="figures_csv"),
    path(_HERE + "<slug:code>/log.xes", downloads.as_xes, name="figures_xes"),
]
