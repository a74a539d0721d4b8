"""Addresses of the archive."""

from __future__ import annotations

from django.urls import URLPattern, path

from simpul.pages.desk import archive, archive_posts, destruction, guarded, schedule

_ARSIP = "meja/arsip/"
_ONE = _ARSIP + "<slug:slug>/"
_MUSNAH = _ARSIP + "musnah/"
urlpatterns: list[URLPattern] = [
    path(_ARSIP, archive.archive, name="archive"),
    path(_ARSIP + "metadata.<str:kind>", archive_posts.every_metadata, name="every_metadata"),
    path(_ARSIP + "jadwal/", schedule.schedule, name="schedule"),
    path(_ARSIP + "jadwal/<int:number>/cocok/", schedule.verify, name="schedule_verify"),
    path(_ARSIP + "jadwal/<int:number>/cabut/", schedule.retire, name="schedule_retire"),
    path(_ARSIP + "terjaga/", guarded.guarded, name="guarded"),
    path(_MUSNAH, destruction.destructions, name="destructions"),
    path(_MUSNAH + "usul/", destruction.propose, name="destruction_propose"),
    path(_MUSNAH + "<slug:slug>/", destruction.destruction, name="destruction"),
    path(_MUSNAH + "<slug:slug>/putus/", destruction.decide, name="destruction_decide"),
    path(_MUSNAH + "<slug:slug>/laksana/", destruction.carry_out, name="destruction_do"),
    path(_ONE, archive.record, name="archive_record"),
    path(_ONE + "retensi/", archive.retention, name="retention"),
    path(_ONE + "srikandi/", archive.srikandi, name="archive_srikandi"),
    path(_ONE + "lembar-srikandi/", archive.sheet, name="archive_sheet"),
    path(_ONE + "lembar-jejak/", archive.evidence, name="archive_evidence"),
    path(_ONE + "metadata.<str:kind>", archive_posts.metadata, name="archive_metadata"),
    path(_ONE + "catat/<slug:what>/", archive_posts.act, name="archive_act"),
]
