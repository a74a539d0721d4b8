"""Waiting on an outside party: whom a case has asked and who has not answered yet."""

from __future__ import annotations

from simpul.core.procedures.acting import Acting

AWAITED = "pihak_ditunggu"


def start_waiting(acting: Acting) -> None:
    """The outside parties of the step have been asked: from now on its clock stands on their account."""
    outside = {party.id for party in acting.procedure.outside}
    waits = acting.procedure.by_id[acting.step].waits
    asked = [wait.party for wait in waits if wait.party in outside]
    acting.facts[AWAITED] = list(dict.fromkeys([*awaited_parties(acting.facts), *asked]))


def stop_waiting(acting: Acting, step: str) -> None:
    """The step is done, with or without the answers it asked for: its parties are awaited no more on its account.

    A party on whom another open step waits stays awaited.
    """
    waits = acting.procedure.by_id
    others = {entry.step for entry in acting.case.state.open.values()} - {step}
    kept = {wait.party for other in others for wait in waits[other].waits}
    gone = {wait.party for wait in waits[step].waits} - kept
    awaited = awaited_parties(acting.facts)
    if gone & set(awaited):
        acting.facts[AWAITED] = [party for party in awaited if party not in gone]


def awaited_parties(facts: dict[str, object]) -> tuple[str, ...]:
    """Ids of the parties that have been asked and have not answered."""
    found = facts.get(AWAITED)
    return tuple(str(party) for party in found) if isinstance(found, list) else ()
