"""The parts of a multipart form, for the simulator of v1."""

from __future__ import annotations

import re

from simpul.cli.simulators.frame import Call

_BORDER = re.compile(r'boundary="?([^";]+)"?')
_NAME = re.compile(rb'[;\s]name="([^"]*)"')


def parts_of(call: Call) -> dict[str, bytes]:
    """Content by name. Raises ValueError where the body is no form."""
    border = _BORDER.search(call.headers.get("content-type", ""))
    if border is None:
        raise ValueError("no form")
    found = {}
    for part in (b"\r\n" + call.body).split(b"\r\n--" + border[1].encode())[1:-1]:
        head, _blank, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is None:
            raise ValueError("a part without a name")
        found[name[1].decode()] = content
    return found
