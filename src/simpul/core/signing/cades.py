"""The CMS container of a PAdES-B-B signature (EN 319 122-1, RFC 5652, RFC 5035), written as DER directly.

The container has one fixed shape, and a general ASN.1 library spends ten times the signature's own time on it. Signed
attributes: content type, message digest, signing certificate (v2). The time stands in the PDF, as PAdES wants it; an
authority's time stamp over the signature's value (B-T) is the one unsigned attribute.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from asn1crypto.core import ObjectIdentifier
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from simpul.core.signing.keys import OpenKey, PrivateKey

INTEGER, OCTETS, NULL, SEQUENCE, SET = 0x02, 0x04, 0x05, 0x30, 0x31
CONTEXT_0, CONTEXT_1 = 0xA0, 0xA1

SLACK = 1024
"""Bytes that a container takes besides its certificates and the signature value: attributes, issuer name, framing."""


def _oid(dotted: str) -> bytes:
    der: bytes = ObjectIdentifier(dotted).dump()
    return der


def _der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    length = len(body)
    if length < 0x80:
        return bytes([tag, length]) + body
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(digits)]) + digits + body


DATA = _oid("1.2.840.113549.1.7.1")
SIGNED_DATA = _oid("1.2.840.113549.1.7.2")
CONTENT_TYPE = _oid("1.2.840.113549.1.9.3")
MESSAGE_DIGEST = _oid("1.2.840.113549.1.9.4")
SIGNING_CERTIFICATE = _oid("1.2.840.113549.1.9.16.2.47")
TIME_STAMP = _oid("1.2.840.113549.1.9.16.2.14")
SHA256 = _der(SEQUENCE, _oid("2.16.840.1.101.3.4.2.1"))
RSA = _der(SEQUENCE, _oid("1.2.840.113549.1.1.11"), _der(NULL))
ECDSA_SHA256 = _der(SEQUENCE, _oid("1.2.840.10045.4.3.2"))
VERSION_1 = _der(INTEGER, b"\x01")

Stamper = Callable[[bytes], bytes | None]
"""SHA-256 of a signature's value -> time-stamp token as DER, None where none is to be had."""


def container(digest: bytes, key: OpenKey, stamp: Stamper | None = None) -> bytes:
    """The DER of a detached signature by ``key`` over a document whose SHA-256 is ``digest``."""
    attributes = _signed_attributes(digest, key)
    # The root is left out: whoever verifies must have it from elsewhere.
    between = [each for each in key.chain if each.issuer != each.subject]
    certificates = b"".join(each.dump() for each in (key.certificate, *between))
    signed = _der(
        SEQUENCE,
        VERSION_1,
        _der(SET, SHA256),
        _der(SEQUENCE, DATA),
        _der(CONTEXT_0, certificates),
        _der(SET, _signer(attributes, key, stamp)),
    )
    return _der(SEQUENCE, SIGNED_DATA, _der(CONTEXT_0, signed))


def room(key: OpenKey) -> int:
    """An upper bound of the bytes that :func:`container` returns for ``key``."""
    certificates = sum(len(each.dump()) for each in (key.certificate, *key.chain))
    return certificates + len(key.certificate.issuer.dump()) + (key.private_key.key_size + 7) // 4 + SLACK


def _signed_attributes(digest: bytes, key: OpenKey) -> bytes:
    # SHA-256 is the default of ESSCertIDv2 and therefore left out, as DER demands.
    certificate = _der(SEQUENCE, _der(SEQUENCE, _der(SEQUENCE, _der(OCTETS, sha256(key.certificate.dump()).digest()))))
    # A SET OF in DER is sorted by its encodings.
    return b"".join(
        sorted(
            (
                _der(SEQUENCE, CONTENT_TYPE, _der(SET, DATA)),
                _der(SEQUENCE, MESSAGE_DIGEST, _der(SET, _der(OCTETS, digest))),
                _der(SEQUENCE, SIGNING_CERTIFICATE, _der(SET, certificate)),
            )
        )
    )


def _signer(attributes: bytes, key: OpenKey, stamp: Stamper | None) -> bytes:
    certificate = key.certificate
    value = _sign(key.private_key, _der(SET, attributes))
    algorithm = RSA if isinstance(key.private_key, RSAPrivateKey) else ECDSA_SHA256
    return _der(
        SEQUENCE,
        VERSION_1,
        _der(SEQUENCE, certificate.issuer.dump(), certificate["tbs_certificate"]["serial_number"].dump()),
        SHA256,
        _der(CONTEXT_0, attributes),
        algorithm,
        _der(OCTETS, value),
        _unsigned_attributes(stamp(sha256(value).digest()) if stamp is not None else None),
    )


def _unsigned_attributes(token: bytes | None) -> bytes:
    return _der(CONTEXT_1, _der(SEQUENCE, TIME_STAMP, _der(SET, token))) if token is not None else b""


def _sign(key: PrivateKey, signed: bytes) -> bytes:
    if isinstance(key, RSAPrivateKey):
        return key.sign(signed, PKCS1v15(), hashes.SHA256())
    return key.sign(signed, ECDSA(hashes.SHA256()))
