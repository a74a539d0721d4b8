"""How often somebody may guess: at a password, a tracking link, a one-time code.

Two tallies count wrong guesses, one per account and one per network. Each leaves some guesses free, then asks for a
wait that doubles, and drains with time. A guess made during a wait is not answered and not counted. Nobody can lock
somebody else out for good: waits have an upper bound, and a device from which the account was entered before answers
only for its own wrong guesses, not for those of the account or of its network.

After a right guess the account's tally is dropped, the network's stays: else a guesser would wash his network clean by
entering his own account in between.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simpul.rules.refusals import N_, Refusal

MEMORY = timedelta(days=1)
"""Wrong guesses older than this need not be read, nor kept for this purpose."""

_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Ladder:
    """``free`` wrong guesses, then ``first_wait``, doubled each time up to ``longest_wait``.

    One failure drains away in every ``forgive``.
    """

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgive: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """The wait that follows the last of ``failures`` wrong guesses."""
        if failures < self.free:
            return _NONE
        doublings = min(failures - self.free, 30)  # far beyond any longest_wait, and no huge numbers
        return min(self.first_wait * int(2**doublings), self.longest_wait)

    @property
    def top(self) -> int:
        """The count at which the wait is longest; more are not remembered, or a siege would weigh for days."""
        return next(count for count in range(self.free, self.free + 31) if self.wait_after(count) == self.longest_wait)


@dataclass(frozen=True, slots=True)
class Tally:
    """The state of one account or network: the last wrong guess, and when the count will have drained away (aware)."""

    at: datetime
    drained_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """Answer the guess, or say when the next one is answered. ``wait`` is zero when allowed."""

    allowed: bool
    wait: timedelta = _NONE

    @property
    def seconds(self) -> int:
        """The wait in whole seconds, rounded up (for Retry-After)."""
        return -(-self.wait // timedelta(seconds=1))

    def refusal(self) -> Refusal:
        """The sentence is the same whether the account or link exists or not."""
        minutes = -(-self.seconds // 60)
        text = N_("Too many tries. Wait %(seconds)s seconds, then try again.")
        if minutes > 1:
            text = N_("Too many tries. Wait %(minutes)s minutes, then try again.")
        return Refusal("LCK-01", text, seconds=self.seconds, minutes=minutes)


ACCOUNT = Ladder(5, timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=10))
"""One account, ticket or address: five guesses, then 5 s, 10 s, ... up to five minutes."""

NETWORK = Ladder(10, timedelta(seconds=4), timedelta(minutes=15), timedelta(minutes=5))
"""One network (IPv4 /24, IPv6 /64): a hospital's many users stand behind one, so ten are free."""


def network(address: str) -> str:
    """The network that an address counts against; every text that is no address counts as one network."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 64), strict=False))


def failures(tally: Tally | None, ladder: Ladder, now: datetime) -> int:
    """The wrong guesses that still count at ``now``."""
    return 0 if tally is None else max(0, -(-(tally.drained_at - now) // ladder.forgive))


def wait_of(tally: Tally | None, ladder: Ladder, now: datetime) -> timedelta:
    """How long this tally alone still asks to wait."""
    if tally is None:
        return _NONE
    gone = max(now - tally.at, _NONE)  # a clock set back shortens no wait
    return max(ladder.wait_after(failures(tally, ladder, tally.at)) - gone, _NONE)


def decide(
    now: datetime, *, network: Tally | None, account: Tally | None = None, known_device: bool = False
) -> Decision:
    """Whether a guess is answered now.

    ``known_device``: this browser has entered this account before; ``account`` is then the tally of this browser alone
    and the network does not count. For a tracking link there is no account: only the network counts.
    """
    waits = [wait_of(account, ACCOUNT, now)]
    if not known_device:
        waits.append(wait_of(network, NETWORK, now))
    return Decision(allowed=not any(waits), wait=max(waits))


def after_failure(tally: Tally | None, ladder: Ladder, now: datetime) -> Tally:
    """The state to store after an answered, wrong guess."""
    start = now if tally is None else max(tally.drained_at, now)
    return Tally(now, min(start + ladder.forgive, now + ladder.top * ladder.forgive))


def tally_of(times: Iterable[datetime], ladder: Ladder) -> Tally | None:
    """The tally of wrong guesses that were stored one by one, in any order; None where there are none."""
    tally: Tally | None = None
    for at in sorted(times):
        tally = after_failure(tally, ladder, at)
    return tally
