"""The distributor's service over HTTP: sign in for a token, buy a serial, have the adapter stamp the file.

The adapter runs beside Simpul and takes files by their place in a shared folder, not in the request.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from simpul.adapters.emeterai.values import Account, EmeteraiFault, Order, Place, Problem, Serial
from simpul.lib import outgoing
from simpul.lib.ids import slug
from simpul.rules.stamp_duty import is_serial

QUESTION_SECONDS = 10.0
PDF_LARGEST = 64 * 1024 * 1024
KIND = "4"
"""Kind of document of the service's list ("/jenisdoc"): an agreement."""


class ServiceEmeterai:
    """Under one account; a token is fetched for every act and kept nowhere."""

    def __init__(self, account: Account, label: str = "e-Meterai") -> None:
        self.label = label
        self._account = account

    def balance(self) -> int:
        said = self._ask("GET", self._account.stamps, "/function/saldopos", self._token())
        found = _inner(said).get("saldo", said.get("saldo"))
        try:
            return int(str(found))
        except ValueError as error:
            raise EmeteraiFault(Problem.REFUSED) from error

    def buy(self, order: Order) -> Serial:
        token = self._token()
        wanted = {
            "isUpload": False, "namadoc": KIND, "namafile": order.file_name, "nilaidoc": "0", "snOnly": False,
            "nodoc": order.reference, "tgldoc": order.on.isoformat(),
            "keterangan": f"{order.number} {order.title}"[:200],
        }  # fmt: skip
        try:
            answer = self._send("POST", self._account.stamps, "/chanel/stampv2", self._account.seconds, token, wanted)
        except outgoing.OutgoingFault as error:
            raise EmeteraiFault(Problem.UNKNOWN if error.sent else Problem.DOWN) from error
        if answer.status >= 500:
            raise EmeteraiFault(Problem.UNKNOWN)
        said = _values(answer)
        _check(answer, said)
        result = _inner(said)
        number = str(result.get("sn") or result.get("serialnumber") or "")
        if not is_serial(number):
            raise EmeteraiFault(Problem.UNKNOWN)  # it may have been charged, and we do not know for what
        with suppress(ValueError, binascii.Error):
            return Serial(number, base64.b64decode(str(result.get("image", "")), validate=True))
        return Serial(number)

    def stamp(self, pdf: bytes, serial: Serial, place: Place, name: str) -> bytes:
        token, mark = self._token(), slug()
        source, target, picture = f"{mark}-asal.pdf", f"{mark}-jadi.pdf", f"{mark}.png"
        folder = self._account.folder
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (folder / source).write_bytes(pdf)
            (folder / picture).write_bytes(serial.picture)
            self._order_stamp(token, serial, place, {"src": source, "dest": target, "spesimenPath": picture})
            return self._collected(target)
        except OSError as error:
            raise EmeteraiFault(Problem.DOWN) from error
        finally:
            for left in (source, target, picture):
                with suppress(OSError):
                    (folder / left).unlink(missing_ok=True)

    def _order_stamp(self, token: str, serial: Serial, place: Place, files: Mapping[str, str]) -> None:
        left, bottom, right, top = place.rect
        wanted = {
            "certificatelevel": "NOT_CERTIFIED", "docpass": "", "jwToken": token, "refToken": serial.number,
            "profileName": "emeteraicertificateSigner", "reason": "Bea meterai", "location": "",
            "visLLX": left, "visLLY": bottom, "visURX": right, "visURY": top, "visSignaturePage": place.page + 1,
            **{key: f"{self._account.shared}/{name}" for key, name in files.items()},
        }  # fmt: skip
        said = self._ask(
            "POST", self._account.adapter, "/adapter/pdfsigning/rest/docSigningZ", token, wanted, self._account.seconds
        )
        if str(said.get("status", "")).casefold() not in ("true", "ok", "success"):
            raise EmeteraiFault(Problem.DOWN)

    def _collected(self, name: str) -> bytes:
        path: Path = self._account.folder / name
        try:
            if path.stat().st_size > PDF_LARGEST:
                raise EmeteraiFault(Problem.REFUSED)
            return path.read_bytes()
        except OSError as error:
            raise EmeteraiFault(Problem.DOWN) from error

    def _token(self) -> str:
        said = self._ask(
            "POST", self._account.login, "/api/users/login", "",
            {"user": self._account.user, "password": self._account.password},
        )  # fmt: skip
        token = str(said.get("token") or _inner(said).get("token") or "")
        if not token:
            raise EmeteraiFault(Problem.ACCOUNT)
        return token

    def _ask(
        self, method: str, base: str, path: str, token: str, values: object = None, seconds: float = QUESTION_SECONDS
    ) -> Mapping[str, Any]:
        """An act by which nothing is charged: whatever goes wrong, it may be tried again."""
        try:
            answer = self._send(method, base, path, seconds, token, values)
        except outgoing.OutgoingFault as error:
            raise EmeteraiFault(Problem.DOWN) from error
        if answer.status >= 500:
            raise EmeteraiFault(Problem.DOWN)
        said = _values(answer)
        _check(answer, said)
        return said

    def _send(self, method: str, base: str, path: str, seconds: float, token: str, values: object) -> outgoing.Answer:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return outgoing.send(
            method, base.rstrip("/") + path, timeout=seconds, headers=headers, json=values, trusted=frozenset({base}),
        )  # fmt: skip


def _values(answer: outgoing.Answer) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _inner(said: Mapping[str, Any]) -> Mapping[str, Any]:
    result = said.get("result")
    return result if isinstance(result, dict) else {}


def _check(answer: outgoing.Answer, said: Mapping[str, Any]) -> None:
    """Raises EmeteraiFault for a refusal, which is definite: nothing was charged."""
    if answer.status in (401, 403):
        raise EmeteraiFault(Problem.ACCOUNT)
    code = str(said.get("statusCode", "00"))
    if answer.status == 402 or code == "02":
        raise EmeteraiFault(Problem.BALANCE)
    if answer.status >= 400 or code != "00":
        raise EmeteraiFault(Problem.REFUSED)
