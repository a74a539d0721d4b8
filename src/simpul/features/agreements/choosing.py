"""Choosing what a case is written from: the kind of document, the template, its version, and fallbacks of clauses.

Each choice is kept with its reason, who made it and when. They run inside an act on the case.
"""

from __future__ import annotations

from dataclasses import dataclass

from simpul.core.documents.texts import template_codes, text_template
from simpul.core.procedures.acting import Acting
from simpul.features.agreements.chosen import (
    KIND,
    REASON,
    REGIONAL,
    VARIANTS,
    newer_version,
    template_in,
    template_of,
    variants_in,
)
from simpul.features.agreements.models import Request
from simpul.features.agreements.own_wording import WORDED, mark_of, worded
from simpul.rules.agreement_text.instruments import BY_CODE
from simpul.rules.refusals import N_, Conflict, Refusal

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """``kind`` of document, ``template``, and ``regional``: "", ksdd or ksdpk."""

    kind: str
    template: str
    regional: str = ""


def choose(acting: Acting, request: Request, choice: Choice, reason: str) -> None:
    """Keep kind and template with the reason. Raises Refusal NSK-01 without a reason, NSK-02 when they do not fit."""
    words = _given(reason)
    if choice.kind not in BY_CODE or choice.template not in template_codes():
        raise Refusal("NSK-02", N_("This template is not for this kind of document. Choose another one."))
    template = text_template(choice.template)
    if choice.kind not in template.instruments or choice.regional not in ("", "ksdd", "ksdpk"):
        raise Refusal("NSK-02", N_("This template is not for this kind of document. Choose another one."))
    if choice.template != template_of(request):
        request.template_version = ""
    request.template = choice.template
    if template.mode == "basah":
        request.signing_mode = "basah"
    kept = {KIND: choice.kind, REGIONAL: choice.regional, REASON: _reason(acting, words)}
    request.answers = {**request.answers, **kept}
    request.save(update_fields=["template", "template_version", "signing_mode", "answers"])
    acting.told = {"kind": choice.kind, "template": choice.template, "regional": choice.regional}


def take_newer_version(acting: Acting, request: Request) -> None:
    """The next draft is made from the newest published version. Raises Refusal NSK-03 when there is none."""
    number = newer_version(request)
    if not number:
        raise Refusal("NSK-03", N_("The drafts of this case already use the newest version of the template."))
    request.template_version = str(number)
    request.save(update_fields=["template_version"])
    acting.told = {"template": template_of(request), "version": number}


def standing_mark(request: Request, clause: str) -> str:
    """Changes whenever the fallback of a clause or an officer's own words for it do."""
    own = {name: words for name, words in worded(request.answers).items() if _within(name, clause)}
    return mark_of([variants_in(request.answers).get(clause, ("",))[0], *(f"{n} {own[n]}" for n in sorted(own))])


def choose_variant(acting: Acting, request: Request, clause: str, variant: str, reason: str, opened: str = "") -> None:
    """Take a fallback of a clause, or with an empty ``variant`` go back to the preferred words.

    Own words of the clause go with it. ``opened``: the ``standing_mark`` that the officer saw. Raises Refusal NSK-01
    for a fallback without a reason, NSK-04 for one that the template does not have or forbids, Conflict NSK-24 where a
    colleague has changed the clause since.
    """
    if opened and opened != standing_mark(request, clause):
        raise Conflict(
            "NSK-24", N_("A colleague has changed this clause meanwhile. Read what stands now, then choose again.")
        )
    paragraph = template_in(request).paragraph(clause)
    chosen = {name: entry for name, entry in _kept(request).items() if name != clause}
    if variant:
        if paragraph is None or variant not in {each.id for each in paragraph.fallbacks}:
            raise Refusal("NSK-04", N_("The template has no such wording to fall back on. Open the draft again."))
        chosen[clause] = {"varian": variant, **_reason(acting, _given(reason))}
    own = {name: words for name, words in worded(request.answers).items() if not _within(name, clause)}
    request.answers = {**request.answers, VARIANTS: chosen, WORDED: own}
    request.save(update_fields=["answers"])
    acting.told = {"clause": clause, "variant": variant}


def _kept(request: Request) -> dict[str, dict[str, str]]:
    """The fallbacks as they are kept."""
    return {
        clause: {"varian": variant, "alasan": reason.words, "oleh": reason.by, "pada": reason.at}
        for clause, (variant, reason) in variants_in(request.answers).items()
    }


def _within(name: str, clause: str) -> bool:
    """The paragraph itself and its own items."""
    return name == clause or name.startswith(f"{clause}_")


def _given(reason: str) -> str:
    words = " ".join(reason.split())[:LONGEST]
    if not words:
        raise Refusal("NSK-01", N_("Say why. The reason is kept with the choice."))
    return words


def _reason(acting: Acting, words: str) -> dict[str, str]:
    return {"alasan": words, "oleh": acting.by.name, "pada": acting.at.isoformat()}
