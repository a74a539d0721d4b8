"""`/`: what somebody can do here, without knowing anything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from simpul.core.directory.models import Institution


def home(request: HttpRequest) -> HttpResponse:
    """The institutions that take requests, and the ways to track, search and verify."""
    institutions = Institution.objects.filter(accepts_requests=True).order_by("pk")
    return render(request, "public/home.html", {"institutions": institutions})
