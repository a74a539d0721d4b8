"""Addresses of tracking. None names a request: the session does, so there is nothing to guess."""

from __future__ import annotations

from django.urls import path

from simpul.pages.portal import access, answers, read_draft, sign, sign_own, supply, track, withdrawing

app_name = "tracking"
urlpatterns = [
    path("lacak/", track.track, name="track"),
    path("lacak/lain/", access.ask_link, name="other"),
    path("lacak/terkirim/", access.sent, name="sent"),
    path("lacak/tutup/", access.close, name="close"),
    path("lacak/t/<str:secret>/", access.open_link, name="open"),
    path("lacak/dokumen/", supply.supply, name="supply"),
    path("lacak/jawab/", answers.question, name="question"),
    path("lacak/tarik/", withdrawing.withdraw, name="withdraw"),
    path("lacak/draf/<int:number>/", read_draft.read_draft, name="draft"),
    path("lacak/draf/<int:number>/setujui/", answers.agree, name="agree"),
    path("lacak/draf/<int:number>/tanggapan/", answers.counter, name="counter"),
    path("lacak/tanda-tangan/<int:signer_id>/", sign.read_and_sign, name="sign"),
    path("lacak/tanda-tangan/<int:signer_id>/tandatangani/", sign.sign, name="sign_now"),
    path("lacak/tanda-tangan/<int:signer_id>/tolak/", sign.refuse, name="refuse"),
    path("lacak/tanda-tangan/<int:signer_id>/berkas/", sign_own.own_file, name="own_file"),
]
