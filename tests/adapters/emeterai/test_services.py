"""The service against the simulator, and the twin in memory: they sell, stamp, refuse and doubt alike."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from simpul.adapters.emeterai import (
    NOT_GENUINE,
    Account,
    Emeterai,
    EmeteraiFault,
    MemoryEmeterai,
    Order,
    Place,
    Problem,
    Serial,
    ServiceEmeterai,
)
from simpul.cli.simulators.emeterai import EmeteraiSimulator
from simpul.cli.simulators.frame import server
from simpul.rules.stamp_duty import is_serial
from tests.signing.kit import agreement

ORDER = Order("KS-2026-0001-1-1", "Perjanjian Contoh", "001/PKS/2026", date(2026, 11, 23), "naskah.pdf")
PLACE = Place(1, (320.0, 200.0, 380.0, 260.0))


@dataclass
class Service:
    """One of the two, with the book in which its sales stand."""

    client: Emeterai
    book: MemoryEmeterai
    simulator: EmeteraiSimulator | None = None

    def mood(self, name: str) -> None:
        if self.simulator is not None:
            self.simulator.mood = name
        else:
            self.book.mood = name


@pytest.fixture(params=["service", "twin"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    if request.param == "twin":
        twin = MemoryEmeterai()
        yield Service(twin, twin)
        return
    simulator = EmeteraiSimulator(tmp_path)
    bound = server({"emeterai": simulator}, 0)
    threading.Thread(target=bound.serve_forever, args=(0.01,), daemon=True).start()
    base = f"http://127.0.0.1:{bound.server_port}/emeterai"
    account = Account(base, base, base, "umpama", "rahasia", simulator.folder, seconds=5.0)
    yield Service(ServiceEmeterai(account), simulator.book, simulator)
    bound.shutdown()
    bound.server_close()


def test_one_serial_is_bought_and_stamped(service: Service) -> None:
    before = service.client.balance()
    serial = service.client.buy(ORDER)
    assert is_serial(serial.number)
    assert service.book.charged == [(ORDER.reference, serial.number)]
    assert service.client.balance() == before - 1
    made = service.client.stamp(agreement(), serial, PLACE, "naskah.pdf")
    assert made.startswith(agreement())
    page = PdfFileReader(BytesIO(made)).root["/Pages"]["/Kids"][1]
    box = page["/Annots"][0]
    assert [float(edge) for edge in box["/Rect"]] == [320.0, 200.0, 380.0, 260.0]
    assert NOT_GENUINE in box["/Contents"]
    assert serial.number in box["/Contents"]
    again = service.client.stamp(agreement(), serial, PLACE, "naskah.pdf")
    assert again.startswith(agreement()), "the same serial may be tried again"
    assert len(service.book.charged) == 1


def test_down_charges_nothing(service: Service) -> None:
    service.mood("down")
    for act in (service.client.balance, lambda: service.client.buy(ORDER)):
        with pytest.raises(EmeteraiFault) as caught:
            act()
        assert caught.value.problem == Problem.DOWN
    assert service.book.charged == []


def test_a_lost_answer_is_unknown_and_was_charged(service: Service) -> None:
    service.mood("lost")
    with pytest.raises(EmeteraiFault) as caught:
        service.client.buy(ORDER)
    assert caught.value.problem == Problem.UNKNOWN
    assert len(service.book.charged) == 1


def test_nothing_left_to_buy(service: Service) -> None:
    service.book.stock = 0
    service.mood("empty" if service.simulator is not None else "normal")
    with pytest.raises(EmeteraiFault) as caught:
        service.client.buy(ORDER)
    assert caught.value.problem == Problem.BALANCE


def test_what_is_no_pdf_is_refused(service: Service) -> None:
    with pytest.raises(EmeteraiFault) as caught:
        service.client.stamp(b"bukan pdf", Serial("9" * 22), PLACE, "naskah.pdf")
    assert caught.value.problem == Problem.REFUSED


def test_the_shared_folder_is_left_empty(service: Service) -> None:
    service.client.stamp(agreement(), service.client.buy(ORDER), PLACE, "naskah.pdf")
    if service.simulator is not None:
        assert list(service.simulator.folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_service_that_is_down(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of the two files does not fit on the disk: nothing of the text is left lying there."""
    if service.simulator is None:
        return
    write, serial = Path.write_bytes, service.client.buy(ORDER)

    def full(path: Path, data: bytes) -> int:
        if path.suffix == ".png":
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(EmeteraiFault) as caught:
        service.client.stamp(agreement(), serial, PLACE, "naskah.pdf")
    assert caught.value.problem == Problem.DOWN
    assert list(service.simulator.folder.iterdir()) == []
