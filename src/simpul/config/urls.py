"""All addresses, by audience."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("simpul.pages.shell.urls")),
    path("", include("simpul.pages.portal.tracking_urls")),
    path("", include("simpul.pages.portal.urls")),
    path("", include("simpul.pages.desk.urls")),
    path("", include("simpul.pages.public.urls")),
]

handler400 = "simpul.pages.shell.errors.bad_request"
handler403 = "simpul.pages.shell.errors.forbidden"
handler404 = "simpul.pages.shell.errors.not_found"
handler500 = "simpul.pages.shell.errors.server_error"
