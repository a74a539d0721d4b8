"""The wording table of the screens as a table of examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from simpul.pages.shell import formats

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
NOON = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


def plain(text: str) -> str:
    """Spaces and hyphens that do not break, as ordinary ones."""
    return text.replace(formats.NB, " ").replace(formats.NB_HYPHEN, "-")


@pytest.mark.parametrize(
    ("write", "value", "indonesian", "english"),
    [
        (formats.tanggal, date(2026, 11, 22), "22 November 2026", "22 November 2026"),
        (formats.tanggal, date(2026, 8, 1), "1 Agustus 2026", "1 August 2026"),
        (formats.tanggal_pendek, date(2026, 5, 9), "9 Mei", "9 May"),
        (formats.hari_tanggal, date(2026, 11, 22), "Minggu, 22 November 2026", "Sunday, 22 November 2026"),
        (formats.angka, 1234, "1.234", "1,234"),
        (formats.rupiah, 1_000_000, "Rp1.000.000", "Rp1,000,000"),
        (formats.rupiah, 0, "Rp0", "Rp0"),
        (formats.rupiah, -5000, "-Rp5.000", "-Rp5,000"),
        (formats.persen, 0.125, "12,5 %", "12.5 %"),
        (formats.persen, 0.9, "90 %", "90 %"),
        (formats.ukuran, 12, "12 byte", "12 byte"),
        (formats.ukuran, 840_000, "840 kB", "840 kB"),
        (formats.ukuran, 999_499, "999 kB", "999 kB"),
        (formats.ukuran, 999_500, "1,0 MB", "1.0 MB"),
        (formats.ukuran, 1_200_000, "1,2 MB", "1.2 MB"),
        (formats.ke, 2, "ke-2", "2nd"),
        (formats.ke, 11, "ke-11", "11th"),
        (formats.ke, 23, "ke-23", "23rd"),
        (formats.putaran, 2, "Putaran ke-2", "Round 2"),
        (formats.hk, 3, "3 HK", "3 WD"),
        (formats.hari_kerja, 1, "1 hari kerja", "1 working day"),
        (formats.hari_kerja, 3, "3 hari kerja", "3 working days"),
        (formats.sisa_hk, 3, "3 HK lagi", "3 WD left"),
        (formats.sisa_hk, 0, "Hari ini", "Today"),
        (formats.sisa_hk, -1, "Terlambat 1 HK", "Late 1 WD"),
        (formats.sisa_hari_kerja, 6, "6 hari kerja lagi", "6 working days left"),
        (formats.sisa_hari_kerja, 0, "hari ini", "today"),
        (formats.sisa_hari_kerja, -2, "terlambat 2 hari kerja", "2 working days late"),
        (formats.jam_berhenti, 4, "Jam berhenti 4 HK", "Clock stopped 4 WD"),
        (formats.jam_berhenti, 0, "Jam berhenti sejak hari ini", "Clock stopped today"),
    ],
)
def test_wording_in_both_languages(write: Callable[..., str], value: object, indonesian: str, english: str) -> None:
    assert plain(write(value, lang="id")) == indonesian
    assert plain(write(value, lang="en")) == english


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), "22 November 2026"),
        (date(2026, 11, 22), date(2026, 11, 24), "22-24 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 November-2 Desember 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Desember 2026-2 Januari 2027"),
        (date(2026, 11, 22), date(2027, 11, 22), "22 November 2026-22 November 2027"),
    ],
)
def test_a_range_repeats_nothing(first: date, last: date, expected: str) -> None:
    assert formats.rentang(first, last, lang="id") == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (WIB, "pukul 14.30 WIB"),
        (WITA, "pukul 15.30 WITA"),
        (WIT, "pukul 16.30 WIT"),
        (UTC, "pukul 07.30 UTC+0"),
        (ZoneInfo("Asia/Kolkata"), "pukul 13.00 UTC+5.30"),
    ],
)
def test_a_time_is_shown_in_the_zone_of_the_institution(zone: ZoneInfo, expected: str) -> None:
    assert plain(formats.waktu(NOON, zone, lang="id")) == expected


def test_a_moment_takes_its_day_from_the_zone_too() -> None:
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert plain(formats.saat(late, WIB, lang="id")) == "Senin, 23 November 2026, pukul 00.30 WIB"
    assert plain(formats.akhir_hari(late.date(), WIB, lang="id")) == "Minggu, 22 November 2026, pukul 24.00 WIB"
    assert plain(formats.akhir_hari(late.date(), WIB, lang="en")) == "Sunday, 22 November 2026, 24:00 WIB"
    assert plain(formats.saat(late, WIB, lang="en")) == "Monday, 23 November 2026, 00:30 WIB"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        formats.zone_label(NOON.replace(tzinfo=None))


def test_spaces_inside_a_time_and_a_count_do_not_break() -> None:
    assert " " not in formats.waktu(NOON, WIB, lang="id")
    assert " " not in formats.hk(3, lang="id")
    assert "-" not in formats.ke(2, lang="id")


def test_day_of_an_allowance() -> None:
    assert plain(formats.hari_dari(2, 3, lang="id")) == "hari ke-2 dari 3"
    assert formats.hari_dari(2, 3, lang="en") == "day 2 of 3"


@pytest.mark.parametrize(
    ("mask", "value", "expected"),
    [
        (formats.samar_surel, "ratna@rs-contoh.example", "r…\u2060@rs-contoh.example"),
        (formats.samar_surel, "bukan alamat", "…"),
        (formats.samar_surel, "@rs.example", "…"),
        (formats.samar_nik, "9912345678900012", "99••••••••••0012"),
        (formats.samar_nik, "99123", "…"),
        (formats.samar_nomor, "0810-0000-0148", "…0148"),
        (formats.samar_nomor, "148", "…"),
        (formats.sidik, "3f9ac41e77d0aaaa", "3f9a c41e 77d0"),
        (formats.inisial, "dr. Laras Umpama, S.H.", "LU"),
        (formats.inisial, "Contoh", "C"),
        (formats.inisial, "Prof. Misal Rekaan Contoh, Ph.D.", "MC"),
        (formats.inisial, "", ""),
        (formats.nomor_wa, "0810-0000-0148", "https://wa.me/6281000000148"),
        (formats.nomor_wa, "+62 810 0000 0148", "https://wa.me/6281000000148"),
    ],
)
def test_masks_and_short_forms(mask: Callable[[str], str], value: str, expected: str) -> None:
    assert plain(mask(value)) == expected
