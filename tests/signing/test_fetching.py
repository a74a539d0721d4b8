"""What a certificate says about where its revocation is told is asked of the outside world only, and not for ever."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID
from pyhanko_certvalidator.fetchers import CertificateFetcher

from simpul.core.signing.coroutines import finish
from simpul.core.signing.fetching import REQUESTS, Asking, Lists, fetchers
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.longterm import preserve
from simpul.core.signing.stamping import ProofSource
from simpul.lib.outgoing import Answer
from simpul.rules.refusals import Refusal
from tests.signing.authorities import YEAR, Authority, der, name, running
from tests.signing.kit import Kit, agreement
from tests.signing.test_longterm import HOUR, NOW, START

INSIDE = ("http://127.0.0.1:1/crl", "http://169.254.169.254/latest/", "http://10.0.0.1/crl", "http://[::1]/crl")


@pytest.fixture(scope="module")
def services() -> Iterator[tuple[Authority, OpenKey]]:
    with running(START, NOW) as found:
        yield found


def naming(*urls: str, issuers: bool = False) -> x509.Certificate:
    """A certificate that says that its revocation list, or its issuer, is to be had at ``urls``."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder().subject_name(name("Rekaan")).issuer_name(name("Penyelenggara"))
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(START).not_valid_after(START + YEAR)
    )  # fmt: skip
    places = [x509.UniformResourceIdentifier(url) for url in urls]
    points = [x509.DistributionPoint([place], None, None, None) for place in places]
    access = [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, place) for place in places]
    extension = x509.AuthorityInformationAccess(access) if issuers else x509.CRLDistributionPoints(points)
    return builder.add_extension(extension, critical=False).sign(key, hashes.SHA256())


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Whatever would be connected to; nothing is."""
    found: list[object] = []

    def connect(place: object, **_: object) -> socket.socket:
        found.append(place)
        raise ConnectionRefusedError("stubbed")

    monkeypatch.setattr(socket, "create_connection", connect)
    return found


@pytest.mark.parametrize("url", INSIDE)
def test_a_certificate_that_names_an_inner_address_does_not_reach_it(reached: list[object], url: str) -> None:
    asked = fetchers(frozenset({"http://127.0.0.1:2/tsa"}))
    with pytest.raises(Exception, match="no revocation list"):
        finish(asked.crl_fetcher.fetch(der(naming(url))))
    assert finish(_collect(asked.cert_fetcher, der(naming(url, issuers=True)))) == []
    assert reached == []


async def _collect(issuers: CertificateFetcher, certificate: object) -> list[object]:
    return [each async for each in issuers.fetch_cert_issuers(certificate)]


def test_the_hourly_job_does_not_reach_what_the_file_names(
    services: tuple[Authority, OpenKey], kit: Kit, tmp_path: Path
) -> None:  # fmt: skip
    """The authority is trusted and really serves at an inner address: only its configuration opens the way there."""
    authority, _ = services
    signer = authority.issue("Rekaan Satu", 3 * YEAR)
    signed = kit.put(agreement(), signer, 0, at=NOW - HOUR)
    (tmp_path / "anchors").mkdir()
    pem = authority.certificate.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "anchors" / "luar.pem").write_bytes(pem)
    elsewhere = ProofSource(tmp_path, "http://127.0.0.1:9/tsa")
    authority.asked.clear()
    with pytest.raises(Refusal, match="TTD-61"):
        preserve(signed, context=elsewhere.context(NOW), stamper=elsewhere.stamper(NOW))
    assert authority.asked == []
    opened = ProofSource(tmp_path, "http://127.0.0.1:9/tsa", frozenset({authority.address}))
    with pytest.raises(Refusal, match="TTD-62"):
        preserve(signed, context=opened.context(NOW), stamper=opened.stamper(NOW))
    assert authority.asked == ["crl"]


def test_one_file_asks_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def send(_method: str, url: str, **_: object) -> Answer:
        asked.append(url)
        return Answer(404, {}, b"")

    monkeypatch.setattr("simpul.core.signing.fetching.send", send)
    budget = Asking(frozenset())
    for place in range(100):
        urls = [f"http://daftar.example/{place}/{number}" for number in range(50)]
        with pytest.raises(Exception, match="no revocation list"):
            finish(Lists(budget).fetch(der(naming(*urls))))
    assert len(asked) == REQUESTS
    assert len({url.split("/")[3] for url in asked}) == REQUESTS // 3


def test_what_is_no_list_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for body in (b"", b"<html>", b"\x30\x80", b"-----BEGIN X509 CRL-----\nbukan\n-----END X509 CRL-----\n"):
        monkeypatch.setattr("simpul.core.signing.fetching.send", lambda *_, body=body, **__: Answer(200, {}, body))
        with pytest.raises(Exception, match="no revocation list"):
            finish(fetchers(frozenset()).crl_fetcher.fetch(der(naming("http://daftar.example/crl"))))
