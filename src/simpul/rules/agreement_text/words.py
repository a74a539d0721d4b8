"""Numbers, dates and money as Indonesian official texts write them: figure first, then words.

``1500000`` -> ``Rp1.500.000,00 (satu juta lima ratus ribu rupiah)``; no space and no full stop after "Rp".
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from decimal import Decimal

_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima",
    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
_LIMIT = 10**18
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def number_in_words(number: int) -> str:
    """Terbilang of ``0 <= number < 10**18``; outside of it a ValueError."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"terbilang covers 0 to {_LIMIT - 1}, not {number}")
    return _UNITS[0] if number == 0 else " ".join(_words(number))


def _words(number: int) -> list[str]:
    for scale, name in _SCALES:
        if number >= scale:
            return [*_words(number // scale), name, *_words(number % scale)]
    if number >= 1000:
        return [*_counted(number // 1000, "ribu"), *_words(number % 1000)]
    if number >= 100:
        return [*_counted(number // 100, "ratus"), *_words(number % 100)]
    if number >= 20:
        return [*_counted(number // 10, "puluh"), *_words(number % 10)]
    if number >= 12:
        return [_UNITS[number - 10], "belas"]
    return [_UNITS[number]] if number else []


def _counted(count: int, name: str) -> list[str]:
    """One of a kind is fused: seribu, seratus."""
    return ["se" + name] if count == 1 else [*_words(count), name]


def count(number: int) -> str:
    """``2`` -> ``2 (dua)``: how a text of an agreement writes a number that binds."""
    return f"{thousands(number)} ({number_in_words(number)})"


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int | Decimal) -> str:
    """``1500000`` -> ``Rp1.500.000,00``; a fraction is rounded to whole sen."""
    whole, sen = _whole_and_sen(amount)
    return f"Rp{thousands(whole)},{sen:02d}"


def rupiah_in_words(amount: int | Decimal) -> str:
    """``1500000`` -> ``satu juta lima ratus ribu rupiah``; sen are added only where there are any."""
    whole, sen = _whole_and_sen(amount)
    words = f"{number_in_words(whole)} rupiah"
    return f"{words} {number_in_words(sen)} sen" if sen else words


def rupiah_full(amount: int | Decimal) -> str:
    return f"{rupiah(amount)} ({rupiah_in_words(amount)})"


def _whole_and_sen(amount: int | Decimal) -> tuple[int, int]:
    sen = round(Decimal(amount) * 100)
    if sen < 0:
        raise ValueError("an amount in an agreement is never negative")
    return divmod(sen, 100)


def long_date(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_moment(local: datetime) -> str:
    """``2 November 2026, pukul 10.12 WIB``."""
    return f"{long_date(local.date())}, pukul {local:%H.%M %Z}"


def long_day_end(day: date, zone: tzinfo) -> str:
    """The end of a day: ``2 November 2026, pukul 24.00 WIB``."""
    return f"{long_date(day)}, pukul 24.00 {datetime.combine(day, time(12), zone):%Z}"


def day_in_words(day: date) -> str:
    """``dua puluh dua November dua ribu dua puluh enam``."""
    return f"{number_in_words(day.day)} {MONTHS[day.month - 1]} {number_in_words(day.year)}"


def date_in_words(day: date) -> str:
    """``Minggu, tanggal dua puluh dua, bulan November, tahun dua ribu dua puluh enam (22-11-2026)``."""
    return (
        f"{DAYS[day.weekday()]}, tanggal {number_in_words(day.day)}, bulan {MONTHS[day.month - 1]}, "
        f"tahun {number_in_words(day.year)} ({day:%d-%m-%Y})"
    )


def opening_sentence(day: date, place: str) -> str:
    """The words with which the opening of an agreement fixes time and place."""
    return f"Pada hari ini, {date_in_words(day)}, bertempat di {place}"


_ORDINALS = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA",
    "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH",
)  # fmt: skip
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def party_label(position: int) -> str:
    """``1`` -> ``PIHAK KESATU``."""
    if 1 <= position <= len(_ORDINALS):
        return f"PIHAK {_ORDINALS[position - 1]}"
    return f"PIHAK KE-{position}"


def on_one_line(title: str) -> str:
    """A post of two lines ("a.n. Kepala Balai" over the own post) as running text has it, with a comma between."""
    return ", ".join(line.strip(" ,") for line in title.splitlines())


def roman(number: int) -> str:
    """Roman numeral of 1 to 3999, for annexes and parties."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def enumeration(parts: list[str], joiner: str = "dan") -> str:
    """``[a, b, c]`` -> ``a, b, dan c``; two parts need no comma."""
    if len(parts) < 2:
        return "".join(parts)
    if len(parts) == 2:
        return f"{parts[0]} {joiner} {parts[1]}"
    return f"{', '.join(parts[:-1])}, {joiner} {parts[-1]}"
