"""One change of a text: small, named by ids, and kept as JSON with the request.

Places are ids of clauses, or "@" names: the words "@title.instrument", "@title.parties", "@title.subject",
"@title.numbers", "@opening", "@considerations_lead", "@bases_lead", "@agreed", "@closing", "@<annex>_lead",
"@<party>" and "@sign<n>"; and the lists "@after_parties", "@considerations", "@bases", "@articles", "@annexes",
"@parties", "@signatures" and "@closings".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simpul.rules.agreement_text.structure import Reference

Kind = Literal["words", "put", "remove", "cells"]


@dataclass(frozen=True, slots=True)
class Edit:
    """``words``: ``clause`` says ``text``. ``put``: it stands in ``inside``, behind the first of ``after`` that stands
    there, else first; with ``text`` where it is new. ``remove``: it is gone, unless something is left in it.
    ``cells``: its table is ``rows``, the first of them the heading.
    """

    kind: Kind
    clause: str
    text: str = ""
    inside: str = ""
    after: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    label: str = ""
