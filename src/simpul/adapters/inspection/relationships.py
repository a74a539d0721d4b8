"""What an office file links to outside itself: a hyperlink waits for a click, all else is fetched on opening."""

from __future__ import annotations

import re

from simpul.adapters.inspection.findings import Unfit
from simpul.adapters.inspection.reasons import EMBEDDED_OBJECT, MACRO, REMOTE_PARTS

_HARMLESS_LINK = re.compile(r"^(https?:|mailto:|tel:|ftp:|file:///[A-Za-z]:|#|[^:\\]*$)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.-]*:|\\\\|//)")


def check_relationship(kind: str, target: str, mode: str) -> None:
    """``kind`` is the relationship type's address, ``mode`` "External" for what lies outside. Raises ``Unfit``."""
    noun = kind.rpartition("/")[2]
    outside = mode.strip().lower() == "external" or bool(_OUTSIDE.match(target))
    if noun == "vbaProject":
        raise Unfit(MACRO)
    if noun == "hyperlink":
        outside = outside and not _HARMLESS_LINK.match(target.strip())
    if outside:
        raise Unfit(REMOTE_PARTS, target=target.strip()[:60])
    if noun in {"aFChunk", "oleObject"}:
        raise Unfit(EMBEDDED_OBJECT)
