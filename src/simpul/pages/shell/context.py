"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

THEME_COOKIE = "simpul_tema"
_THEMES = {"light", "dark"}


def shell(request: HttpRequest) -> dict[str, object]:
    """``demo``: label the page as a demonstration. ``demo_inbox``: its mails lie in the demo inbox.
    ``theme``: the reader's own choice, or "" for the system's.
    ``session_seconds``: how long a signed-in person's session lives after this page, for the warning before it ends.
    """
    theme = request.COOKIES.get(THEME_COOKIE, "")
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    return {
        "demo": settings.DEMO,
        "demo_inbox": settings.DEMO and not settings.SMTP_CONFIGURED,
        "theme": theme if theme in _THEMES else "",
        "session_seconds": request.session.get_expiry_age() if signed_in else 0,
    }
