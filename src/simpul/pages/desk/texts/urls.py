"""Addresses of the templates."""

from __future__ import annotations

from django.urls import URLPattern, path

from simpul.pages.desk.texts import articles, comparing, deciding, shelf, writing

_HERE = "meja/naskah/"
_ONE = _HERE + "<slug:code>/"
_CONCEPT = _ONE + "konsep/"
urlpatterns: list[URLPattern] = [
    path(_HERE, shelf.templates, name="texts"),
    path(_ONE, shelf.template, name="text"),
    path(_ONE + "versi/<int:number>/", shelf.version, name="text_version"),
    path(_ONE + "versi/<int:number>/contoh.<str:face>", shelf.example, name="text_example"),
    path(_ONE + "bandingkan/", comparing.compare, name="text_compare"),
    path(_ONE + "mulai/", writing.begin, name="text_start"),
    path(_CONCEPT, writing.concept, name="text_concept"),
    path(_CONCEPT + "periksa/", writing.check, name="text_check"),
    path(_CONCEPT + "pasal/<slug:article_id>/", articles.article, name="text_article"),
    path(_CONCEPT + "usul/", writing.proposal, name="text_propose"),
    path(_CONCEPT + "tarik/", writing.withdraw, name="text_withdraw"),
    path(_CONCEPT + "buang/", writing.throw_away, name="text_discard"),
    path(_CONCEPT + "terbitkan/", deciding.publish, name="text_publish"),
    path(_CONCEPT + "kembalikan/", deciding.back, name="text_send_back"),
]
