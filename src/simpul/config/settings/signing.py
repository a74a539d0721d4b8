"""Electronic signatures: who sets time stamps. Without an address a demonstration has its own authority do it."""

from __future__ import annotations

import os

STAMPS_URL = os.environ.get("SIMPUL_TSA", "")
