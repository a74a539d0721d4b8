"""`/healthz`: 200 or 503; the reasons only for the host itself or with the token."""

from __future__ import annotations

import os
import secrets
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

_LOCAL = {"127.0.0.1", "::1"}
_LEAST_FREE_BYTES = 64 * 1024 * 1024


def _faults() -> list[str]:
    faults = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        faults.append("database")
    settings.FILES.mkdir(parents=True, exist_ok=True)
    if not os.access(settings.FILES, os.W_OK) or shutil.disk_usage(settings.FILES).free < _LEAST_FREE_BYTES:
        faults.append("storage")
    return faults


def _may_see_reasons(request: HttpRequest) -> bool:
    token = os.environ.get("SIMPUL_HEALTH_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return request.META.get("REMOTE_ADDR") in _LOCAL or bool(token and secrets.compare_digest(token, given))


def healthz(request: HttpRequest) -> JsonResponse:
    """Health of database and storage."""
    faults = _faults()
    body: dict[str, object] = {"ok": not faults}
    if _may_see_reasons(request):
        body["reasons"] = faults
    return JsonResponse(body, status=503 if faults else 200)
