"""e-Meterai: buying a serial and putting the stamp on a PDF, through a distributor's service and its stamping adapter.

Modelled on public sample code, not on an official specification: the names of fields are theirs, and what they do not
tell (whether a lost purchase can be found again) is not assumed.
"""

from simpul.adapters.emeterai.memory import MemoryEmeterai
from simpul.adapters.emeterai.service import ServiceEmeterai
from simpul.adapters.emeterai.simulated import LABEL, NOT_GENUINE
from simpul.adapters.emeterai.values import Account, Emeterai, EmeteraiFault, Order, Place, Problem, Serial

__all__ = [
    "LABEL", "NOT_GENUINE", "Account", "Emeterai", "EmeteraiFault", "MemoryEmeterai", "Order", "Place", "Problem",
    "Serial", "ServiceEmeterai",
]  # fmt: skip
