"""Numbers that partners write in many ways: telephone, tax number (NPWP), business number (NIB).

Each reader takes what people type, with dots, dashes and spaces, and gives one spelling; nonsense is refused with what
to do.
"""

from __future__ import annotations

import re

from simpul.rules.refusals import N_, Refusal

_ASIDE = re.compile(r"[\s().\-/]+")


def phone(text: str) -> str:
    """National digits of an Indonesian telephone: "0810-0000-0148", "+62 810…" and "62810…" all give "08100000…".

    Eight to fourteen digits with the leading zero. Raises PGJ-20.
    """
    bare = _ASIDE.sub("", text)
    national = re.sub(r"^(\+62|0062|62)0?", "0", bare)
    if not re.fullmatch(r"0[1-9][0-9]{6,12}", national, re.ASCII):
        raise Refusal("PGJ-20", N_("This is not a telephone number we can reach. Write it like 0812… or +62 812…."))
    return national


def npwp(text: str) -> str:
    """Fifteen digits (the old form) or sixteen (the new one). Raises PGJ-21."""
    digits = _ASIDE.sub("", text)
    if not re.fullmatch(r"[0-9]{15,16}", digits, re.ASCII):
        raise Refusal("PGJ-21", N_("An NPWP has 15 or 16 digits. Copy it from the card, with or without dots."))
    return digits


def nib(text: str) -> str:
    """Thirteen digits. Raises PGJ-22."""
    digits = _ASIDE.sub("", text)
    if not re.fullmatch(r"[0-9]{13}", digits, re.ASCII):
        raise Refusal("PGJ-22", N_("An NIB has 13 digits. Copy it from your business licence (OSS)."))
    return digits
