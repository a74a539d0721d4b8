"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from simpul.pages.public.callbacks import signing_callback
from simpul.pages.public.files import stored_file
from simpul.pages.public.home import home
from simpul.pages.public.register import agreement, as_csv, as_json, as_xlsx, register
from simpul.pages.public.sop import procedure, procedures
from simpul.pages.public.sop_files import procedure_file
from simpul.pages.public.verification import verification, verify_agreement

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("berkas/<slug:slug>/", stored_file, name="file"),
    path("register/", register, name="register"),
    path("register/register.csv", as_csv, name="register_csv"),
    path("register/register.json", as_json, name="register_json"),
    path("register/register.xlsx", as_xlsx, name="register_xlsx"),
    path("perjanjian/<slug:slug>/", agreement, name="agreement"),
    path("sop/", procedures, name="procedures"),
    path("sop/<slug:institution>/<slug:code>/", procedure, name="procedure"),
    path("sop/<slug:institution>/<slug:code>/<str:name>", procedure_file, name="procedure_file"),
    path("kait/tanda-tangan/<slug:slug>/", signing_callback, name="signing_callback"),
    path("verifikasi/", verification, name="verification"),
    path("verifikasi/<slug:slug>/", verify_agreement, name="verify_agreement"),
]
