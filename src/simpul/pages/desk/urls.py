"""Addresses of the desk. A workbench with actions of its own brings its own ``urlpatterns``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from simpul.pages.desk import (
    case,
    documents,
    drafts,
    flow,
    holding,
    talks,
    task,
    text_urls,
    trail,
)

app_name = "desk"
_CASE = "perkara/<slug:slug>/"
_TASK = _CASE + "tugas/<str:key>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(_CASE, case.case, name="case"),
    path(_CASE + "dokumen/", documents.documents, name="documents"),
    path(_CASE + "draf/", drafts.drafts, name="drafts"),
    path(_CASE + "diskusi/", talks.talks, name="talks"),
    path(_CASE + "alur/", flow.flow, name="flow"),
    path(_CASE + "alur/cetak/", flow.flow_print, name="flow_print"),
    path(_CASE + "jejak/", trail.trail, name="trail"),
    path(_CASE + "perjalanan/", trail.journey, name="journey"),
    path(_CASE + "tarik/", task.withdraw, name="withdraw"),
    path(_CASE + "batal/<int:task_id>/", task.take_back, name="take_back"),
    path(_CASE + "perbaiki/<int:task_id>/", task.record_correction, name="correct"),
    path(_TASK, task.complete, name="complete"),
    path(_TASK + "ambil/", holding.take, name="take"),
    path(_TASK + "lepas/", holding.give_back, name="give_back"),
    path(_TASK + "alihkan/", holding.hand_over, name="hand_over"),
    *text_urls.urlpatterns,
]
