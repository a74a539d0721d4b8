"""A case whose head signs through the simulator of the service, in this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pytest_django import Settings

from simpul.adapters.bsre import OPENS_WITH
from simpul.casework import service_signing
from simpul.cli.simulators.bsre import BsreSimulator
from simpul.cli.simulators.bsre_pen import Pen
from simpul.cli.simulators.frame import server
from simpul.core.signing.models import Means, ServiceAttempt, ServiceVersion
from simpul.core.signing.services import set_up_service
from tests.casework.signing.house import CLERK, HEAD, Desk

NIK = "3200000000000001"


@dataclass
class Room:
    """The desk with its service; ``simulator.mood`` troubles it. Its address is known once the text is prepared: the
    stamps of a demonstration without simulators go in at once."""

    desk: Desk
    simulator: BsreSimulator
    settings: Settings
    address: str

    def use(self, **more: object) -> None:
        values = {
            "version": ServiceVersion.V2, "simulated": True, "address": "", "account": "", "by_code": False,
            "in_use": True, **more,
        }  # fmt: skip
        set_up_service(
            institution_id=self.desk.house.institution.pk, values=values, password="",
            by=self.desk.officer(CLERK).actor(),
        )  # fmt: skip

    def number(self) -> None:
        """Number and date: the signing is open."""
        self.desk.number()
        self.settings.SIMULATORS = self.address

    def begin(self) -> None:
        """And the partner's act: it is the head's turn."""
        self.number()
        self.desk.seal()

    def sign(self, secret: str = OPENS_WITH, nik: str = "", lane: str = HEAD, read: bool = True) -> ServiceAttempt:
        signer = self.desk.round().signers.get(means=Means.SERVICE)
        attempt = service_signing.sign_through_service(
            signer_id=signer.pk, officer=self.desk.officer(lane), secret=secret, nik=nik, read_affirmed=read
        )
        self.desk.case.refresh_from_db()
        return attempt


@contextmanager
def simulated(pen: Pen, pause: float = 2.0) -> Iterator[tuple[BsreSimulator, str]]:
    """The simulator on a port of its own, and its address."""
    simulator = BsreSimulator(Path(), pause=pause, pen=pen)
    with server({"bsre": simulator}, 0) as bound:
        threading.Thread(target=bound.serve_forever, args=(0.01,), daemon=True).start()
        yield simulator, f"http://127.0.0.1:{bound.server_port}"
        simulator.stop()
        bound.shutdown()
