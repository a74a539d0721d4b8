"""Addresses of the pages of the text, below ``/perkara/<slug>/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from simpul.pages.desk import (
    clause,
    compare,
    contacts,
    document_kind,
    drafting,
    judgement,
    legal,
    negotiation,
    partner_notes,
    partner_text,
    partner_whole,
    values,
)

_CASE = "perkara/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path(_CASE + "nilai/", values.values, name="values"),
    path(_CASE + "narahubung/", contacts.contacts, name="contacts"),
    path(_CASE + "susun/", drafting.drafting, name="drafting"),
    path(_CASE + "susun/buat/", drafting.make, name="make_draft"),
    path(_CASE + "susun/pasal/<slug:article_id>/", drafting.article, name="article"),
    path(_CASE + "susun/klausa/<slug:clause_id>/", clause.clause, name="clause"),
    path(_CASE + "jenis-naskah/", document_kind.document_kind, name="document_kind"),
    path(_CASE + "jenis-naskah/versi-baru/", document_kind.take_newer, name="take_newer_template"),
    path(_CASE + "bandingkan/", compare.versions, name="compare"),
    path(_CASE + "telaah-hukum/", legal.legal, name="legal"),
    path(_CASE + "telaah-hukum/temuan/<int:number>/", judgement.findings, name="judgement"),
    path(_CASE + "telaah-hukum/temuan/<int:number>/nilai/", judgement.judge, name="judge_draft"),
    path(_CASE + "naskah-mitra/<int:number>/", partner_text.partner_text, name="partner_text"),
    path(_CASE + "naskah-mitra/<int:number>/jawaban/", partner_text.answer, name="answer_doubts"),
    path(_CASE + "naskah-mitra/<int:number>/putusan/", partner_text.decide, name="decide_changes"),
    path(_CASE + "naskah-mitra/<int:number>/utuh/", partner_whole.take_whole, name="take_whole"),
    path(_CASE + "naskah-mitra/<int:number>/catatan/", partner_text.note, name="note_partner_text"),
    path(_CASE + "naskah-mitra/<int:number>/halaman/<int:page>.png", partner_notes.scan_page, name="scan_page"),
    path(_CASE + "naskah-mitra/<int:number>/perubahan.docx", partner_text.tracked, name="tracked_changes"),
    path(_CASE + "perundingan/", negotiation.negotiation, name="negotiation"),
    path(_CASE + "perundingan/kirim/", negotiation.offer, name="record_offer"),
    path(_CASE + "perundingan/jawaban/", negotiation.answer, name="record_talk"),
]
