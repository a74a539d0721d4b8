"""The demonstration's own time-stamping authority. It names itself so in its certificate and proves nothing outside."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import cms, keys, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.sign.general import as_signing_certificate, simple_cms_attribute
from pyhanko.sign.timestamps import DummyTimeStamper

from simpul.core.signing.authority import STAMP_CERTIFICATE, STAMP_KEY, ensure_stamp


class DemoStamper(DummyTimeStamper):
    """Says the time it is given. Its key stays loaded: pyHanko would read and check it anew for each stamp."""

    def __init__(self, key: RSAPrivateKey, certificate: x509.Certificate, at: datetime) -> None:
        DummyTimeStamper.__init__(self, certificate, keys.PrivateKeyInfo(), fixed_dt=at)
        self._key, self._certificate = key, certificate

    def _sign_tst_info(self, tst_info_data: bytes, md_algorithm: str, dt: datetime) -> tuple[bytes, cms.CMSAttributes]:
        if md_algorithm != "sha256":
            raise ValueError(md_algorithm)
        digest = hashes.Hash(hashes.SHA256())
        digest.update(tst_info_data)
        attributes = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("signing_certificate", as_signing_certificate(self._certificate)),
                simple_cms_attribute("message_digest", digest.finalize()),
            ]
        )
        return self._key.sign(attributes.dump(), PKCS1v15(), hashes.SHA256()), attributes


def demo_stamper(home: Path, at: datetime) -> DemoStamper:
    """The stamper of this installation, its key made at the first call."""
    ensure_stamp(home, at=at)
    key, certificate = _loaded(home, (home / STAMP_KEY).stat().st_mtime_ns)
    return DemoStamper(key, certificate, at.replace(microsecond=0))


@lru_cache(maxsize=4)
def _loaded(home: Path, _changed: int) -> tuple[RSAPrivateKey, x509.Certificate]:
    key = serialization.load_pem_private_key((home / STAMP_KEY).read_bytes(), password=None)
    assert isinstance(key, RSAPrivateKey)
    certificate = pyca.load_pem_x509_certificates((home / STAMP_CERTIFICATE).read_bytes())[0]
    return key, x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
