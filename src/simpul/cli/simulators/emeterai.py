"""A stand-in for a distributor of e-Meterai and its stamping adapter, as far as Simpul speaks to them.

It sells no meterai: its serials begin with 9, its stamp is a plain box that says that it is none. Signing in, buying
and stamping are the addresses of public sample code. Any user and password will do.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simpul.adapters.emeterai import LABEL, NOT_GENUINE, EmeteraiFault, MemoryEmeterai, Order, Place, Serial
from simpul.adapters.emeterai.memory import FIRST
from simpul.cli.simulators.frame import Call, Reply, say
from simpul.lib import clock

NORMAL, DOWN, LOST, EMPTY, RESAVED = "normal", "down", "lost", "empty", "resaved"
OPENS_NOTHING = "peragaan"
"""What it gives out at signing in."""
FOLDER = "emeterai"
"""The folder shared with the adapter, below the home of the installation."""


class EmeteraiSimulator:
    """``LOST``: charges and then says nothing; ``EMPTY``: nothing left to buy; ``RESAVED``: gives back another file."""

    label: str = f"{LABEL} - {NOT_GENUINE}"
    moods: tuple[str, ...] = (NORMAL, DOWN, LOST, EMPTY, RESAVED)

    def __init__(self, home: Path) -> None:
        self.mood = NORMAL
        self.folder = home / FOLDER
        self.book = MemoryEmeterai(first=FIRST + int(clock.now().timestamp()) * 1000)

    def stop(self) -> None:
        """It keeps nobody waiting."""

    def answer(self, call: Call) -> Reply | None:
        if self.mood == DOWN:
            return None
        if call.path == "/api/users/login" and call.method == "POST":
            return say(200, {"message": "success", "token": OPENS_NOTHING})
        if call.headers.get("authorization") != f"Bearer {OPENS_NOTHING}":
            return say(401, {"statusCode": "01", "message": "token"})
        if call.path == "/function/saldopos":
            return say(200, {"statusCode": "00", "result": {"saldo": self.book.balance()}})
        if call.path == "/jenisdoc":
            return say(200, {"statusCode": "00", "result": [{"id": "4", "nama": "Surat perjanjian"}]})
        act = {"/chanel/stampv2": self._sell, "/adapter/pdfsigning/rest/docSigningZ": self._stamp}.get(call.path)
        if act is None or call.method != "POST":
            return say(404, {"statusCode": "99", "message": "alamat tidak dikenal"})
        try:
            return act(json.loads(call.body))
        except (ValueError, KeyError, TypeError, OSError, EmeteraiFault):
            return say(400, {"statusCode": "99", "status": "False", "message": "permintaan tidak dikenal"})

    def _sell(self, said: Mapping[str, Any]) -> Reply | None:
        if self.mood == EMPTY:
            return say(200, {"statusCode": "02", "message": "saldo habis"})
        on = clock.now().date()
        serial = self.book.buy(Order(str(said["nodoc"]), "", "", on, str(said["namafile"])))
        if self.mood == LOST:
            return None
        picture = base64.b64encode(serial.picture).decode()
        return say(200, {"statusCode": "00", "message": "success", "result": {"sn": serial.number, "image": picture}})

    def _stamp(self, said: Mapping[str, Any]) -> Reply:
        source, target = self._inside(said["src"]), self._inside(said["dest"])
        rect = (float(said["visLLX"]), float(said["visLLY"]), float(said["visURX"]), float(said["visURY"]))
        place = Place(int(said["visSignaturePage"]) - 1, rect)
        made = self.book.stamp(source.read_bytes(), Serial(str(said["refToken"])), place, source.name)
        target.write_bytes(made.replace(b"%PDF-1.7", b"%PDF-1.6", 1) if self.mood == RESAVED else made)
        return say(200, {"errorCode": "0", "status": "True", "statusCode": "00"})

    def _inside(self, path: object) -> Path:
        """A file of the shared folder; names from outside it are none."""
        return self.folder / Path(str(path)).name
