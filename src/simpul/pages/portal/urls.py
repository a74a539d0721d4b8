"""Addresses of the partner: filing below ``/ajukan/``, tracking below ``/lacak/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from simpul.pages.portal import home, papers, readiness, review, rows, sections, tasklist

app_name = "portal"
_DRAFT = "ajukan/draf/<slug:slug>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ajukan/", home.choose, name="choose"),
    path("ajukan/tautan/", tasklist.lost_link, name="lost_link"),
    path("ajukan/lanjut/<str:secret>/", tasklist.resume, name="resume"),
    path(_DRAFT, tasklist.tasks, name="tasks"),
    path(f"{_DRAFT}tautan/", tasklist.send_link, name="send_link"),
    path(f"{_DRAFT}keluar/", tasklist.leave, name="leave"),
    path(f"{_DRAFT}periksa/", review.check, name="review"),
    path(f"{_DRAFT}dokumen/", papers.papers, name="papers"),
    path(f"{_DRAFT}dokumen/hapus/<slug:paper>/", papers.remove, name="remove_paper"),
    path(f"{_DRAFT}dokumen/<slug:requirement>/", papers.upload, name="upload"),
    path(f"{_DRAFT}dokumen/<slug:requirement>/potongan/", papers.piece, name="piece"),
    path(f"{_DRAFT}mahasiswa/", rows.edit, {"section": "mahasiswa"}, name="students"),
    path(f"{_DRAFT}pemeriksaan/", rows.edit, {"section": "pemeriksaan"}, name="tests"),
    path(f"{_DRAFT}pihak/", rows.edit, {"section": "pihak"}, name="parties"),
    path(f"{_DRAFT}<slug:section>/", sections.edit, name="section"),
    path("ajukan/<slug:code>/", home.institution, name="institution"),
    path("ajukan/<slug:code>/kesiapan/", readiness.ready, name="readiness"),
    path("ajukan/<slug:code>/mulai/", readiness.start, name="start"),
]
