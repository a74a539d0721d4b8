"""`/favicon.ico`: browsers ask for it whatever the page names; they are sent to the mark."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static


def mark(request: HttpRequest) -> HttpResponseRedirect:
    """To the mark among the static files."""
    return HttpResponseRedirect(static("simpul/mark.svg"))
