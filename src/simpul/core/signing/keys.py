"""Keys that are open for signing: an officer's PKCS#12 for one signature, the installation's seal for the process.

Opening is where all the costly checks of a key happen, once; a signature afterwards is plain arithmetic.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509
from cryptography import x509 as pyca
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12

from simpul.rules.refusals import N_, Refusal

SEAL_UNIT = "Segel sistem (tidak tersertifikasi, PP 71/2019)"
"""Organisational unit in the subject of a seal certificate. A verifier tells a sealed act from a signature by it."""

SEAL_KEY = Path("keys") / "seal.key.pem"
SEAL_CERTIFICATE = Path("keys") / "seal.cert.pem"

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey


@dataclass(frozen=True, repr=False)
class OpenKey:
    """A private key in memory with its certificate and the issuers in between. Drop it after use; never store it."""

    private_key: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def __repr__(self) -> str:
        return f"OpenKey({self.subject!r}, until {self.not_after:%Y-%m-%d})"

    @property
    def subject(self) -> str:
        """Common name of the holder."""
        return common_name(self.certificate.subject)

    @property
    def issuer(self) -> str:
        """Common name of the issuer."""
        return common_name(self.certificate.issuer)

    @property
    def not_before(self) -> datetime:
        return _aware(self.certificate.not_valid_before)

    @property
    def not_after(self) -> datetime:
        return _aware(self.certificate.not_valid_after)

    @property
    def is_seal(self) -> bool:
        """True for the installation's seal, which signs for acts of others."""
        return is_seal(self.certificate)

    def check_valid(self, at: datetime) -> None:
        """Refuse (TTD-03, TTD-04) if the certificate is not in force at ``at``."""
        if at > self.not_after:
            raise Refusal(
                "TTD-03",
                N_("Your certificate expired on %(day)s. Ask its issuer for a new one."),
                day=f"{self.not_after:%d-%m-%Y}",
            )
        if at < self.not_before:
            raise Refusal(
                "TTD-04", N_("Your certificate is only valid from %(day)s on."), day=f"{self.not_before:%d-%m-%Y}"
            )


def common_name(name: x509.Name) -> str:
    """The CN of a distinguished name, else the whole name in readable form."""
    value = name.native.get("common_name")
    return str(value[0] if isinstance(value, list) else value or name.human_friendly)


def is_seal(certificate: x509.Certificate) -> bool:
    """True if the subject carries the mark of a system seal."""
    unit = certificate.subject.native.get("organizational_unit_name")
    return SEAL_UNIT in (unit if isinstance(unit, list) else [unit])


def open_pkcs12(data: bytes, passphrase: str, *, at: datetime) -> OpenKey:
    """Open an officer's PKCS#12 with the passphrase given for this one signature.

    Refuses: TTD-01 wrong passphrase or no PKCS#12 file (the format cannot tell them apart), TTD-02 no usable key in it,
    TTD-03 expired, TTD-04 not yet valid, TTD-05 the certificate is not for signatures.
    """
    try:
        bundle = pkcs12.load_pkcs12(data, passphrase.encode())
    except ValueError as error:
        raise Refusal(
            "TTD-01", N_("The passphrase does not fit the certificate file. Type it again; nothing has been signed.")
        ) from error
    except UnsupportedAlgorithm as error:
        raise _unusable() from error
    if not isinstance(bundle.key, PrivateKey) or bundle.cert is None:
        raise _unusable()
    key = OpenKey(
        bundle.key,
        _translate(bundle.cert.certificate),
        tuple(_translate(each.certificate) for each in bundle.additional_certs),
    )
    key.check_valid(at)
    _check_usage(key.certificate)
    return key


def seal_key(home: Path) -> OpenKey:
    """The installation's seal, read from ``home/keys`` once per process and kept loaded.

    Refuses: TTD-06 there is none, TTD-07 others may read the key file. A replaced file is noticed by its time.
    """
    path = home / SEAL_KEY
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise Refusal("TTD-06", N_("This installation has no seal key yet. Run: simpul doctor")) from error
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise Refusal(
            "TTD-07",
            N_("The seal key %(file)s can be read by others. Run: chmod 600 %(file)s"),
            file=str(path),
        )
    return _loaded_seal(home, found.st_mtime_ns)


@lru_cache(maxsize=4)
def _loaded_seal(home: Path, _changed: int) -> OpenKey:
    key = serialization.load_pem_private_key((home / SEAL_KEY).read_bytes(), password=None)
    chain = pyca.load_pem_x509_certificates((home / SEAL_CERTIFICATE).read_bytes())
    if not isinstance(key, PrivateKey) or key.public_key() != chain[0].public_key():
        raise _unusable()
    return OpenKey(key, _translate(chain[0]), tuple(_translate(each) for each in chain[1:]))


def _unusable() -> Refusal:
    return Refusal("TTD-02", N_("The certificate file holds no key that can sign. Ask its issuer for a PKCS#12 file."))


def _check_usage(certificate: x509.Certificate) -> None:
    usage = certificate.key_usage_value
    if usage is not None and "non_repudiation" not in usage.native:
        raise Refusal("TTD-05", N_("This certificate is not meant for signing documents."))


def _translate(certificate: pyca.Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _aware(moment: object) -> datetime:
    assert isinstance(moment, datetime)
    return moment
