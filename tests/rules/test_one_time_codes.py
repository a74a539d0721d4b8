"""Six digits, ten minutes, five tries, one use, one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules import one_time_codes as codes
from simpul.rules.one_time_codes import CODE_SPACE, OneTimeCode, Verdict

T0 = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
KEY = b"kunci uji"
ACT = "KS-2026-0001:setujui:3"


def given_digest(code: str, act: str = ACT) -> str:
    return codes.digest(code, key=KEY, act=act)


FRESH = OneTimeCode(given_digest("004211"), T0)


@pytest.mark.parametrize("text", ["004211", " 004 211 ", "004-211", "004\u00a0211", "004211\n"])
def test_right_once_however_it_is_typed(text: str) -> None:
    verdict, after = codes.attempt(FRESH, given_digest(text), T0 + timedelta(minutes=9))
    assert verdict is Verdict.RIGHT
    assert codes.refusal(verdict, after) is None
    again, unchanged = codes.attempt(after, given_digest(text), T0 + timedelta(minutes=9))
    assert (again, unchanged) == (Verdict.USED, after)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (timedelta(0), Verdict.RIGHT),
        (timedelta(minutes=10) - timedelta(microseconds=1), Verdict.RIGHT),
        (timedelta(minutes=10), Verdict.EXPIRED),
        (timedelta(days=400), Verdict.EXPIRED),
        (timedelta(seconds=-1), Verdict.EXPIRED),
    ],
)
def test_ten_minutes(after: timedelta, verdict: Verdict) -> None:
    assert codes.attempt(FRESH, FRESH.digest, T0 + after)[0] is verdict


def test_five_tries_and_the_right_code_comes_too_late() -> None:
    state, said = FRESH, []
    for _number in range(5):
        verdict, state = codes.attempt(state, given_digest("999999"), T0)
        said.append(verdict)
    assert said == [Verdict.WRONG] * 4 + [Verdict.WORN_OUT]
    assert codes.attempt(state, FRESH.digest, T0) == (Verdict.WORN_OUT, state)


def test_the_fifth_try_may_be_right() -> None:
    assert codes.attempt(replace(FRESH, tries=4), FRESH.digest, T0)[0] is Verdict.RIGHT


def test_a_code_for_one_act_opens_no_other() -> None:
    assert codes.attempt(FRESH, given_digest("004211", "KS-2026-0001:tandatangani:3"), T0)[0] is Verdict.WRONG


def test_the_stored_hash_needs_the_key() -> None:
    assert codes.digest("004211", key=b"lain", act=ACT) != FRESH.digest
    assert "004211" not in FRESH.digest


@pytest.mark.parametrize(
    ("verdict", "code"),
    [(Verdict.WRONG, "LCK-02"), (Verdict.EXPIRED, "LCK-03"), (Verdict.USED, "LCK-04"), (Verdict.WORN_OUT, "LCK-05")],
)
def test_each_refusal_has_its_sentence(verdict: Verdict, code: str) -> None:
    said = codes.refusal(verdict, replace(FRESH, tries=2))
    assert said is not None
    assert said.code == code
    assert said.params == ({"left": 3} if verdict is Verdict.WRONG else {})


@pytest.mark.parametrize(("number", "text"), [(0, "000000"), (4211, "004211"), (CODE_SPACE - 1, "999999")])
def test_always_six_digits(number: int, text: str) -> None:
    assert codes.written(number) == text


@pytest.mark.parametrize("number", [-1, CODE_SPACE])
def test_only_six_digits(number: int) -> None:
    with pytest.raises(ValueError, match="CODE_SPACE"):
        codes.written(number)


@pytest.mark.parametrize(("seconds", "wait"), [(0, 60), (59, 1), (60, 0), (3600, 0), (-5, 0)])
def test_another_code_after_a_minute(seconds: int, wait: int) -> None:
    assert codes.resend_wait(FRESH, T0 + timedelta(seconds=seconds)) == timedelta(seconds=wait)
    assert codes.resend_wait(None, T0) == timedelta(0)


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=12))
def test_a_code_opens_at_most_once_and_never_after_five_tries(tries: list[tuple[int, bool]]) -> None:
    state, opened = FRESH, 0
    for seconds, right in tries:
        verdict, after = codes.attempt(state, given_digest("004211" if right else "1"), T0 + timedelta(seconds=seconds))
        opened += verdict is Verdict.RIGHT
        assert not (verdict is Verdict.RIGHT and (state.tries >= codes.MAX_TRIES or seconds >= 600))
        assert after.tries <= codes.MAX_TRIES
        state = after
    assert opened <= 1
