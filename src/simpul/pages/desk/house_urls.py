"""Addresses of the institution's own house-keeping: people, calendar, account."""

from __future__ import annotations

from django.urls import URLPattern, path

from simpul.pages.desk import (
    account,
    calendar,
    house,
    inspection,
    integrity,
    leave,
    leaver,
    people,
    people_acting,
    people_import,
    service,
)

_ORANG = "meja/orang/"
_INSPEKSI = "meja/inspeksi/"
urlpatterns: list[URLPattern] = [
    path(_ORANG, people.people, name="people"),
    path(_ORANG + "baru/", people.add, name="person_add"),
    path(_ORANG + "impor/", people_import.import_sheet, name="people_import"),
    path(_ORANG + "pengganti/", people_acting.acting, name="acting"),
    path(_ORANG + "<int:number>/", people.person, name="person"),
    path(_ORANG + "<int:number>/ubah/", people.details, name="person_details"),
    path(_ORANG + "<int:number>/lajur/", people.place, name="person_place"),
    path(_ORANG + "<int:number>/lajur/<int:assignment>/akhiri/", people.end, name="person_end"),
    path(_ORANG + "<int:number>/tautan/", people.mail_link, name="person_link"),
    path(_ORANG + "<int:number>/keluar/", leaver.leaver, name="person_leaves"),
    path("meja/lembaga/", house.house, name="house"),
    path("meja/lembaga/unit/", house.new_unit, name="house_unit"),
    path("meja/lembaga/tanda-tangan/", service.service, name="service"),
    path("meja/lembaga/tanda-tangan/cara/", service.way, name="service_way"),
    path("meja/lembaga/tanda-tangan/uji/", service.trial, name="service_trial"),
    path("meja/lembaga/tanda-tangan/laporan/", service.report, name="service_report"),
    path("meja/lembaga/tanda-tangan/kunci/", service.callback_key, name="service_key"),
    path("meja/lembaga/logo.png", house.logo, name="house_logo"),
    path("meja/keutuhan/", integrity.integrity, name="integrity"),
    path(_INSPEKSI, inspection.inspection, name="inspection"),
    path(_INSPEKSI + "mandat/", inspection.let_in, name="inspection_grant"),
    path(_INSPEKSI + "mandat/<slug:slug>/cabut/", inspection.send_away, name="inspection_revoke"),
    path(_INSPEKSI + "berkas/", inspection.files, name="inspection_files"),
    path(_INSPEKSI + "berkas/minta/", inspection.ask_file, name="inspection_ask"),
    path(_INSPEKSI + "berkas/<slug:slug>/", inspection.file, name="inspection_file"),
    path("meja/cuti/", leave.leave, name="leave"),
    path("meja/cuti/<int:number>/kembali/", leave.back_at_work, name="back_at_work"),
    path("meja/kalender/", calendar.calendar, name="calendar"),
    path("meja/kalender/<int:year>/", calendar.calendar, name="calendar_year"),
    path("meja/kalender/<int:year>/ubah/", calendar.edit, name="calendar_edit"),
    path("meja/akun/", account.account, name="account"),
    path("meja/akun/kata-sandi/", account.password, name="account_password"),
]
