"""The kinds of document an agreement can be, and which one a case calls for.

A ministry's institution that meets a region makes one nota kesepakatan about the synergy of planning and development
(PP 28/2018 art. 46); a region's own institution makes a kesepakatan bersama and below it agreements (arts. 6, 19).
Which of the two a case is stays a legal judgement: the analyst decides, and the reason is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simpul.rules.agreement_text.values import Instrument
from simpul.rules.refusals import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """``code`` is what the case keeps; ``title`` heads the document, ``short`` is how its clauses call it."""

    code: str
    value: Instrument
    title: str
    short: str
    title_en: str
    short_en: str
    label: str
    when: str


KINDS: tuple[Kind, ...] = (
    Kind(
        "pks", "PKS", "Perjanjian Kerja Sama", "Perjanjian", "Cooperation Agreement", "Agreement",
        N_("Cooperation agreement (PKS)"),
        N_("Binds the parties to do something: rights, duties, money. The usual kind."),
    ),
    Kind(
        "mou", "MoU", "Nota Kesepahaman", "Nota Kesepahaman", "Memorandum of Understanding",
        "Memorandum of Understanding", N_("Memorandum (MoU)"),
        N_("States a common will. Rights, duties and money follow in a cooperation agreement of their own."),
    ),
    Kind(
        "kb", "KB", "Kesepakatan Bersama", "Kesepakatan Bersama", "Joint Accord", "Joint Accord",
        N_("Joint accord of regions (KB)"),
        N_("First document of a regional cooperation (PP 28/2018 art. 6, 19) of a region's own institution."),
    ),
    Kind(
        "nota_kesepakatan_sinergi", "NKS", "Nota Kesepakatan", "Nota Kesepakatan", "Accord on Synergy", "Accord",
        N_("Accord on synergy with a region (nota kesepakatan)"),
        N_("A ministry's institution with a region (PP 28/2018 art. 46): one accord with its plan of action annexed."),
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in KINDS}
BY_VALUE: Mapping[str, Kind] = {kind.value: kind for kind in KINDS}
IMPLEMENTING = Kind(
    "pelaksanaan", "PKS", "Perjanjian Pelaksanaan", "Perjanjian", "Implementing Arrangement", "Arrangement",
    N_("Implementing arrangement"), N_("Carries out a cooperation agreement, below it. Known from old sheets only."),
)  # fmt: skip
"""Nobody writes one here, so it is not offered; those of the past are taken over as what they are."""
KNOWN: Mapping[str, Kind] = {**BY_CODE, IMPLEMENTING.code: IMPLEMENTING}
_REGION = re.compile(
    r"^(pemerintah (provinsi|kabupaten|kota|daerah)|provinsi|kabupaten|kota|pemprov|pemkab|pemkot)\b", re.I
)


def proposed(*, is_ministry: bool, partners: Sequence[str]) -> Kind:
    """The kind a case seems to call for. A proposal only: whether PP 28/2018 applies, the analyst judges."""
    if not any(_REGION.match(name.strip()) for name in partners):
        return BY_CODE["pks"]
    return BY_CODE["nota_kesepakatan_sinergi" if is_ministry else "kb"]
