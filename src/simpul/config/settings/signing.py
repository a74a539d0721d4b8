"""Electronic signatures: who sets time stamps. Without an address a demonstration has its own authority do it."""

from __future__ import annotations

import os

STAMPS_URL = os.environ.get("SIMPUL_TSA", "")

# Services of issuers inside the own network ("http://ca.internal:8080"), which nothing in a file could open by itself.
INSIDE = frozenset(os.environ.get("SIMPUL_INSIDE", "").split())

# Where the simulators of this demonstration answer ("http://127.0.0.1:8123"); `simpul serve` sets it. Empty: none.
SIMULATORS = os.environ.get("SIMPUL_SIMULATORS", "")
# How long a signature by a service outside may take before its outcome counts as unknown. A page waits for it.
SIGNING_SERVICE_SECONDS = float(os.environ.get("SIMPUL_SIGNING_SECONDS", "25"))

# e-Meterai: base addresses of the distributor (sign-in, serials) and of the stamping adapter beside this machine, the
# account, and the folder shared with the adapter. The password is the file keys/emeterai.password. Empty: none.
EMETERAI_LOGIN = os.environ.get("SIMPUL_EMETERAI_LOGIN", "")
EMETERAI_STAMPS = os.environ.get("SIMPUL_EMETERAI_STAMPS", "")
EMETERAI_ADAPTER = os.environ.get("SIMPUL_EMETERAI_ADAPTER", "")
EMETERAI_USER = os.environ.get("SIMPUL_EMETERAI_USER", "")
EMETERAI_FOLDER = os.environ.get("SIMPUL_EMETERAI_FOLDER", "")
EMETERAI_SHARED = os.environ.get("SIMPUL_EMETERAI_SHARED", "/sharefolder")
