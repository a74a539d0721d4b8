"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """``demo``: label the page as a demonstration."""
    return {"demo": settings.DEMO}
