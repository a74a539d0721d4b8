"""Guessing is slow, forgotten in time, and never locks the rightful owner out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.rules.attempts import (
    ACCOUNT,
    NETWORK,
    Decision,
    Ladder,
    Tally,
    after_failure,
    decide,
    failures,
    network,
    tally_of,
    wait_of,
)

T0 = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def failed(times: int, ladder: Ladder, at: datetime = T0) -> Tally | None:
    return tally_of([at] * times, ladder)


@pytest.mark.parametrize(
    ("times", "seconds"), [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (10, 160), (11, 300), (12, 300), (500, 300)]
)
def test_waits_of_an_account(times: int, seconds: int) -> None:
    assert wait_of(failed(times, ACCOUNT), ACCOUNT, T0) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("times", "seconds"), [(9, 0), (10, 4), (11, 8), (17, 512), (18, 900), (500, 900)])
def test_waits_of_a_network(times: int, seconds: int) -> None:
    assert wait_of(failed(times, NETWORK), NETWORK, T0) == timedelta(seconds=seconds)


def test_the_longer_wait_counts_and_is_told_in_whole_seconds() -> None:
    decision = decide(T0 + timedelta(milliseconds=1), network=failed(10, NETWORK), account=failed(6, ACCOUNT))
    assert (decision.allowed, decision.seconds) == (False, 10)
    assert (decision.refusal().code, decision.refusal().params) == ("LCK-01", {"seconds": 10, "minutes": 1})


@pytest.mark.parametrize(
    ("wait", "words"), [(5, "5 seconds"), (60, "60 seconds"), (61, "2 minutes"), (900, "15 minutes")]
)
def test_a_long_wait_is_told_in_minutes(wait: int, words: str) -> None:
    assert f"Wait {words}" in str(Decision(False, timedelta(seconds=wait)).refusal())


def test_the_wait_ends_to_the_moment() -> None:
    tally = failed(5, ACCOUNT)
    assert not decide(T0 + 5 * SECOND - timedelta(microseconds=1), network=None, account=tally).allowed
    assert decide(T0 + 5 * SECOND, network=None, account=tally).allowed


def test_a_siege_of_days_neither_locks_the_owner_out_nor_weighs_on_him() -> None:
    """An outsider guesses as fast as he is answered, from a new network each time, for three days."""
    now, tally = T0, None
    while now < T0 + timedelta(days=3):
        tally = after_failure(tally, ACCOUNT, now)
        now += wait_of(tally, ACCOUNT, now) or SECOND
    assert wait_of(tally, ACCOUNT, now) <= ACCOUNT.longest_wait
    assert decide(now - SECOND, network=tally, account=None, known_device=True).allowed
    assert failures(tally, ACCOUNT, now + 2 * HOUR) == 0


def test_a_known_device_waits_for_its_own_guesses_alone() -> None:
    assert decide(T0, network=failed(12, NETWORK), account=failed(4, ACCOUNT), known_device=True).allowed
    assert not decide(T0, network=None, account=failed(5, ACCOUNT), known_device=True).allowed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.250", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("::ffff:203.0.113.7", "203.0.113.9", True),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("", "no address", True),
    ],
)
def test_what_counts_as_one_network(one: str, other: str, same: bool) -> None:
    assert (network(one) == network(other)) is same


def test_failures_drain_one_by_one() -> None:
    tally = failed(4, ACCOUNT)
    assert [failures(tally, ACCOUNT, T0 + n * 10 * MINUTE) for n in range(6)] == [4, 3, 2, 1, 0, 0]


def test_a_clock_set_back_shortens_no_wait() -> None:
    assert wait_of(failed(6, ACCOUNT), ACCOUNT, T0 - HOUR) == 10 * SECOND


@pytest.mark.parametrize("ladder", [ACCOUNT, NETWORK], ids=["account", "network"])
def test_ten_thousand_guesses_are_answered_at_most_twenty_times_a_minute(ladder: Ladder) -> None:
    """A guess every 100 ms (F29): those answered, in any window of a minute."""
    tally, answered = None, []
    for number in range(10_000):
        now = T0 + number * timedelta(milliseconds=100)
        if not wait_of(tally, ladder, now):
            answered.append(now)
            tally = after_failure(tally, ladder, now)
    assert all(sum(at <= each < at + MINUTE for each in answered) <= 20 for at in answered)
    assert len(answered) <= 20


@given(st.lists(st.integers(0, 400), max_size=200))
def test_never_more_than_twenty_answers_a_minute_however_guesses_are_timed(gaps: list[int]) -> None:
    now, tally = T0, None
    answered: list[datetime] = []
    for gap in gaps:
        now += gap * SECOND
        if decide(now, network=tally).allowed:
            answered.append(now)
            tally = after_failure(tally, NETWORK, now)
    assert all(sum(at <= each < at + MINUTE for each in answered) <= 20 for at in answered)
    assert wait_of(tally, NETWORK, now) <= NETWORK.longest_wait


@given(st.lists(st.integers(0, 20_000), max_size=60))
def test_stored_guesses_give_the_same_tally_in_any_order(seconds: list[int]) -> None:
    times = [T0 + each * SECOND for each in seconds]
    assert tally_of(reversed(times), ACCOUNT) == tally_of(times, ACCOUNT)
