"""The process that hosts the simulators: HTTP on the loopback, one folder of addresses for each.

`/` tells which there are. `/NAME/suasana` tells how one behaves now (GET) or changes it (POST `{"mood": ...}`), so that
a demonstration or a test can have it down, slow or wrong. Every answer bears the simulator's label in `X-Simulator`.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType
from typing import Protocol

HOST = "127.0.0.1"
MOOD = "suasana"
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """A request as a simulator sees it: ``path`` below its own folder, header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def say(status: int, values: object, **headers: str) -> Reply:
    """An answer in JSON; underscores in the names of headers stay."""
    return Reply(status, json.dumps(values).encode(), {"Content-Type": "application/json", **headers})


class Simulator(Protocol):
    """``label`` says that it is none of what it plays; ``moods``: how it can behave, the first is the ordinary way."""

    label: str
    moods: tuple[str, ...]
    mood: str

    def answer(self, call: Call) -> Reply | None:
        """None drops the connection without a word."""

    def stop(self) -> None:
        """The process ends; nobody is kept waiting any more."""


def server(simulators: Mapping[str, Simulator], port: int) -> ThreadingHTTPServer:
    """Bound to the loopback, not yet serving; port 0 takes any free one (``server_port`` tells)."""

    class Handler(_Handler):
        table = simulators

    return ThreadingHTTPServer((HOST, port), Handler)


def serve(simulators: Mapping[str, Simulator], port: int) -> None:
    """Serve until a signal ends it."""
    signal.signal(signal.SIGTERM, _end)
    with server(simulators, port) as bound:
        names = ", ".join(each.label for each in simulators.values())
        print(f"http://{HOST}:{bound.server_port} {names}", flush=True)
        try:
            bound.serve_forever()
        finally:
            for each in simulators.values():
                each.stop()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit


class _Handler(BaseHTTPRequestHandler):
    table: Mapping[str, Simulator] = {}
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing is logged: bodies and addresses hold what somebody typed."""

    def _handle(self) -> None:
        self.close_connection = True
        if not self._ours():
            self._send("", Reply(403, b""))
            return
        name, _slash, rest = self.path.lstrip("/").partition("/")
        simulator = self.table.get(name)
        if simulator is None:
            found = say(200, {key: each.label for key, each in self.table.items()}) if not name else Reply(404, b"")
            self._send("", found)
            return
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST))
        headers = {key.lower(): value for key, value in self.headers.items()}
        call = Call(self.command, "/" + rest, headers, body)
        reply = _mood(simulator, call) if rest == MOOD else simulator.answer(call)
        if reply is not None:
            self._send(simulator.label, reply)

    def _ours(self) -> bool:
        """A page in a browser that calls a name of its own "127.0.0.1" is not answered."""
        return (self.headers.get("Host") or "").rpartition(":")[0] in (HOST, "localhost")

    def _send(self, label: str, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("X-Simulator", label)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            self.wfile.write(reply.body)
        except OSError:
            return  # the other side has given up waiting: that is what "slow" is for


def _mood(simulator: Simulator, call: Call) -> Reply:
    """Tell the mood, or change it."""
    if call.method == "POST":
        try:
            wanted = str(json.loads(call.body)["mood"])
        except (ValueError, KeyError, TypeError):
            wanted = ""
        if wanted not in simulator.moods:
            return say(400, {"moods": simulator.moods})
        simulator.mood = wanted
    return say(200, {"label": simulator.label, "mood": simulator.mood, "moods": simulator.moods})
