"""A certificate authority of its own with OCSP, revocation lists and time stamps over HTTP, started by the tests.

It shares nothing with the program's demo authority: certificates name the addresses as those of a real issuer do.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from simpul.core.signing.keys import OpenKey

DER = serialization.Encoding.DER
YEAR = timedelta(days=365)
SIGNING = ("digital_signature", "content_commitment")


def der(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(DER))


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def usage(*wanted: str) -> x509.KeyUsage:
    known = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{each: each in wanted for each in known})


@dataclass
class Authority:
    """``now`` is its clock; ``revoked`` serial numbers with their time; ``silent`` names the services that are down."""

    start: datetime
    now: datetime
    address: str = ""
    revoked: dict[int, datetime] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate = (
            self._builder("Induk Uji", self.key, self.start, 30 * YEAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def _builder(
        self, common: str, key: rsa.RSAPrivateKey, start: datetime, life: timedelta
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name(common))
            .issuer_name(name("Induk Uji"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + life)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )

    def issue(
        self,
        common: str,
        life: timedelta,
        *,
        start: datetime | None = None,
        for_stamps: bool = False,
        by_ocsp: bool = False,
    ) -> OpenKey:
        """A key whose certificate says where its revocation is told: by OCSP, else by list."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        builder = self._builder(common, key, start or self.start, life)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(usage(*SIGNING), critical=True)
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
        if for_stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        if by_ocsp:
            place = x509.UniformResourceIdentifier(f"{self.address}/ocsp")
            access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)
            builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        else:
            place = x509.UniformResourceIdentifier(f"{self.address}/crl")
            point = x509.DistributionPoint([place], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return OpenKey(key, der(builder.sign(self.key, hashes.SHA256())), (der(self.certificate),))

    def revoke(self, key: OpenKey, at: datetime) -> None:
        self.revoked[key.certificate.serial_number] = at

    def stamper(self, key: OpenKey, at: datetime) -> DummyTimeStamper:
        """Time stamps by ``key`` that say ``at``, made in this process."""
        assert isinstance(key.private_key, rsa.RSAPrivateKey)
        plain = key.private_key.private_bytes(
            DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )  # fmt: skip
        return DummyTimeStamper(key.certificate, asn1_keys.PrivateKeyInfo.load(plain), fixed_dt=at)

    def revocation_list(self) -> bytes:
        builder = x509.CertificateRevocationListBuilder().issuer_name(name("Induk Uji"))
        builder = builder.last_update(self.now).next_update(self.now + timedelta(days=7))
        builder = builder.add_extension(x509.CRLNumber(int(self.now.timestamp())), critical=False)
        for serial, at in self.revoked.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(DER)

    def answer(self, asked: bytes) -> bytes:
        """An OCSP answer; of a certificate that it never revoked it says good."""
        request = ocsp.load_der_ocsp_request(asked)
        at = self.revoked.get(request.serial_number)
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=request.issuer_name_hash, issuer_key_hash=request.issuer_key_hash,
            serial_number=request.serial_number, algorithm=request.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if at else ocsp.OCSPCertStatus.GOOD,
            this_update=self.now, next_update=self.now + timedelta(days=1), revocation_time=at, revocation_reason=None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(DER)


@contextmanager
def running(start: datetime, now: datetime) -> Iterator[tuple[Authority, OpenKey]]:
    """The authority with its three services on a port of its own, and the key of its time stamps."""
    authority = Authority(start, now)
    stamping: list[OpenKey] = []

    class Service(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.serve(b"")

        def do_POST(self) -> None:
            self.serve(self.rfile.read(int(self.headers["Content-Length"])))

        def serve(self, body: bytes) -> None:
            wanted = self.path.strip("/")
            authority.asked.append(wanted)
            if wanted in authority.silent:
                self.send_error(503)
                return
            kind, content = self.content(wanted, body)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def content(self, wanted: str, body: bytes) -> tuple[str, bytes]:
            if wanted == "ocsp":
                return "application/ocsp-response", authority.answer(body)
            if wanted == "crl":
                return "application/pkix-crl", authority.revocation_list()
            stamper = authority.stamper(stamping[0], authority.now.astimezone(UTC))
            answer = stamper.request_tsa_response(tsp.TimeStampReq.load(body))
            return "application/timestamp-reply", answer.dump()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    authority.address = f"http://127.0.0.1:{server.server_port}"
    stamping.append(authority.issue("Cap Waktu Uji", 12 * YEAR, for_stamps=True))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield authority, stamping[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
