"""Which kind of document a case makes, from which template in which version, and in which variants of its clauses.

The kind, the template and the reason for them stand in the answers of the request; the version is fixed by the first
draft, so that a draft in progress stays on the words it was made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simpul.core.directory.models import Owner
from simpul.features.agreements.models import Request
from simpul.features.agreements.requests import OWN
from simpul.features.agreements.text_versions import newest_number, template_at
from simpul.rules.agreement_text.instruments import KINDS, KNOWN, Kind, proposed
from simpul.rules.agreement_text.template import TextTemplate
from simpul.rules.agreement_text.values import Regional
from simpul.rules.requirements import template_for

KIND, REASON, REGIONAL, VARIANTS = "naskah", "naskah_alasan", "kerja_sama_daerah", "varian"
_OF_KIND: Mapping[str, str] = {"mou": "mou", "kb": "mou", "nota_kesepakatan_sinergi": "nota-kesepakatan-sinergi"}
"""The template of a kind where none was chosen; an agreement has one by its type."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the kind, the template or a variant was chosen, by whom, and when (ISO)."""

    words: str
    by: str
    at: str


def kind_of(request: Request) -> Kind:
    """What kind of document the case makes; an agreement (PKS) until somebody decides otherwise."""
    return KNOWN.get(str(request.answers.get(KIND, "")), KINDS[0])


def template_of(request: Request) -> str:
    """The template the request is written from: chosen by an officer, else by the kind, else by type and scope."""
    kind = kind_of(request).code
    known = request.template
    if known and kind in template_at(request.institution_id, known, 1).instruments:
        return known
    return _OF_KIND.get(kind) or template_for(request.cooperation_type, request.scope_items)


def version_of(request: Request) -> int:
    """The version of the template: that of the drafts already made, else the newest that is published."""
    return int(request.template_version or 0) or newest_number(request.institution_id, template_of(request))


def template_in(request: Request) -> TextTemplate:
    """The words that the case's text is made from."""
    return template_at(request.institution_id, template_of(request), version_of(request))


def newer_version(request: Request) -> int:
    """The number of a version published after the one that the drafts are made from; 0 when there is none."""
    newest = newest_number(request.institution_id, template_of(request))
    return newest if newest > version_of(request) else 0


def regional_of(request: Request) -> Regional:
    """Whether it is regional cooperation (PP 28/2018) and of which sort, as an officer decided."""
    kept = request.answers.get(REGIONAL)
    return "ksdpk" if kept == "ksdpk" else "ksdd" if kept == "ksdd" else ""


def proposal(request: Request) -> Kind:
    """The kind that the case was told, else that of the rule: by whose institution it is and whom it meets."""
    if request.answers.get(OWN) and reason_in(request.answers) is None:
        return kind_of(request)
    kept = request.parties.filter(is_host=False) if request.pk else ()
    partners = [party.name for party in kept] or [request.partner_name]
    return proposed(is_ministry=request.institution.owner == Owner.MINISTRY, partners=partners)


def reason_in(answers: Mapping[str, object]) -> Reason | None:
    """Why the kind and template are what they are; None where nobody has decided."""
    return _reason(answers.get(REASON))


def variants_in(answers: Mapping[str, object]) -> dict[str, tuple[str, Reason]]:
    """The fallbacks that were chosen: clause id -> (variant, reason)."""
    found = answers.get(VARIANTS)
    if not isinstance(found, dict):
        return {}
    read = {str(clause): (str(entry.get("varian", "")), _reason(entry)) for clause, entry in found.items()}
    return {clause: (variant, reason) for clause, (variant, reason) in read.items() if reason is not None}


def _reason(entry: object) -> Reason | None:
    if not isinstance(entry, dict):
        return None
    return Reason(str(entry.get("alasan", "")), str(entry.get("oleh", "")), str(entry.get("pada", "")))
