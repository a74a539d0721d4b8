"""A stand-in for the eSign Client Service of BSrE, v1 and v2, as far as Simpul speaks to it.

It is not BSrE and never looks like it: it signs with a certificate of the demo authority that bears its label. Any
e-mail address and any NIK may sign with the passphrase that the pages of a demonstration show. It writes down nothing.

Beside the service's own addresses it has three of its own: `/berkas` lists what it signed and hands it out, as a portal
would; `/kait` takes the address and the key for callbacks; `/laporan` sends some, genuine or forged.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simpul.adapters.bsre import CODE, MAY_SIGN, OPENS_WITH
from simpul.adapters.bsre import SIMULATOR as LABEL
from simpul.cli.simulators.bsre_forms import parts_of
from simpul.cli.simulators.bsre_pen import Look, Pen
from simpul.cli.simulators.bsre_reports import Reporter
from simpul.cli.simulators.frame import Call, Reply, say

NORMAL, DOWN, SLOW, LOST = "normal", "down", "slow", "lost"
WRONG, RESAVED, DIFFERENT = "wrong_secret", "resaved", "different"
STATUSES: Mapping[str, str] = {
    "unregistered": "NOT_REGISTERED", "no_certificate": "NO_CERTIFICATE", "expired": "EXPIRED", "revoked": "REVOKE",
}  # fmt: skip
"""Moods in which a person may not sign, with what the service says then."""
KEPT = 50
"""Signed documents that can be fetched again; the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A signature as either version asks for it."""

    who: str
    secret: str
    by_code: bool
    pdf: bytes
    look: Look
    reference: str


class BsreSimulator:
    """``pause``: seconds that it takes for its answer when it is slow; it has signed by then. ``references``: under
    which mark the file of a request (``X-Request-Id``) lies."""

    label: str = LABEL
    moods: tuple[str, ...] = (NORMAL, DOWN, SLOW, LOST, WRONG, RESAVED, DIFFERENT, *STATUSES)

    def __init__(self, home: Path, *, pause: float = 45.0, pen: Pen | None = None) -> None:
        self.mood = NORMAL
        self.pause = pause
        self.pen = pen or Pen(home)
        self.signed: dict[str, bytes] = {}
        self.references: dict[str, str] = {}
        self.codes: set[str] = set()
        self.reporter = Reporter()
        self.lock = threading.Lock()
        self.ended = threading.Event()

    def stop(self) -> None:
        """Whoever waits for a slow answer waits no longer."""
        self.ended.set()

    def answer(self, call: Call) -> Reply | None:
        """One of the service's addresses; every one wants an account (any name and password)."""
        if (own := self._own(call)) is not None:
            return own
        if self.mood == DOWN:
            return None
        if not call.headers.get("authorization", "").startswith("Basic "):
            return say(401, {"status_code": 401, "error": "Akun klien tidak dikenal"})
        path = call.path
        if call.method == "GET" and path.startswith("/api/user/status/"):
            return self._status(path.rpartition("/")[2])
        if call.method == "GET" and path.startswith("/api/sign/download/"):
            return self._download(path.rpartition("/")[2])
        act = {
            "/api/sign/pdf": self._sign_v1,
            "/api/sign/verify": self._verify_v1,
            "/api/v2/sign/pdf": self._sign_v2,
            "/api/v2/sign/get/totp": self._code,
            "/api/v2/verify/pdf": self._verify_v2,
            "/api/v2/user/check/status": self._status_v2,
        }.get(path)
        if act is None or call.method != "POST":
            return say(404, {"error": "Alamat tidak dikenal"})
        try:
            return act(call)
        except (ValueError, KeyError, TypeError, IndexError, binascii.Error):
            return say(400, {"error": "Permintaan tidak dapat dibaca"})

    def _own(self, call: Call) -> Reply | None:
        """The addresses that no service has; None for any other."""
        if call.path == "/berkas":
            return say(200, {"label": LABEL, "files": sorted(self.references)})
        if call.path.startswith("/berkas/"):
            name = call.path.removeprefix("/berkas/").removesuffix(".pdf")
            return self._download(self.references.get(name, ""))
        if call.path == "/kait":
            return self.reporter.learn(call)
        return self.reporter.report(call, self.signed, self.references) if call.path == "/laporan" else None

    def _status(self, who: str) -> Reply:
        said = STATUSES.get(self.mood, MAY_SIGN) if who else "NOT_REGISTERED"
        return say(200, {"status_code": 1111 if said == MAY_SIGN else 1110, "status": said, "message": said})

    def _status_v2(self, call: Call) -> Reply:
        return self._status(_who(json.loads(call.body)))

    def _code(self, call: Call) -> Reply:
        with self.lock:
            self.codes.add(_who(json.loads(call.body)))
        return say(200, {"status": "OK", "message": "TOTP terkirim (simulator)"})

    def _sign_v1(self, call: Call) -> Reply | None:
        parts = parts_of(call)
        text = {name: value.decode() for name, value in parts.items() if name not in ("file", "imageTTD")}
        look = Look(
            visible=text.get("tampilan") == "visible",
            page=int(text.get("page") or text.get("halaman") or 1),
            rect=_rect(text, "xAxis", "yAxis"),
            picture=parts.get("imageTTD", b""),
            reason=text.get("reason", ""),
            location=text.get("location", ""),
        )
        asked = _Asked(text["nik"], text["passphrase"], False, parts["file"], look, _reference(call))
        made = self._made(asked)
        if isinstance(made, Reply) or made is None:
            return made
        mark, pdf = made
        return Reply(200, pdf, {"Content-Type": "application/pdf", "id_dokumen": mark})

    def _sign_v2(self, call: Call) -> Reply | None:
        begun, said = time.monotonic(), json.loads(call.body)
        wanted = (said.get("signatureProperties") or [{}])[0]
        look = Look(
            visible=wanted.get("tampilan") == "VISIBLE",
            page=int(wanted.get("page") or 1),
            rect=_rect(wanted, "originX", "originY"),
            picture=base64.b64decode(wanted.get("imageBase64") or "", validate=True),
            reason=str(wanted.get("reason") or ""),
            location=str(wanted.get("location") or ""),
        )
        secret, by_code = str(said.get("totp") or said.get("passphrase") or ""), "totp" in said
        pdf = base64.b64decode(said["file"][0], validate=True)
        made = self._made(_Asked(_who(said), secret, by_code, pdf, look, _reference(call)))
        if isinstance(made, Reply) or made is None:
            return made
        took = int((time.monotonic() - begun) * 1000)
        return say(200, {"time": took, "file": [base64.b64encode(made[1]).decode()]})

    def _made(self, asked: _Asked) -> tuple[str, bytes] | Reply | None:
        """The mark and the signed file; a refusal; None when the answer is lost on its way."""
        if self.mood in STATUSES:
            return say(400, {"status_code": 2000, "error": STATUSES[self.mood]})
        if self.mood == WRONG or not self._opens(asked):
            word = "TOTP" if asked.by_code else "Passphrase"
            return say(400, {"status_code": 2031, "error": f"{word} anda salah"})
        pdf = self._as_told(asked)
        mark = secrets.token_hex(12)
        with self.lock:
            self.signed[mark] = pdf
            self.references[asked.reference] = mark
            while len(self.signed) > KEPT:
                del self.signed[next(iter(self.signed))]
            self.references = {name: kept for name, kept in self.references.items() if kept in self.signed}
        if self.mood == SLOW:
            self.ended.wait(self.pause)
        return None if self.mood == LOST else (mark, pdf)

    def _opens(self, asked: _Asked) -> bool:
        if not asked.by_code:
            return asked.secret == OPENS_WITH
        with self.lock:
            waiting = asked.who in self.codes and asked.secret == CODE
            self.codes.discard(asked.who)
        return waiting

    def _as_told(self, asked: _Asked) -> bytes:
        if self.mood == RESAVED:
            return self.pen.sign(self.pen.saved_anew(asked.pdf), asked.look)
        if self.mood == DIFFERENT:
            return self.pen.sign(self.pen.another_text(asked.pdf), asked.look)
        return self.pen.sign(asked.pdf, asked.look)

    def _download(self, mark: str) -> Reply:
        found = self.signed.get(mark)
        if found is None:
            return say(404, {"error": "Dokumen tidak ditemukan"})
        return Reply(200, found, {"Content-Type": "application/pdf"})

    def _verify_v1(self, call: Call) -> Reply:
        return say(200, self._judged(parts_of(call)["signed_file"]))

    def _verify_v2(self, call: Call) -> Reply:
        said = json.loads(call.body)["file"]
        return say(200, self._judged(base64.b64decode(said if isinstance(said, str) else said[0], validate=True)))

    def _judged(self, pdf: bytes) -> dict[str, object]:
        conclusion, signers = self.pen.judge(io.BytesIO(pdf))
        return {"conclusion": conclusion, "summary": conclusion, "signers": signers, "simulator": LABEL}


def _reference(call: Call) -> str:
    return call.headers.get("x-request-id", "")


def _who(said: Mapping[str, object]) -> str:
    return str(said.get("nik") or said.get("email") or "")


def _rect(said: Mapping[str, object], left: str, bottom: str) -> tuple[float, float, float, float]:
    x, y = float(str(said.get(left) or 0)), float(str(said.get(bottom) or 0))
    return x, y, x + float(str(said.get("width") or 0)), y + float(str(said.get("height") or 0))
