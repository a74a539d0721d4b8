"""What may stand below what: a memorandum, the agreements that carry it out, and the arrangements below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from simpul.rules.refusals import N_, Refusal

LEVELS: Mapping[str, int] = {
    "mou": 1,
    "kb": 1,
    "nota_kesepakatan_sinergi": 1,
    "pks": 2,
    "pelaksanaan": 3,
}
"""Level by kind of document (facts.md 3.3, PP 28/2018): memorandum, agreement, arrangement for carrying it out."""


@dataclass(frozen=True, slots=True)
class Node:
    """An agreement in the hierarchy: ``parent`` is the slug of what stands above it, or empty."""

    slug: str
    kind: str
    effective_on: date | None
    ends_on: date | None
    parent: str = ""


def level(kind: str) -> int:
    """1 for a memorandum, 3 for an arrangement; an unknown kind counts as an agreement."""
    return LEVELS.get(kind, 2)


def check_above(child: Node, parent: Node, signed_on: date | None) -> None:
    """Whether ``parent`` may stand above ``child``. Raises Refusal PJJ-01 (level), PJJ-02 (not in force when signed).

    A level of its own below makes a circle impossible.
    """
    if level(parent.kind) >= level(child.kind):
        raise Refusal("PJJ-01", N_("Only a document of a higher level can stand above this one."))
    if signed_on is None:
        return
    begins, ends = parent.effective_on, parent.ends_on
    if (begins is not None and signed_on < begins) or (ends is not None and signed_on > ends):
        raise Refusal("PJJ-02", N_("The document above was not in force on the day on which this one was signed."))


def outliving(child: Node, parent: Node) -> bool:
    """Whether the child ends after what stands above it (or never, while that ends)."""
    return parent.ends_on is not None and (child.ends_on is None or child.ends_on > parent.ends_on)
