"""How dates, times, money, counts and masked values are written. Pure: plain values in, text out.

Indonesian by default, English when the active language is ``en`` (or ``lang="en"``). The conventions are those of the
screens' wording table: "22 November 2026", "pukul 14.30 WIB", "Rp1.000.000", "3 HK lagi", "ke-2" with a hyphen that
does not break. A date is taken as it stands; a time must be aware and is shown in ``zone``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from typing import Final

from django.utils.translation import get_language

from simpul.rules.working_time import LABELS

NB: Final = "\N{NO-BREAK SPACE}"
JOINER = "\u2060"  # no line ends here
NB_HYPHEN: Final = "\N{NON-BREAKING HYPHEN}"
DASH: Final = "-"

_MONTHS: Final = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS: Final = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_DAYS: Final = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# Sixteen digits: a province first (99: invented), in the seventh to tenth place a day (women: +40) and a month.
_NIK: Final = re.compile(
    r"(?<!\d)(?:1[1-9]|2[12]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7]|99)\d{4}(?:[04][1-9]|[1256]\d|[37][01])"
    r"(?:0[1-9]|1[0-2])\d{6}(?!\d)"
)
_TITLES: Final = re.compile(r"^(?:[a-z]+\.|dr|drg|ir|prof|hj?|apt)$", re.IGNORECASE)


def language(lang: str | None = None) -> str:
    """``id`` or ``en``: the given language, else the active one, else Indonesian."""
    return "en" if (lang or get_language() or "id").startswith("en") else "id"


def tanggal(day: date, *, lang: str | None = None) -> str:
    """22 November 2026"""
    return f"{day.day} {_MONTHS[language(lang)][day.month - 1]} {day.year}"


def tanggal_pendek(day: date, *, lang: str | None = None) -> str:
    """24 Nov (worklist, tight threads; the full date stands elsewhere on the page)"""
    return f"{day.day} {_SHORT_MONTHS[language(lang)][day.month - 1]}"


def hari_tanggal(day: date, *, lang: str | None = None) -> str:
    """Minggu, 22 November 2026"""
    return f"{_DAYS[language(lang)][day.weekday()]}, {tanggal(day, lang=lang)}"


def akhir_hari(day: date, zone: tzinfo, *, lang: str | None = None) -> str:
    """Minggu, 22 November 2026, pukul 24.00 WIB (English 24:00 WIB): a day as a term, to its end"""
    label = zone_label(datetime.combine(day, time(12), zone))
    clock = f"24:00{NB}{label}" if language(lang) == "en" else f"pukul{NB}24.00{NB}{label}"
    return f"{hari_tanggal(day, lang=lang)}, {clock}"


def rentang(first: date, last: date, *, lang: str | None = None) -> str:
    """22-24 November 2026; 30 November-2 Desember 2026; 30 Desember 2026-2 Januari 2027; one day alone as one day."""
    end = tanggal(last, lang=lang)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{end}"
    start = tanggal(first, lang=lang)
    return f"{start.rsplit(' ', 1)[0] if first.year == last.year else start}{DASH}{end}"


def zone_label(moment: datetime) -> str:
    """WIB, WITA or WIT by the offset; any other zone as UTC+HH.MM."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a time without a zone cannot be shown")
    hours, rest = divmod(int(offset.total_seconds()) // 60, 60)
    return LABELS.get(offset) or f"UTC{hours:+d}" + (f".{rest:02d}" if rest else "")


def jam(moment: datetime, zone: tzinfo, *, lang: str | None = None) -> str:
    """16.00 (English 16:00)"""
    local = moment.astimezone(zone)
    return f"{local.hour:02d}{':' if language(lang) == 'en' else '.'}{local.minute:02d}"


def waktu(moment: datetime, zone: tzinfo, *, lang: str | None = None) -> str:
    """pukul 14.30 WIB (English 14:30 WIB), held together by spaces that do not break"""
    clock = f"{jam(moment, zone, lang=lang)}{NB}{zone_label(moment.astimezone(zone))}"
    return clock if language(lang) == "en" else f"pukul{NB}{clock}"


def saat(moment: datetime, zone: tzinfo, *, lang: str | None = None) -> str:
    """Senin, 2 November 2026, pukul 10.12 WIB"""
    return f"{hari_tanggal(moment.astimezone(zone).date(), lang=lang)}, {waktu(moment, zone, lang=lang)}"


def angka(number: int | float, places: int = 0, *, lang: str | None = None) -> str:
    """1.234,5 (English 1,234.5)"""
    text = f"{number:,.{places}f}"
    return text if language(lang) == "en" else text.translate(str.maketrans(",.", ".,"))


def persen(share: float, places: int = 1, *, lang: str | None = None) -> str:
    """12,5 % of a share between 0 and 1; whole numbers without a comma"""
    value = round(share * 100, places)
    return f"{angka(value, 0 if value == int(value) else places, lang=lang)}{NB}%"


def rupiah(amount: int, *, lang: str | None = None) -> str:
    """Rp1.000.000: no gap after Rp, no sen; a minus stands before Rp"""
    return f"{'-' if amount < 0 else ''}Rp{angka(abs(amount), lang=lang)}"


def ukuran(size: int, *, lang: str | None = None) -> str:
    """1,2 MB; 840 kB; 12 byte (decimal units, as phones show them)"""
    if size >= 999_500:
        return f"{angka(size / 1e6, 1, lang=lang)}{NB}MB"
    return f"{angka(round(size / 1e3), lang=lang)}{NB}kB" if size >= 1000 else f"{size}{NB}byte"


def ke(number: int, *, lang: str | None = None) -> str:
    """ke-2 with a hyphen that does not break; English 2nd"""
    if language(lang) == "id":
        return f"ke{NB_HYPHEN}{number}"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def putaran(number: int, *, lang: str | None = None) -> str:
    """Putaran ke-2"""
    return f"Round {number}" if language(lang) == "en" else f"Putaran {ke(number, lang='id')}"


def hk(days: int, *, lang: str | None = None) -> str:
    """3 HK: the desk's short form of working days"""
    return f"{days}{NB}{'WD' if language(lang) == 'en' else 'HK'}"


def hari_kerja(days: int, *, lang: str | None = None) -> str:
    """3 hari kerja: the partner's form"""
    if language(lang) == "en":
        return f"{days} working day{'' if days == 1 else 's'}"
    return f"{days} hari kerja"


def sisa_hk(days: int, *, lang: str | None = None) -> str:
    """Desk: "3 HK lagi"; 0 "Hari ini"; -1 "Terlambat 1 HK"."""
    if language(lang) == "en":
        return "Today" if days == 0 else f"{hk(days, lang='en')} left" if days > 0 else f"Late {hk(-days, lang='en')}"
    return (
        "Hari ini" if days == 0 else f"{hk(days, lang='id')} lagi" if days > 0 else f"Terlambat {hk(-days, lang='id')}"
    )


def sisa_hari_kerja(days: int, *, lang: str | None = None) -> str:
    """Partner: "6 hari kerja lagi"; 0 "hari ini"; -2 "terlambat 2 hari kerja"."""
    english = language(lang) == "en"
    if days == 0:
        return "today" if english else "hari ini"
    words = hari_kerja(abs(days), lang="en" if english else "id")
    if days > 0:
        return f"{words} left" if english else f"{words} lagi"
    return f"{words} late" if english else f"terlambat {words}"


def jam_berhenti(days: int, *, lang: str | None = None) -> str:
    """Jam berhenti 4 HK; on the first day: since today"""
    if not days:
        return "Clock stopped today" if language(lang) == "en" else "Jam berhenti sejak hari ini"
    return f"{'Clock stopped' if language(lang) == 'en' else 'Jam berhenti'} {hk(days, lang=lang)}"


def hari_dari(used: int, allowed: int, *, lang: str | None = None) -> str:
    """hari ke-2 dari 3"""
    if language(lang) == "en":
        return f"day {used} of {allowed}"
    return f"hari {ke(used, lang='id')} dari {allowed}"


def samar_surel(address: str) -> str:
    """r…@rs.example: the first letter and the domain, held together; anything that is no address becomes "…"."""
    name, at, domain = address.strip().rpartition("@")
    return f"{name[0]}…{JOINER}@{domain}" if at and name and domain else "…"


def samar_nomor(number: str, shown: int = 4) -> str:
    """…0148: the last digits only; a number of at most ``shown`` digits is hidden wholly"""
    digits = re.sub(r"\D", "", number)
    return f"…{digits[-shown:]}" if len(digits) > shown else "…"


def samar_nik(nik: str) -> str:
    """99••••••••••0012: two and four digits of an identity number; anything else is hidden wholly"""
    digits = re.sub(r"\D", "", nik)
    return f"{digits[:2]}{'•' * (len(digits) - 6)}{digits[-4:]}" if len(digits) == 16 else "…"


def samar_dalam(text: str) -> str:
    """The text with every identity number (NIK) in it masked; other long numbers stay as they are."""
    return _NIK.sub(lambda found: samar_nik(found[0]), text)


def sidik(digest: str, groups: int = 3) -> str:
    """3f9a c41e 77d0: the first groups of a SHA-256, enough to compare by eye"""
    return NB.join(digest[start : start + 4] for start in range(0, groups * 4, 4))


def inisial(name: str) -> str:
    """LA for "Laras Anindita, S.H.": first and last name without titles, at most two letters"""
    words = [word for word in name.split(",")[0].split() if not _TITLES.match(word)]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def nomor_wa(phone: str) -> str:
    """https://wa.me/62810...: 08.. and +62 both accepted"""
    digits = re.sub(r"\D", "", phone)
    return "https://wa.me/" + (f"62{digits[1:]}" if digits.startswith("0") else digits)
