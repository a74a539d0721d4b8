"""Numbers and dates as the English column of an agreement in two languages writes them: figure first, then words."""

from __future__ import annotations

from datetime import date

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = (
    "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LIMIT = 10**12


def number_in_words(number: int) -> str:
    """``2026`` -> ``two thousand and twenty-six``; covers ``0 <= number < 10**12``, outside of it a ValueError."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"words cover 0 to {_LIMIT - 1}, not {number}")
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f"-{_UNITS[rest]}" if rest else "")
    scale, name = next(pair for pair in _SCALES if number >= pair[0])
    head, rest = divmod(number, scale)
    words = f"{number_in_words(head)} {name}"
    if not rest:
        return words
    return f"{words} {'and ' if rest < 100 else ''}{number_in_words(rest)}"


def count(number: int) -> str:
    """``2`` -> ``2 (two)``."""
    return f"{number:,} ({number_in_words(number)})"


def long_date(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """``twenty-two November two thousand and twenty-six``."""
    return f"{number_in_words(day.day)} {MONTHS[day.month - 1]} {number_in_words(day.year)}"


def opening_sentence(day: date, place: str) -> str:
    """The words with which the opening fixes time and place."""
    return f"On this day, {DAYS[day.weekday()]}, {day_in_words(day)} ({day:%d-%m-%Y}), at {place}"


def party_label(position: int) -> str:
    """``1`` -> ``THE FIRST PARTY``."""
    if 1 <= position <= len(_ORDINALS):
        return f"THE {_ORDINALS[position - 1]} PARTY"
    return f"PARTY NUMBER {position}"


def enumeration(parts: list[str]) -> str:
    """``[a, b, c]`` -> ``a, b, and c``."""
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"
