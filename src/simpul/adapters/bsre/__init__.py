"""Signing through the eSign Client Service of BSrE, v1 and v2: plain data in, plain data out, and a twin in memory.

The addresses and shapes are those of public client code (v1: multipart, a PDF comes back; v2: JSON). Every request
goes through ``simpul.lib.outgoing``. A passphrase or code is sent once and is in no error, text or log line.
"""

from simpul.adapters.bsre.memory import MemoryBsre
from simpul.adapters.bsre.v1 import BsreV1
from simpul.adapters.bsre.v2 import BsreV2
from simpul.adapters.bsre.values import (
    CODE,
    MAY_SIGN,
    OPENS_WITH,
    SIMULATOR,
    Account,
    Bsre,
    BsreFault,
    Order,
    Person,
    Place,
    Problem,
    Returned,
    Secret,
)

__all__ = [
    "CODE",
    "MAY_SIGN",
    "OPENS_WITH",
    "SIMULATOR",
    "Account",
    "Bsre",
    "BsreFault",
    "BsreV1",
    "BsreV2",
    "MemoryBsre",
    "Order",
    "Person",
    "Place",
    "Problem",
    "Returned",
    "Secret",
]
