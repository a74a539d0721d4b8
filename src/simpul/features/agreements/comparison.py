"""Versions of a text compared: ours with ours by the ids of clauses, a partner's by what its file says of ours."""

from __future__ import annotations

from dataclasses import replace

from simpul.features.agreements.drafting import text_of
from simpul.features.agreements.models import Draft
from simpul.features.agreements.partner_texts import kept_reading, read_text
from simpul.rules.agreement_text.comparing.compare import Comparison, compare
from simpul.rules.agreement_text.comparing.parts import parts_of
from simpul.rules.agreement_text.comparing.turned import in_our_terms, turned
from simpul.rules.agreement_text.reading.identity import Identity, Match, identify
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.reading.text import ReadText
from simpul.rules.agreement_text.structure import AgreementText


def read_form(draft: Draft) -> ReadText | None:
    """A version of either side as read; None for a file of the partner that could not be read, or holds no article.

    Against an empty file every clause of ours would count as removed.
    """
    return read_text(draft)


def compare_drafts(old: Draft, new: Draft) -> Comparison | None:
    """What changed from the one to the other; None where one of them could not be read.

    A partner's own paper in which the parties stand the other way round is compared in our designations, where it is
    certain who is who.
    """
    ours, theirs = text_of(old), text_of(new)
    if ours is not None and theirs is not None:
        return compare(ours, theirs)
    before, after = read_form(old), read_form(new)
    if before is None or after is None:
        return None
    if ours is not None:
        kept, called = kept_reading(new), turned(ours, after)
        theirs_in_ours = in_our_terms(after, called)
        answers = kept.answers if kept is not None else {}
        return replace(compare(ours, theirs_in_ours, identify(ours, theirs_in_ours), answers), turned=called)
    return compare(before, after, _known_again(old, before, after, theirs))


def _known_again(old: Draft, before: ReadText, after: ReadText, ours: AgreementText | None) -> Identity:
    """The partner's clauses in a later version: by the ids that the older one was matched with, else by their words."""
    found = identify(before, after)
    kept = kept_reading(old)
    base = text_of(kept.base) if kept is not None else None
    if ours is None or base is None or kept is None:
        return found
    refs = {part.ref for part in parts_of(after)}
    known = {match.clause: match.ref for match in identify(base, before).matches if match.clause in refs}
    known |= {clause: ref for ref, clause in kept.answers.items() if clause in refs}
    matches = [Match(ref, clause, "bookmark", 1.0) for ref, clause in known.items()]
    taken = set(known.values())
    matches += [one for one in found.matches if one.ref not in known and one.clause not in taken]
    doubts = tuple(doubt for doubt in found.doubts if doubt.ref not in known)
    return Identity(tuple(matches), doubts, (), ())


def places_of(text: AgreementText) -> list[str]:
    """What every clause is called: "Pasal 6 ayat (2) huruf a", in reading order."""
    return [part.place for part in parts_of(as_read(text))]
