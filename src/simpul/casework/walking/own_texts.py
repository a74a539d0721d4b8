"""The text that a played step drafts by itself, where the procedure hands one over: begun, filled in, drafted."""

from __future__ import annotations

from simpul.casework import own_texts, text_acts
from simpul.casework.walking import inventing
from simpul.casework.walking.turns import Turn
from simpul.core.directory.officers import today_in
from simpul.features.agreements import own_text, value_changes
from simpul.features.agreements.choosing import Choice
from simpul.features.agreements.chosen import KIND
from simpul.features.agreements.drafting import assembled, is_current
from simpul.features.agreements.models import Party, Request
from simpul.features.agreements.negotiation import our_latest

_WHY = "Bentuk naskah sesuai kajian; templat prosedur ini (contoh)."


def draft(turn: Turn) -> None:
    """The next version of the text, all at the moment of the step's other acts; nothing where the text stands."""
    if not turn.step.makes_text:
        return
    case = turn.played.case
    with turn.played.pace.same_moment():
        asked = Request.objects.filter(case=case).first()
        if asked is None:
            plan = own_text.proposed(case)
            choice = Choice(str(plan.answers[KIND]), plan.template)
            own_texts.begin_text(case_id=case.pk, officer=turn.officer(), choice=choice, reason=_WHY)
        text_acts.change_values(case_id=case.pk, officer=turn.officer(), change=_values)
        asked = Request.objects.select_related("institution").get(case=case)
        newest = our_latest(asked)
        if newest is None or newest.task_id != turn.task.pk or not is_current(newest, assembled(asked).text):
            text_acts.make_draft(case_id=case.pk, officer=turn.officer())


def _values(request: Request) -> set[str]:
    terms = {name: request.answers.get(name) for name in value_changes.TERMS}
    terms |= {**inventing.terms(1), **inventing.term(today_in(request.institution)), **inventing.IN_ENGLISH}
    terms |= {"scope_items": list(inventing.OWN_SCOPE), "province": inventing.PROVINCE}
    changed = value_changes.write_terms(request, terms)
    return changed | value_changes.write_parties(request, [_party(party) for party in request.parties.all()])


def _party(party: Party) -> dict[str, object]:
    """A party with invented words where it has said nothing."""
    said = {name: getattr(party, name) for name in value_changes.PARTY}
    return {"id": party.pk, **said, **{name: said[name] or words for name, words in inventing.PARTY_WORDS.items()}}
