"""The ways by which a letter or an answer comes in, in the words of the screens."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

CHANNELS: Mapping[str, object] = {
    "whatsapp": gettext_lazy("WhatsApp"),
    "email": gettext_lazy("E-mail"),
    "srikandi": gettext_lazy("Srikandi"),
    "langsung": gettext_lazy("By hand"),
    "portal": gettext_lazy("Portal"),
}
