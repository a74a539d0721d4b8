"""F42: no forged line, no personal number, no secret in the log, whoever wrote the message."""

from __future__ import annotations

import logging
from types import TracebackType

import pytest

from simpul.lib import ids
from simpul.lib.log_lines import LineFormatter, covered, one_line

Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def line(message: str, *values: object, raised: Raised | None = None) -> str:
    record = logging.LogRecord("simpul.contoh", logging.WARNING, __file__, 1, message, values, raised)
    return LineFormatter().format(record)


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x1b[2J", "\x00", "\u2028", "\u0085", "\u202e"])
def test_nothing_ends_a_line_or_moves_the_cursor(sign: str) -> None:
    told = line("upload %s", f"a{sign}2026-11-22 ERROR forged")
    assert told.splitlines() == [told]
    assert told.isprintable()


@pytest.mark.parametrize(
    "personal",
    [
        "9971010101010001", "99.000.111.2-333.000", "990001112333000", "9900011123330000000001",
        "kontak+surat@rsud.example", "0810-0000-0111", "+62 810-0000-0111", "6281000000111", "081000000111",
        "0123456789abcdefghijklmnopqrstuv", "Kq3-vYb_Zr8TnL0wPx5sGdF2hJmC7eAuXiOyB1tNkQw",
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["%s", "Not Found: /lacak/t/%s/", "Key (x)=(%s) exists", "'%s'", "x=%s&y=1", '"%s",'])
def test_personal_values_and_secrets_are_covered(personal: str, frame: str) -> None:
    assert personal not in covered(frame % personal)


def test_every_secret_that_we_make_is_covered() -> None:
    secret = ids.secret()
    assert secret not in covered(f"/lacak/t/{secret}/")


@pytest.mark.parametrize(
    "plain",
    [
        "/perkara/bcdfg23456/", ids.digest("x"), "KS-2026-0148", "2026-11-22T03:04:05.678901+00:00", "pid 1234567",
        "HK.01.07/1801/MENKES/2024", "127.0.0.1:8000", "bcdfg23456 size=10485760",
    ],
)  # fmt: skip
def test_what_the_reader_needs_stays(plain: str) -> None:
    assert one_line(covered(plain)) == plain


def test_a_trace_is_one_line_too_and_covered() -> None:
    try:
        raise ValueError("duplicate key\nKey (email)=(rekaan@rsud.example) already exists")
    except ValueError as error:
        told = line("failed", raised=(type(error), error, error.__traceback__))
    assert told.splitlines() == [told]
    assert "ValueError" in told
    assert "rekaan@" not in told
