"""What goes to the service and comes back, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """``login``, ``stamps``, ``adapter``: base addresses; ``folder``: the one shared with the adapter, which knows it
    as ``shared``; ``seconds``: how long a purchase or a stamp may take."""

    login: str
    stamps: str
    adapter: str
    user: str
    password: str
    folder: Path
    shared: str = "/sharefolder"
    seconds: float = 25.0


@dataclass(frozen=True, slots=True)
class Order:
    """For which document a serial is bought. ``reference`` is ours and unique for one original."""

    reference: str
    title: str
    number: str
    on: date
    file_name: str


@dataclass(frozen=True, slots=True, repr=False)
class Serial:
    """A serial that has been charged, with the picture that the stamp shows."""

    number: str
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the stamp goes: ``page`` from 0, ``rect`` (left, bottom, right, top) in points."""

    page: int
    rect: tuple[float, float, float, float]


class Problem(StrEnum):
    DOWN = "down"
    """Nothing was bought or stamped; it may be tried again by itself."""
    UNKNOWN = "unknown"
    """No answer to a purchase: it may have been charged. Only a person knows what follows."""
    ACCOUNT = "account"
    BALANCE = "balance"
    REFUSED = "refused"


class EmeteraiFault(Exception):
    """The service did not do it; its own words stay out, they may quote the document."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Emeterai(Protocol):
    """``label`` is what it is called wherever it is met; a simulator says that it is one."""

    label: str

    def balance(self) -> int:
        """How many stamps are left."""

    def buy(self, order: Order) -> Serial:
        """One serial, charged. Raises EmeteraiFault; after UNKNOWN it must not be asked again by itself."""

    def stamp(self, pdf: bytes, serial: Serial, place: Place, name: str) -> bytes:
        """``pdf`` with the stamp appended. The same serial may be tried again. Raises EmeteraiFault."""
