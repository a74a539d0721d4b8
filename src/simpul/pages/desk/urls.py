"""Addresses of the desk. A workbench with actions of its own brings its own ``urlpatterns``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from simpul.pages.desk import (
    begin,
    case,
    cases,
    disposition,
    documents,
    drafts,
    flow,
    holding,
    house_urls,
    inbox,
    joint,
    message_urls,
    partner_answer,
    prints,
    records,
    register_letter,
    signing_urls,
    subcase,
    talks,
    task,
    text_urls,
    trail,
    worklist,
)
from simpul.pages.desk.conformance import urls as figure_urls
from simpul.pages.desk.studio import urls as studio_urls
from simpul.pages.desk.texts import urls as template_urls

app_name = "desk"
_CASE = "perkara/<slug:slug>/"
_TASK = _CASE + "tugas/<str:key>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("meja/", worklist.worklist, name="worklist"),
    path("meja/mulai/", begin.begin, name="begin"),
    path("meja/perkara/", cases.cases, name="cases"),
    path("meja/surat/", inbox.inbox, name="inbox"),
    path("meja/surat/baru/", register_letter.register, name="register"),
    path("meja/disposisi/", disposition.disposition, name="disposition"),
    path(_CASE, case.case, name="case"),
    path(_CASE + "surat.png", disposition.letter_page, name="letter_page"),
    path(_CASE + "berkas-susulan/", inbox.take_paper, name="take_paper"),
    path(_CASE + "salinan-srikandi/", prints.srikandi_sheet, name="srikandi_sheet"),
    path(_CASE + "nota-dinas/", prints.internal_note, name="internal_note"),
    path(_CASE + "dokumen/", documents.documents, name="documents"),
    path(_CASE + "draf/", drafts.drafts, name="drafts"),
    path(_CASE + "diskusi/", talks.talks, name="talks"),
    path(_CASE + "alur/", flow.flow, name="flow"),
    path(_CASE + "alur/cetak/", flow.flow_print, name="flow_print"),
    path(_CASE + "catatan/", records.records, name="records"),
    path(_CASE + "catatan/cetak/", records.records_print, name="records_print"),
    path(_CASE + "jejak/", trail.trail, name="trail"),
    path(_CASE + "perjalanan/", trail.journey, name="journey"),
    path(_CASE + "tarik/", task.withdraw, name="withdraw"),
    path(_CASE + "batal/<int:task_id>/", task.take_back, name="take_back"),
    path(_CASE + "perbaiki/<int:task_id>/", task.record_correction, name="correct"),
    path(_TASK, task.complete, name="complete"),
    path(_TASK + "jawaban-mitra/", partner_answer.record, name="record_answer"),
    path(_TASK + "masukan/", joint.add_contribution, name="contribute"),
    path(_TASK + "tanya/", joint.ask, name="ask_outside"),
    path(_TASK + "jawaban-pihak-luar/", joint.answer, name="answer_outside"),
    path(_TASK + "mulai-lagi/", subcase.begin_again, name="begin_part_again"),
    path(_TASK + "ambil/", holding.take, name="take"),
    path(_TASK + "lepas/", holding.give_back, name="give_back"),
    path(_TASK + "alihkan/", holding.hand_over, name="hand_over"),
    *text_urls.urlpatterns,
    *house_urls.urlpatterns,
    *signing_urls.urlpatterns,
    *message_urls.urlpatterns,
    *studio_urls.urlpatterns,
    *template_urls.urlpatterns,
    *figure_urls.urlpatterns,
]
