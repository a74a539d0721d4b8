"""`simpul serve`: database, web server, worker (and simulators in a demonstration); they start and stop together."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterator
from types import FrameType

import psycopg

from simpul.adapters.postgres import OWNER_VARIABLE, program_url
from simpul.cli.children import Child
from simpul.cli.speech import _, complain
from simpul.lib.home import data_home
from simpul.rules.refusals import N_, Refusal

GRACE_SECONDS = 10.0
DATABASE_GRACE_SECONDS = 60.0
LOOK_SECONDS = 0.1
REVIVED_AFTER, LONGEST_WAIT = 1.0, 60.0
"""Seconds until simulators that died start again; twice as long each time."""
KEEPER, WEB, WORKER, SIMULATORS = "database", "web", "worker", "simulate"

DEATHS = {
    KEEPER: N_("The database has stopped, so everything stops: start again; nothing committed is lost. (Code: SIS-71)"),
    WEB: N_("The web server has stopped, so everything stops: its last lines above say why. (Code: SIS-72)"),
    WORKER: N_("The worker has stopped, so everything stops: its last lines above say why. (Code: SIS-73)"),
}


def run(argv: list[str]) -> int:
    """Serve until Ctrl-C (0) or until a part dies (3)."""
    parser = argparse.ArgumentParser(prog="simpul serve", description=__doc__)
    parser.add_argument("--host", default=os.environ.get("HOST_ADDRESS", "127.0.0.1"))
    parser.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000")
    parser.add_argument("--workers", type=int, default=2, help="web processes (default 2)")
    wanted = parser.parse_args(argv)
    _check_port(wanted.host, wanted.port)
    os.environ["PORT"] = str(wanted.port)
    with Supervisor() as supervisor:
        return supervisor.serve(wanted.host, wanted.port, wanted.workers)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(_("a port is a number from 1 to 65535, not '%(text)s'", text=text))
    return int(text)


def _check_port(host: str, port: int) -> None:
    """Say so before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            text = N_("Port %(port)d is taken by another program: choose another with `make run PORT=%(other)d`.")
            raise Refusal("SIS-70", text, port=port, other=port + 1 if port < 65535 else 8000) from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Supervisor:
    """Owns the children; leaving the `with` block ends every one of them."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.keeper: Child | None = None
        self.asked_to_stop = False
        self.revive_wait, self.revive_at = REVIVED_AFTER, 0.0
        self.watch = selectors.DefaultSelector()

    def __enter__(self) -> Supervisor:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_asked)
        return self

    def __exit__(self, *raised: object) -> None:
        self._end_all()

    def serve(self, host: str, port: int, workers: int) -> int:
        """Start the parts in order, then stand by."""
        self._start_database()
        if not self._prepare():
            return 0 if self.asked_to_stop else 3
        self._start_simulators()
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
        web += ["--workers", str(workers), "--blocking-threads", "4", "--workers-kill-timeout", "5", "--no-ws"]
        self._start(WEB, [*web, "simpul.config.wsgi:application"], owner=False)
        self._start(WORKER, [sys.executable, "-m", "simpul.cli.main", "worker"], owner=False)
        return self._stand_by(host, port)

    def _start_database(self) -> None:
        """The embedded server behind a keeper; or the given one, which must answer."""
        given = os.environ.get("DATABASE_URL")
        if given:
            try:
                psycopg.connect(given, connect_timeout=10).close()
            except psycopg.Error:
                text = N_(
                    "The database of DATABASE_URL does not answer: check the address, the password and the server."
                )
                raise Refusal("SIS-74", text) from None
            return
        print(_("Database: starting …"), flush=True)
        home = str(data_home())
        # Immortal on purpose: it outlives us just long enough to stop the database.
        self.keeper = Child(
            KEEPER, [sys.executable, "-m", "simpul.adapters.postgres.keeper", home], os.environ, mortal=False
        )
        os.set_blocking(self.keeper.output.fileno(), True)
        _check_started(self.keeper.output.readline().decode())
        os.set_blocking(self.keeper.output.fileno(), False)
        self.watch.register(self.keeper.output, selectors.EVENT_READ, self.keeper)

    def _prepare(self) -> bool:
        """Migrations and files in a process of its own, so that this one stays small."""
        task = self._start("prepare", [sys.executable, "-m", "simpul.cli.main", "prepare"])
        while task.alive and not self.asked_to_stop:
            self._relay()
        self._relay()
        return not self.asked_to_stop and task.process.returncode == 0

    def _start_simulators(self) -> None:
        """A demonstration meets stand-ins for the services outside; they need no database. Its address goes to all."""
        if os.environ.get("SIMPUL_DEMO", "1") != "1" or "SIMPUL_SIMULATORS" in os.environ:
            return
        os.environ["SIMPUL_SIMULATORS"] = f"http://127.0.0.1:{_free_port()}"
        self._run_simulators()

    def _run_simulators(self) -> None:
        port = os.environ["SIMPUL_SIMULATORS"].rpartition(":")[2]
        command = [sys.executable, "-m", "simpul.cli.main", "simulators", "--port", port]
        self._start(SIMULATORS, command, owner=False)

    def _revive_simulators(self) -> None:
        """Nothing real hangs on them, so they come back where the others end everything: at the same address."""
        dead = next((child for child in self.children if child.name == SIMULATORS and not child.alive), None)
        if dead is not None:
            self.children.remove(dead)
            seconds = int(self.revive_wait)
            complain(_("The simulators have stopped. They start again in %(seconds)d s.", seconds=seconds))
            self.revive_at = time.monotonic() + self.revive_wait
            self.revive_wait = min(2 * self.revive_wait, LONGEST_WAIT)
        elif self.revive_at and time.monotonic() >= self.revive_at:
            self.revive_at = 0.0
            self._run_simulators()

    def _start(self, name: str, command: list[str], *, owner: bool = True) -> Child:
        """``owner=False``: the part works in the role that owns nothing and never learns of the other."""
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        if not owner:
            environment.pop(OWNER_VARIABLE, None)
            environment["DATABASE_URL"] = program_url(data_home())
        child = Child(name, command, environment)
        self.watch.register(child.output, selectors.EVENT_READ, child)
        self.children.append(child)
        return child

    def _stand_by(self, host: str, port: int) -> int:
        announced = False
        while not self.asked_to_stop:
            self._relay()
            if dead := next((child for child in self._lasting() if not child.alive), None):
                self._relay()
                complain(_(DEATHS[dead.name]))
                return 3
            self._revive_simulators()
            if not announced and _answers(host, port):
                announced = True
                print(_("Simpul is ready: %(address)s (Ctrl-C stops it)", address=f"http://{host}:{port}"), flush=True)
        return 0

    def _lasting(self) -> Iterator[Child]:
        if self.keeper:
            yield self.keeper
        yield from (child for child in self.children if child.name in DEATHS)

    def _relay(self) -> None:
        """Pass on what the children printed, each line with its name."""
        for key, _events in self.watch.select(LOOK_SECONDS):
            child: Child = key.data
            for line in child.lines():
                print(line if child.name == "prepare" else f"{child.name:8} | {line}", flush=True)
            if not child.alive:
                self.watch.unregister(key.fileobj)

    def _stop_asked(self, number: int, frame: FrameType | None) -> None:
        if self.asked_to_stop:
            for child in self.children:
                child.end(signal.SIGKILL)
        self.asked_to_stop = True

    def _end_all(self) -> None:
        """First those who use the database, then the database; whoever does not listen is killed with its group."""
        if self.asked_to_stop:
            print(_("Stopping …"), flush=True)
        for child in self.children:
            child.end(signal.SIGTERM)
        for child in self.children:
            child.wait(GRACE_SECONDS)
            child.end(signal.SIGKILL)
            child.wait(GRACE_SECONDS)
        if self.keeper:
            self.keeper.hang_up()
            self.keeper.wait(DATABASE_GRACE_SECONDS)


def _check_started(line: str) -> None:
    """The keeper's first line: the address, or why there is none."""
    said = json.loads(line or "{}")
    if "url" not in said:
        unknown = N_("The database did not start: run `simpul doctor`.")
        raise Refusal(said.get("code", "SIS-75"), said.get("text", unknown), **said.get("params", {}))


def _answers(host: str, port: int) -> bool:
    """True once any page answers: the port alone opens before the application is loaded."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
