"""What the judge must know beside the text: the case it belongs to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from simpul.rules.agreement_text.slots import MissingValue
from simpul.rules.agreement_text.values import AgreementValues, Instrument, PartyValues


class AboveFrom(Enum):
    """Where it is known from when the document above ends; the value chooses the sentence of the finding."""

    TEXT = 0
    REGISTER = 1
    TYPED = 2


@dataclass(frozen=True, slots=True)
class Above:
    """The document above an agreement: its last day, how it is named or where its day is read, and who says so."""

    ends_on: date
    name: str
    told_by: AboveFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """``category`` of the partner and ``type_code`` of the cooperation are codes of the request.

    ``ksdpk``: a region cooperates with a third party (PP 28/2018 art. 19). ``above``: the memorandum above it.
    ``names``: proper names of the case. ``ours``: each party of our side, by any of the names it goes by, the official
    one first; none where it is not known who we are. ``later``: labels of the open places that only the signing fills.
    """

    instrument: Instrument = "PKS"
    type_code: str = ""
    category: str = ""
    personal_data: bool = True
    charged: bool = True
    ksdpk: bool = False
    foreign: bool = False
    meterai: bool = True
    above: Above | None = None
    names: tuple[str, ...] = ()
    ours: tuple[tuple[str, ...], ...] = ()
    later: frozenset[str] = frozenset()


def setting_of(
    values: AgreementValues,
    *,
    foreign: bool = False,
    meterai: bool = True,
    above: Above | None = None,
    missing: Collection[MissingValue] = (),
    short_name: str = "",
) -> Setting:
    """The setting of a case from its values. Only an agreement is charged for; a memorandum leaves money to it.

    ``short_name``: what the institution is called for short, where it is a party itself.
    """
    charged = values.cost_basis is not None and values.cost_basis.kind != "Rp0"
    named = (values.host_unit, values.province, values.place, *(party.name for party in values.parties))
    contacts = [party.contact_name for party in values.parties]
    hosts = [party for party in values.parties if party.is_host and party.name]
    return Setting(
        instrument=values.instrument,
        type_code=values.type_code,
        category=values.category,
        personal_data=values.has_personal_data,
        charged=charged and values.instrument == "PKS",
        ksdpk=values.regional == "ksdpk",
        foreign=foreign,
        meterai=meterai and values.meterai and values.instrument == "PKS",
        above=above,
        names=tuple(name for name in (*named, *contacts) if name),
        ours=tuple(_called(party, short_name if at == 0 else "") for at, party in enumerate(hosts)),
        later=frozenset(one.label for one in missing if one.stage == "tanda_tangan"),
    )


def _called(party: PartyValues, short_name: str) -> tuple[str, ...]:
    return tuple(name for name in (party.name, party.name_en, short_name) if name)
