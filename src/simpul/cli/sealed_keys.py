"""The folder `keys/` inside a backup: readable only with the passphrase (scrypt, AES-256-GCM)."""

from __future__ import annotations

import getpass
import io
import os
import secrets
import sys
import tarfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from simpul.cli.backup_file import extract
from simpul.cli.speech import _
from simpul.rules.refusals import N_, Refusal

MAGIC = b"simpul-keys-1\n"
SALT, NONCE = 16, 12
# 128 MiB and about half a second for each guess.
COST, BLOCK, PARALLEL = 2**17, 8, 1
VARIABLE = "SIMPUL_BACKUP_PASSPHRASE"


def passphrase(*, twice: bool) -> str:
    """From the environment, else asked for; `twice` guards a new one against a slip."""
    if given := os.environ.get(VARIABLE):
        return given
    if not sys.stdin.isatty():
        raise Refusal("CAD-01", N_("The keys in a backup need a passphrase: set %(variable)s."), variable=VARIABLE)
    first = getpass.getpass(_("Passphrase of the backup: "))
    if not first:
        raise Refusal("CAD-02", N_("The passphrase is empty: think of one and note it where the backup is not."))
    if twice and getpass.getpass(_("Once more: ")) != first:
        raise Refusal("CAD-03", N_("The two passphrases differ: start again."))
    return first


def seal(folder: Path, phrase: str) -> bytes:
    """Everything below `folder`, encrypted."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                tar.add(path, arcname=str(path.relative_to(folder)))
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    return MAGIC + salt + nonce + _cipher(phrase, salt).encrypt(nonce, packed.getvalue(), MAGIC)


def unseal(sealed: bytes, phrase: str, folder: Path) -> None:
    """Write the keys back with mode 0600. Raises Refusal CAD-04 on a wrong passphrase or a changed byte."""
    body = sealed.removeprefix(MAGIC)
    salt, nonce, encrypted = body[:SALT], body[SALT : SALT + NONCE], body[SALT + NONCE :]
    try:
        packed = _cipher(phrase, salt).decrypt(nonce, encrypted, MAGIC)
    except InvalidTag:
        raise Refusal("CAD-04", N_("The passphrase does not open the keys of this backup: try again.")) from None
    folder.mkdir(mode=0o700, parents=True)
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        extract(tar, folder)


def _cipher(phrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=PARALLEL).derive(phrase.encode()))
