"""The click-to-chat address."""

from __future__ import annotations

from urllib.parse import quote

import phonenumbers


def normalised(number: str, region: str = "ID") -> str | None:
    """The number in international digits without "+": both 0810… and +62810… are taken; None for no number."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164).lstrip("+")


def chat_link(number: str, text: str) -> str | None:
    """The link that opens a chat with ``text`` typed in; None when the number cannot be one."""
    digits = normalised(number)
    return f"https://wa.me/{digits}?text={quote(text)}" if digits else None
