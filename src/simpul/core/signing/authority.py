"""A demonstration authority for installations without certificates of their own. It is no PSrE and says so everywhere.

It lives in ``SIMPUL_HOME``: its key and the installation's seal in ``keys/`` (folder 0700, files 0600), its certificate
in ``anchors/demo/``. Its certificates reach two years back, because a demonstration walks a case through the past.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from simpul.core.signing.anchors import DEMO_FOLDER, FOLDER
from simpul.core.signing.keys import SEAL_CERTIFICATE, SEAL_KEY, SEAL_UNIT, OpenKey, seal_key

NAME = "OTORITAS DEMO SIMPUL - BUKAN PSrE"
AUTHORITY_KEY = Path("keys") / "demo-authority.key.pem"
AUTHORITY_CERTIFICATE = Path(FOLDER) / DEMO_FOLDER / "otoritas-demo-simpul.pem"
STAMP_KEY = Path("keys") / "demo-stamp.key.pem"
STAMP_CERTIFICATE = Path("keys") / "demo-stamp.cert.pem"
REVOCATIONS = Path(FOLDER) / DEMO_FOLDER / "otoritas-demo-simpul.crl"

KEY_BITS = 3072
BACKDATED = timedelta(days=730)
AUTHORITY_LIFE = timedelta(days=20 * 365)
SEAL_LIFE = timedelta(days=10 * 365)
OFFICER_LIFE = timedelta(days=3 * 365)
LIST_LIFE = timedelta(days=30)
STAMP_ROOM = timedelta(days=365)


@dataclass(frozen=True, repr=False)
class DemoAuthority:
    """The opened demo authority of one installation."""

    home: Path
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    def issue_officer(
        self, *, name: str, title: str, organization: str, passphrase: str, at: datetime, life: timedelta = OFFICER_LIFE
    ) -> bytes:
        """A new key and demo certificate for one officer, as PKCS#12 locked with ``passphrase``."""
        key = _new_key()
        subject = _subject(f"{name} (DEMO)", organization, title=title)
        certificate = self._issue(subject, key.public_key(), at, life)
        lock = serialization.BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, [self.certificate], lock)

    def issue_seal(self, *, organization: str, at: datetime) -> None:
        """Write the installation's seal key and certificate into ``keys/``."""
        key = _new_key()
        subject = _subject(f"Segel {organization} (DEMO)", organization, unit=SEAL_UNIT)
        certificate = self._issue(subject, key.public_key(), at, SEAL_LIFE)
        write_new(self.home / SEAL_CERTIFICATE, _pem(certificate) + _pem(self.certificate))
        write_new(self.home / SEAL_KEY, _pem_key(key))

    def issue_stamp(self, *, at: datetime) -> None:
        """Write the key and certificate of the demo time stamps into ``keys/``."""
        key = _new_key()
        subject = _subject("Cap Waktu DEMO - BUKAN PSrE", "Simpul, hanya untuk peragaan")
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        certificate = self._issue(subject, key.public_key(), at, SEAL_LIFE, purpose)
        write_new(self.home / STAMP_CERTIFICATE, _pem(certificate) + _pem(self.certificate))
        write_new(self.home / STAMP_KEY, _pem_key(key))

    def current_list(self, *, at: datetime) -> bytes:
        """The revocation list as it stands at ``at`` (DER), also while nothing was ever revoked."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(at).next_update(at + LIST_LIFE)
        for entry in self._revoked():
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _revoked(self) -> list[x509.RevokedCertificate]:
        path = self.home / REVOCATIONS
        return list(x509.load_pem_x509_crl(path.read_bytes())) if path.exists() else []

    def revoke(self, *serials: int, at: datetime) -> None:
        """Publish a revocation list with these serial numbers beside the anchor; it replaces the earlier list."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(at).next_update(at + AUTHORITY_LIFE)
        for serial in serials:
            revoked = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            builder = builder.add_revoked_certificate(revoked)
        listed = builder.sign(self.key, hashes.SHA256())
        (self.home / REVOCATIONS).write_bytes(listed.public_bytes(serialization.Encoding.PEM))

    def _issue(
        self, subject: x509.Name, public: rsa.RSAPublicKey, at: datetime, life: timedelta,
        purpose: x509.ExtendedKeyUsage | None = None,
    ) -> x509.Certificate:  # fmt: skip
        signing_only = _usage(digital_signature=True, content_commitment=True)
        builder = _builder(subject, self.certificate.subject, public, at - BACKDATED, at + life)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(signing_only, critical=True)
        if purpose is not None:
            builder = builder.add_extension(purpose, critical=True)
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        return builder.add_extension(identifier, critical=False).sign(self.key, hashes.SHA256())


def ensure_demo_authority(home: Path, *, at: datetime) -> DemoAuthority:
    """The demo authority of this installation, made at the first call; two processes at once make one."""
    with _locked(home):
        if not (home / AUTHORITY_KEY).exists():
            _make_authority(home, at)
    key = serialization.load_pem_private_key((home / AUTHORITY_KEY).read_bytes(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return DemoAuthority(home, key, x509.load_pem_x509_certificate((home / AUTHORITY_CERTIFICATE).read_bytes()))


def ensure_seal(home: Path, *, organization: str, at: datetime) -> OpenKey:
    """The seal of this installation, issued by the demo authority if ``keys/`` has none."""
    authority = None if (home / SEAL_KEY).exists() else ensure_demo_authority(home, at=at)
    if authority is not None:
        with _locked(home):
            if not (home / SEAL_KEY).exists():
                authority.issue_seal(organization=organization, at=at)
    return seal_key(home)


def ensure_stamp(home: Path, *, at: datetime) -> None:
    """The key of the demo time stamps, issued if ``keys/`` has none that is in force and lasts another year."""
    if _lasts(home, at):
        return
    authority = ensure_demo_authority(home, at=at)
    with _locked(home):
        if not _lasts(home, at):
            authority.issue_stamp(at=at)


def _lasts(home: Path, at: datetime) -> bool:
    if not (home / STAMP_KEY).exists():
        return False
    certificate = x509.load_pem_x509_certificates((home / STAMP_CERTIFICATE).read_bytes())[0]
    # A demonstration's clock is moved, back too: a stamp before its certificate began would be none.
    return certificate.not_valid_before_utc <= at < certificate.not_valid_after_utc - STAMP_ROOM


def write_new(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put ``content`` at ``path`` in one step, readable by the owner alone; a half-written file is never seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as stream:
        os.fchmod(stream.fileno(), mode)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    with os.fdopen(os.open(folder / ".lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_authority(home: Path, at: datetime) -> None:
    key = _new_key()
    subject = _subject(NAME, "Simpul, hanya untuk peragaan")
    builder = _builder(subject, subject, key.public_key(), at - 2 * BACKDATED, at + AUTHORITY_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    # The anchor first: a key without its anchor would count as complete at the next start.
    write_new(home / AUTHORITY_CERTIFICATE, _pem(certificate), mode=0o644)
    write_new(home / AUTHORITY_KEY, _pem_key(key))


def _builder(
    subject: x509.Name, issuer: x509.Name, public: rsa.RSAPublicKey, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


def _subject(name: str, organization: str, *, title: str = "", unit: str = "") -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "ID"),
        (NameOID.ORGANIZATION_NAME, organization[:64]),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit[:64]),
        (NameOID.TITLE, title[:64]),
        (NameOID.COMMON_NAME, name[:64]),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_key(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
