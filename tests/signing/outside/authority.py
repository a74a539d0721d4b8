"""An issuer, its certificates, lists and time stamps, made with cryptography and pyHanko alone.

Nothing in this folder but the test itself knows the program: what it judges is made by somebody else's hands.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DER = serialization.Encoding.DER
NOW = datetime.now(UTC).replace(microsecond=0)
DAY, YEAR = timedelta(days=1), timedelta(days=365)


def p256() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def named(common: str, organization: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "ID")]
    parts += [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization)] if organization else []
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(DER))


def usage(*wanted: str) -> x509.KeyUsage:
    known = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{each: each in wanted for each in known})


class Issuer:
    """A root, or an intermediate under ``above``."""

    def __init__(self, name: str = "Induk Luar Uji", above: Issuer | None = None) -> None:
        self.name, self.above, self.key = named(name, "Penyelenggara Uji"), above, p256()
        self.revoked: dict[int, datetime] = {}
        signing = above if above is not None else self
        built = (
            x509.CertificateBuilder().subject_name(self.name).issuer_name(signing.name)
            .public_key(self.key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(NOW - 5 * YEAR).not_valid_after(NOW + 20 * YEAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
        )  # fmt: skip
        self.certificate = built.sign(signing.key, hashes.SHA256())

    @property
    def chain(self) -> list[x509.Certificate]:
        return [self.certificate, *(self.above.chain if self.above is not None else [])]

    def certify(
        self, name: x509.Name, key: Private, *, start: datetime = NOW - YEAR, end: datetime = NOW + YEAR,
        allowed: tuple[str, ...] = ("digital_signature", "content_commitment"), stamps: bool = False,
    ) -> x509.Certificate:  # fmt: skip
        builder = (
            x509.CertificateBuilder().subject_name(name).issuer_name(self.name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage(*allowed), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )  # fmt: skip
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return builder.sign(self.key, hashes.SHA256())

    def signer(
        self, common: str, *, key: Private | None = None, pss: bool = False, start: datetime = NOW - YEAR,
        end: datetime = NOW + YEAR, allowed: tuple[str, ...] = ("digital_signature", "content_commitment"),
    ) -> SimpleSigner:  # fmt: skip
        own = key or p256()
        return signer_of(
            own, self.certify(named(common), own, start=start, end=end, allowed=allowed), self.chain, pss=pss
        )

    def revocations(self, at: datetime = NOW) -> asn1_crl.CertificateList:
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.name)
        builder = builder.last_update(at - DAY).next_update(at + 7 * DAY)
        builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        for serial, day in self.revoked.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(day).build()
            builder = builder.add_revoked_certificate(entry)
        return asn1_crl.CertificateList.load(builder.sign(self.key, hashes.SHA256()).public_bytes(DER))

    @cached_property
    def _stamping(self) -> tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo]:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        certificate = self.certify(named("Cap Waktu Luar Uji"), key, end=NOW + 10 * YEAR, stamps=True)
        return asn1(certificate), plain(key)

    def stamper(self, at: datetime = NOW) -> DummyTimeStamper:
        return DummyTimeStamper(*self._stamping, fixed_dt=at)

    def context(self, at: datetime = NOW) -> ValidationContext:
        """What pyHanko needs to embed proofs: the root, and the lists of every issuer in between."""
        lists = [self.revocations(at), *(self.above.context(at).crls if self.above is not None else [])]
        return ValidationContext(
            trust_roots=[asn1(self.chain[-1])], crls=lists, revocation_mode="require", moment=at,
            other_certs=[asn1(each) for each in self.chain],
        )  # fmt: skip


def signer_of(key: Private, certificate: x509.Certificate, chain: list[x509.Certificate], *, pss: bool = False) -> (
    SimpleSigner
):  # fmt: skip
    """A signer with any certificate, fitting or not."""
    store = SimpleCertificateStore()
    for each in chain:
        store.register(asn1(each))
    return SimpleSigner(
        signing_cert=asn1(certificate), signing_key=plain(key), cert_registry=store, prefer_pss=pss
    )  # fmt: skip


def plain(key: Private) -> asn1_keys.PrivateKeyInfo:
    form = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return asn1_keys.PrivateKeyInfo.load(form)
