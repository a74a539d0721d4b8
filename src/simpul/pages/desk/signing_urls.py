"""Addresses of signing, numbers, agreements and keys; the archive brings its own."""

from __future__ import annotations

from django.urls import URLPattern, path

from simpul.pages.desk import (
    agreement_acts,
    agreements,
    archive_urls,
    keys,
    numbers,
    past_imports,
    series_edit,
    service_posts,
    signing,
    signing_posts,
    signing_returned,
)

_ROOM = "perkara/<slug:slug>/tanda-tangan/"
urlpatterns: list[URLPattern] = [
    path(_ROOM, signing.signing, name="signing"),
    path(_ROOM + "halaman/<slug:sha256>/<int:number>.png", signing.page_picture, name="signing_page"),
    path(_ROOM + "tandatangani/<int:signer_id>/", signing_posts.sign, name="sign"),
    path(_ROOM + "layanan/<int:signer_id>/", service_posts.sign, name="sign_service"),
    path(_ROOM + "layanan/<int:signer_id>/kode/", service_posts.code, name="service_code"),
    path(_ROOM + "permintaan/<slug:number>/", service_posts.outcome, name="service_outcome"),
    path(_ROOM + "permintaan/<slug:number>/banding/", service_posts.compared, name="service_compared"),
    path(_ROOM + "tolak/<int:signer_id>/", signing_posts.refuse, name="refuse_to_sign"),
    path(_ROOM + "minta-lagi/<int:signer_id>/", signing_posts.ask_again, name="ask_again"),
    path(_ROOM + "urutan/", signing_posts.order, name="signing_order"),
    path(_ROOM + "batalkan/", signing_posts.void, name="void_round"),
    path(_ROOM + "putaran/", signing_posts.new_round, name="new_round"),
    path(_ROOM + "titipan/", signing_returned.hand_in, name="hand_in"),
    path(_ROOM + "kembali/<int:returned_id>/", signing_returned.returned, name="signing_returned"),
    path(_ROOM + "kembali/<int:returned_id>/putusan/", signing_returned.decide, name="returned_decide"),
    path(_ROOM + "basah/", signing_posts.wet_signature, name="wet_signature"),
    path(_ROOM + "asli/<int:number>/", signing_posts.original, name="original"),
    path("meja/nomor/", numbers.numbers, name="numbers"),
    path("meja/nomor/baru/", series_edit.add, name="series_add"),
    path("meja/nomor/<slug:code>/", numbers.series, name="series"),
    path("meja/nomor/<slug:code>/ubah/", series_edit.edit, name="series_edit"),
    path("meja/nomor/<slug:code>/lewati/", series_edit.skip, name="number_skip"),
    path("meja/nomor/<slug:code>/batal/<int:number_id>/", series_edit.void, name="number_void"),
    path("meja/perjanjian/", agreements.agreements, name="agreements"),
    path("meja/perjanjian/impor/", past_imports.imports, name="past_imports"),
    path("meja/perjanjian/impor/<slug:slug>/", past_imports.batch, name="past_import"),
    path("meja/perjanjian/impor/<slug:slug>/pindaian/", past_imports.scans, name="past_scans"),
    path("meja/perjanjian/impor/<slug:slug>/putusan.csv", past_imports.matches, name="past_matches"),
    path("meja/perjanjian/impor/<slug:slug>/lupakan/", past_imports.forget, name="past_forget"),
    path("meja/perjanjian/<slug:slug>/", agreements.agreement, name="agreement"),
    path("meja/perjanjian/<slug:slug>/catat/", agreement_acts.act, name="agreement_act"),
    path("meja/perjanjian/<slug:slug>/induk/", agreement_acts.above, name="agreement_above"),
    *archive_urls.urlpatterns,
    path("meja/kunci/", keys.keys, name="keys"),
    path("meja/kunci/unggah/", keys.upload, name="key_upload"),
    path("meja/kunci/demo/", keys.demo, name="key_demo"),
    path("meja/kunci/hapus/", keys.remove, name="key_remove"),
]
