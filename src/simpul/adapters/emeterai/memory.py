"""The twin in memory: for tests, and for demonstrations without any service. Its serials are no serials."""

from __future__ import annotations

import itertools
import threading

from simpul.adapters.emeterai.simulated import LABEL, NOT_GENUINE, stamped
from simpul.adapters.emeterai.values import EmeteraiFault, Order, Place, Problem, Serial

NORMAL, DOWN, LOST = "normal", "down", "lost"
FIRST = 9_000_000_000_000_000_000_000
"""A number of 22 digits; real ones do not begin so."""
PICTURE = b"\x89PNG"
"""Handed out once, with the serial, as the real service does; what it draws here is another thing."""


class MemoryEmeterai:
    """``charged``: serial by reference, in the order of the purchases; ``pictures``: of the stamps put on;
    ``mood`` is how it behaves."""

    label = f"{LABEL} ({NOT_GENUINE})"

    def __init__(self, stock: int = 1_000_000, first: int = FIRST) -> None:
        self.mood = NORMAL
        self.stock = stock
        self.charged: list[tuple[str, str]] = []
        self.pictures: list[bytes] = []
        self._numbers = itertools.count(first)
        self._lock = threading.Lock()

    def balance(self) -> int:
        self._up()
        return self.stock

    def buy(self, order: Order) -> Serial:
        self._up()
        with self._lock:
            if self.stock < 1:
                raise EmeteraiFault(Problem.BALANCE)
            self.stock -= 1
            number = str(next(self._numbers))
            self.charged.append((order.reference, number))
        if self.mood == LOST:
            raise EmeteraiFault(Problem.UNKNOWN)
        return Serial(number, PICTURE)

    def stamp(self, pdf: bytes, serial: Serial, place: Place, name: str) -> bytes:
        self._up()
        self.pictures.append(serial.picture)
        return stamped(pdf, serial.number, place)

    def _up(self) -> None:
        if self.mood == DOWN:
            raise EmeteraiFault(Problem.DOWN)
