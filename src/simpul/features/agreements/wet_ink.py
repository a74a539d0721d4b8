"""Signing on paper: who has signed, and for each original its meterai, parafs, exchange, scan and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from simpul.core.documents.models import StoredFile
from simpul.core.signing.models import Mode, Original, RoundState, SigningRound
from simpul.features.agreements.models import Agreement, Party
from simpul.features.agreements.stamp_duty import relieved
from simpul.rules.refusals import N_, Conflict, Refusal

PDF = "application/pdf"
LACKS: Mapping[str, str] = {
    "paraf_pages": N_("the paraf on every page"),
    "paraf_teams": N_("the paraf of the team heads"),
    "meterai": N_("the number of the meterai"),
    "exchanged_on": N_("the day of the exchange"),
    "back_on": N_("its way back"),
    "scan": N_("the scan"),
    "location": N_("where it lies"),
}


@dataclass(frozen=True, slots=True)
class OriginalFacts:
    """What is entered about one original; ``scan`` None keeps the scan that is there."""

    meterai: str = ""
    paraf_pages: bool = False
    paraf_teams: bool = False
    exchanged_on: date | None = None
    location: str = ""
    manner: str = ""
    with_whom: str = ""
    sent_on: date | None = None
    back_on: date | None = None
    scan: StoredFile | None = None


def check_wet(signing: SigningRound) -> None:
    """Raises Conflict TTD-34 for a round that is over, Refusal TTD-41 for an electronic one."""
    if signing.state != RoundState.OPEN:
        raise Conflict("TTD-34", N_("This signature is not asked for any more. Open the case again."))
    if signing.mode != Mode.WET:
        raise Refusal("TTD-41", N_("This agreement is signed electronically; nothing is recorded on paper."))


def duty_due(signing: SigningRound) -> bool:
    """Whether the text keeps a place for a meterai, and nobody has decided that nothing is owed."""
    return not relieved(signing) and any(box.get("kind") == "meterai" for box in signing.boxes)


def lacking(original: Original, *, ours: bool, duty: bool) -> tuple[str, ...]:
    """What is still missing for one original, as keys of :data:`LACKS`.

    The team heads put their paraf on the original that stays here; the others are handed over, on a day that is kept.
    """
    wanted = ["paraf_pages", "paraf_teams" if ours else "exchanged_on", "location", "scan"]
    if duty:
        wanted.append("meterai")
    if original.sent_on is not None:
        wanted.append("back_on")
    there = {
        "paraf_pages": original.paraf_pages, "paraf_teams": original.paraf_teams, "meterai": original.meterai.strip(),
        "exchanged_on": original.exchanged_on, "back_on": original.back_on, "scan": original.scan_id,
        "location": original.location.strip(),
    }  # fmt: skip
    return tuple(key for key in LACKS if key in wanted and not there[key])


def host_parties(signing: SigningRound) -> frozenset[int]:
    """Which parties of the round are the institution itself."""
    involved = signing.signers.values_list("party_id", flat=True)
    return frozenset(Party.objects.filter(pk__in=list(involved), is_host=True).values_list("pk", flat=True))


def originals_complete(signing: SigningRound) -> bool:
    """Whether nothing is missing for any original."""
    hosts, duty = host_parties(signing), duty_due(signing)
    originals = signing.paper_originals.all()
    return not any(lacking(each, ours=each.holder_party_id in hosts, duty=duty) for each in originals)


def keep_original(signing: SigningRound, number: int, facts: OriginalFacts, today: date) -> Original:
    """Enter what is known of original ``number``; it may be filled in by and by, until the round is complete.

    Raises Refusal TTD-42 (scan is no PDF), TTD-43 (a day in the future), TTD-44 (no such original), TTD-46 (the scan of
    another one), TTD-48, TTD-49 (its way), TTD-180 (the meterai of another one).
    """
    check_wet(signing)
    original = Original.objects.filter(round=signing, number=number).first()
    if original is None:
        raise Refusal("TTD-44", N_("There is no original %(number)s of this agreement."), number=number)
    if any(day is not None and day > today for day in (facts.exchanged_on, facts.sent_on, facts.back_on)):
        raise Refusal("TTD-43", N_("This day lies in the future. Correct it."))
    _check_way(facts)
    _check_meterai(signing, original, facts.meterai.strip())
    if facts.scan is not None:
        _check_scan(signing, original, facts.scan)
        original.scan = facts.scan
    original.meterai, original.location = facts.meterai.strip()[:60], facts.location.strip()[:160]
    original.paraf_pages, original.paraf_teams = facts.paraf_pages, facts.paraf_teams
    original.exchanged_on, original.manner = facts.exchanged_on, facts.manner
    original.with_whom, original.sent_on, original.back_on = facts.with_whom.strip()[:160], facts.sent_on, facts.back_on
    original.save()
    return original


def _check_way(facts: OriginalFacts) -> None:
    """Where an original is on its way must be told whole. Raises Refusal TTD-48, TTD-49."""
    if (facts.sent_on is None) != (not facts.with_whom.strip()):
        raise Refusal("TTD-48", N_("For an original that is on its way enter both: to whom, and since when."))
    if facts.back_on is not None and (facts.sent_on is None or facts.back_on < facts.sent_on):
        raise Refusal("TTD-49", N_("It cannot come back before it was sent. Correct the days."))


def _check_meterai(signing: SigningRound, original: Original, serial: str) -> None:
    """A meterai is stuck on one original only."""
    others = Original.objects.filter(round__institution_id=signing.institution_id, meterai__iexact=serial)
    if serial and others.exclude(pk=original.pk).exclude(round__state=RoundState.VOID).exists():
        raise Refusal(
            "TTD-180",
            N_("The meterai %(serial)s stands with another original already. Every original bears its own."),
            serial=serial,
        )


def _check_scan(signing: SigningRound, original: Original, scan: StoredFile) -> None:
    if scan.media_type != PDF:
        raise Refusal(
            "TTD-42", N_("Scan all pages of an original into one PDF file; a photo of one page is not enough.")
        )
    same = signing.paper_originals.filter(scan__sha256=scan.sha256).exclude(pk=original.pk).first()
    if same is not None:
        raise Refusal(
            "TTD-46",
            N_("This scan is already kept for original %(number)s. Scan every original by itself."),
            number=same.number,
        )


def kept_here(signing: SigningRound) -> Original:
    """The original whose scan is archived: the one that stays with the institution, else the first."""
    hosts = host_parties(signing)
    originals = list(signing.paper_originals.select_related("scan").order_by("number"))
    return next((each for each in originals if each.holder_party_id in hosts), originals[0])


def originals_on_paper(slug: str) -> int | None:
    """How many originals were signed in wet ink: 0 where nobody counted them here, None where it was not in ink."""
    row = Agreement.objects.filter(slug=slug, signing_mode=Mode.WET).first()
    if row is None:
        return None
    if row.case_id is None:
        return 0
    counted = SigningRound.objects.filter(case_id=row.case_id, mode=Mode.WET, state=RoundState.COMPLETE)
    return counted.values_list("originals", flat=True).order_by("-number").first() or 0
