"""The body of a request as bytes, with its content type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import dumps
from secrets import token_hex
from urllib.parse import urlencode

Part = tuple[str, bytes, str]
"""File name, content, media type."""

PLAIN = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w-]+=[\w-]+)*", re.ASCII)


def body_of(
    json: object, files: Mapping[str, Part] | None, data: Mapping[str, str] | bytes | None
) -> tuple[bytes | None, str]:
    """The bytes and their type; None and "" where nothing is sent. ``files`` go with ``data`` as one multipart form,
    ``data`` alone as a plain form, bytes as they are (their type is the caller's header)."""
    if json is not None:
        return dumps(json, ensure_ascii=False).encode(), "application/json"
    if files is not None:
        if isinstance(data, bytes):
            raise TypeError("files go with named values, not with bytes")
        return _multipart(files, data or {})
    if isinstance(data, bytes):
        return data, ""
    if data is not None:
        return urlencode(data).encode(), "application/x-www-form-urlencoded"
    return None, ""


def _multipart(files: Mapping[str, Part], data: Mapping[str, str]) -> tuple[bytes, str]:
    """RFC 7578: one part for each value, one for each file."""
    border = token_hex(16)
    parts = [_part(border, f'name="{_quoted(name)}"', value.encode(), "") for name, value in data.items()]
    for name, (file, content, kind) in files.items():
        if PLAIN.fullmatch(kind) is None:
            raise ValueError(f"no media type: {kind!r}")
        parts.append(_part(border, f'name="{_quoted(name)}"; filename="{_quoted(file)}"', content, kind))
    return b"".join((*parts, f"--{border}--\r\n".encode())), f"multipart/form-data; boundary={border}"


def _part(border: str, named: str, content: bytes, kind: str) -> bytes:
    described = f"Content-Type: {kind}\r\n" if kind else ""
    head = f"--{border}\r\nContent-Disposition: form-data; {named}\r\n{described}\r\n"
    return head.encode() + content + b"\r\n"


def _quoted(name: str) -> str:
    """As browsers write it: quotes and line ends cannot end the header."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
