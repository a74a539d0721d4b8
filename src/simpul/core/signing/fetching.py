"""Revocation lists, OCSP answers and issuers' certificates, fetched where a certificate says they lie.

The address stands in a file from a stranger: each request goes through the gate for outgoing requests, which reaches
nothing inside, and all of them together are few and short. These files are signed by their issuers, so http serves.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from asn1crypto import cms, crl, ocsp, pem, x509
from pyhanko_certvalidator.authority import Authority
from pyhanko_certvalidator.errors import CRLFetchError, OCSPFetchError, OCSPValidationError
from pyhanko_certvalidator.fetchers import CertificateFetcher, CRLFetcher, Fetchers, OCSPFetcher
from pyhanko_certvalidator.fetchers.common_utils import (
    enumerate_delivery_point_urls,
    format_ocsp_request,
    gather_aia_issuer_urls,
    process_ocsp_response_data,
    unpack_cert_content,
)
from pyhanko_certvalidator.util import get_ocsp_urls, get_relevant_crl_dps, issuer_serial

from simpul.lib.outgoing import Answer, OutgoingFault, send

Certificate: TypeAlias = x509.Certificate | cms.AttributeCertificateV2

ANSWER_WITHIN = 10.0
"""Seconds for one answer."""
REQUESTS = 24
"""In all, for one file: what four signers with two issuers each need, and no more."""
ADDRESSES = 3
"""That one certificate may name for the same thing."""
LARGEST_LIST = 16 * 1024 * 1024


@dataclass
class Asking:
    """What may still be asked for one file. ``trusted``: addresses of services in the own network, by configuration."""

    trusted: frozenset[str]
    left: int = REQUESTS
    met: dict[str, Answer | None] = field(default_factory=dict)

    def get(self, url: str) -> Answer | None:
        """None where nothing usable came; each address is asked once."""
        if url not in self.met:
            self.met[url] = self._ask("GET", url, None)
        return self.met[url]

    def post(self, url: str, body: bytes) -> Answer | None:
        return self._ask("POST", url, body)

    def _ask(self, method: str, url: str, body: bytes | None) -> Answer | None:
        if self.left <= 0:
            return None
        self.left -= 1
        kind = {"Content-Type": "application/ocsp-request"} if body is not None else {}
        try:
            answer = send(
                method, url, headers=kind, data=body, timeout=ANSWER_WITHIN, trusted=self.trusted, plain=True,
                largest=LARGEST_LIST,
            )  # fmt: skip
        except OutgoingFault:
            return None
        return answer if answer.status == 200 else None


@dataclass
class Lists(CRLFetcher):
    """Revocation lists, of each place where a certificate says they are to be had."""

    asking: Asking
    found: dict[bytes, list[crl.CertificateList]] = field(default_factory=dict)

    async def fetch(self, cert: Certificate, *, use_deltas: bool | None = None) -> Iterable[crl.CertificateList]:
        number = issuer_serial(cert)
        if number not in self.found:
            points = islice(get_relevant_crl_dps(cert, use_deltas=use_deltas is not False), ADDRESSES)
            read = [
                next(self._lists(islice(enumerate_delivery_point_urls(point), ADDRESSES)), None) for point in points
            ]
            got = [each for each in read if each is not None]
            if read and not got:
                raise CRLFetchError("no revocation list was to be had")
            self.found[number] = got
        return self.found[number]

    def _lists(self, urls: Iterable[str]) -> Iterator[crl.CertificateList]:
        for url in urls:
            answer = self.asking.get(url)
            try:
                if answer is not None:
                    yield _list(answer.body)
            except (ValueError, TypeError):
                continue

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return {each.dump(): each for lists in self.found.values() for each in lists}.values()

    def fetched_crls_for_cert(self, cert: Certificate) -> Iterable[crl.CertificateList]:
        return self.found[issuer_serial(cert)]


@dataclass
class Answers(OCSPFetcher):
    """What an issuer answers about one certificate."""

    asking: Asking
    found: dict[tuple[bytes, object], ocsp.OCSPResponse | None] = field(default_factory=dict)

    async def fetch(self, cert: Certificate, authority: Authority) -> ocsp.OCSPResponse:
        about = issuer_serial(cert), authority.hashable
        if about not in self.found:
            self.found[about] = next(self._answers(cert, authority), None)
        answer = self.found[about]
        if answer is None:
            raise OCSPFetchError("no answer about the certificate was to be had")
        return answer

    def _answers(self, cert: Certificate, authority: Authority) -> Iterator[ocsp.OCSPResponse]:
        asked = format_ocsp_request(cert, authority, certid_hash_algo="sha1", request_nonces=True)
        for url in islice(get_ocsp_urls(cert), ADDRESSES):
            answer = self.asking.post(url, asked.dump())
            try:
                if answer is not None:
                    yield process_ocsp_response_data(answer.body, ocsp_request=asked, ocsp_url=url)
            except (OCSPFetchError, OCSPValidationError, ValueError, TypeError):
                continue

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return [each for each in self.found.values() if each is not None]

    def fetched_responses_for_cert(self, cert: Certificate) -> Iterable[ocsp.OCSPResponse]:
        number = issuer_serial(cert)
        return [each for (about, _), each in self.found.items() if about == number and each is not None]


@dataclass
class Issuers(CertificateFetcher):
    """Certificates of issuers that a signature does not carry with it."""

    asking: Asking
    found: list[x509.Certificate] = field(default_factory=list)

    async def fetch_cert_issuers(self, cert: Certificate) -> AsyncGenerator[x509.Certificate, None]:
        for each in self._read(gather_aia_issuer_urls(cert)):
            yield each

    async def fetch_crl_issuers(
        self, certificate_list: crl.CertificateList
    ) -> AsyncGenerator[x509.Certificate, None]:  # fmt: skip
        for each in self._read(certificate_list.issuer_cert_urls):
            yield each

    def _read(self, urls: Iterable[str]) -> Iterator[x509.Certificate]:
        for url in islice(urls, ADDRESSES):
            answer = self.asking.get(url)
            if answer is None:
                continue
            kind = answer.headers.get("content-type", "").partition(";")[0].strip()
            try:
                read = list(unpack_cert_content(answer.body, kind or None, url, permit_pem=True))
            except (ValueError, TypeError):
                continue
            self.found.extend(read)
            yield from read

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        return self.found


def fetchers(trusted: frozenset[str]) -> Fetchers:
    """The three, for one file; they share what may be asked."""
    asking = Asking(trusted)
    return Fetchers(ocsp_fetcher=Answers(asking), crl_fetcher=Lists(asking), cert_fetcher=Issuers(asking))


def _list(body: bytes) -> crl.CertificateList:
    """Raises ValueError or TypeError where it is none."""
    if pem.detect(body):
        body = pem.unarmor(body)[2]
    read = crl.CertificateList.load(body)
    if not read.native:
        raise ValueError("empty")
    return read
