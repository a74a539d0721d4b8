"""Addresses of the studio."""

from __future__ import annotations

from django.urls import URLPattern, path

from simpul.pages.desk.studio import comparing, deciding, moving, rounds, shelf, starting, writing

_HERE = "meja/sop/"
_ONE = _HERE + "<slug:code>/"
_NEW = "meja/sop-baru/"
_CONCEPT = _ONE + "konsep/"
urlpatterns: list[URLPattern] = [
    path(_HERE, shelf.procedures, name="sop_studio"),
    path(_NEW, starting.empty, name="sop_new"),
    path(_NEW + "berkas/", starting.file, name="sop_import"),
    path(_NEW + "adopsi/", starting.adopt, name="sop_adopt"),
    path(_NEW + "adopsi/<int:number>/", starting.adopt_lanes, name="sop_adopt_lanes"),
    path(_NEW + "versi/<int:number>/", starting.from_version, name="sop_from_version"),
    path(_ONE, shelf.procedure, name="sop_procedure"),
    path(_ONE + "bandingkan/", comparing.compare, name="sop_compare"),
    path(_ONE + "putaran/", rounds.plan, name="sop_rounds"),
    path(_ONE + "versi/<int:number>/berkas/", comparing.version_file, name="sop_version_file"),
    path(_ONE + "versi/<int:number>/perkara/", moving.of_version, name="sop_cases"),
    path(_CONCEPT, writing.concept, name="sop_concept"),
    path(_CONCEPT + "periksa/", writing.check, name="sop_check"),
    path(_CONCEPT + "utuh/", writing.whole, name="sop_whole"),
    path(_CONCEPT + "usul/", writing.proposal, name="sop_propose"),
    path(_CONCEPT + "tarik/", writing.withdraw, name="sop_withdraw"),
    path(_CONCEPT + "buang/", writing.throw_away, name="sop_discard"),
    path(_CONCEPT + "lajur/", writing.make_lanes, name="sop_lanes"),
    path(_CONCEPT + "terbitkan/", deciding.publish, name="sop_publish"),
    path(_CONCEPT + "kembalikan/", deciding.back, name="sop_send_back"),
    path(_CONCEPT + "berkas/", comparing.concept_file, name="sop_concept_file"),
    path("perkara/<slug:slug>/versi/", moving.one_case, name="move_case"),
]
