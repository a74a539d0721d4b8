"""Where papers go: the requirements of the request, then the logo and the proof of authority of each party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simpul.core.documents.models import StoredFile
from simpul.features.agreements.models import Paper, Party, Request
from simpul.features.agreements.models_request import IntakeChannel
from simpul.lib import clock
from simpul.rules.refusals import N_, Refusal
from simpul.rules.requirements import PAPERS, PARTY_LOGO, PARTY_PROOF, Requirement

_PARTNER_ORDER = 2
_PICTURES = {"image/png", "image/jpeg"}
PARTY_REQUIREMENTS = (PARTY_LOGO, PARTY_PROOF)


@dataclass(frozen=True, slots=True)
class Place:
    """A place for one current file. ``party`` is set where the paper is a party's own."""

    requirement: Requirement
    party: Party | None = None

    @property
    def code(self) -> str:
        """The place in addresses and page anchors: "akta", "logo-17"."""
        return f"{self.requirement.code}-{self.party.pk}" if self.party is not None else self.requirement.code


def places_of(request: Request) -> tuple[Place, ...]:
    """Every place of a request; the letter is the first. Once the text is agreed its head takes no other logo."""
    own = (Place(requirement) for requirement in PAPERS.get(request.category, ()))
    agreed = request.drafts.filter(agreed_at__isnull=False).exists()
    parties = request.parties.filter(is_host=False).order_by("order")
    return (*own, *_of_parties(parties, with_logo=not agreed))


def _of_parties(parties: Iterable[Party], *, with_logo: bool) -> Iterator[Place]:
    for party in parties:
        if party.order > _PARTNER_ORDER:
            yield Place(PARTY_PROOF, party)
        if with_logo:
            yield Place(PARTY_LOGO, party)


def place_of(request: Request, code: str) -> Place:
    """The place with this code. Raises PGJ-17 for one that the request does not have."""
    found = next((place for place in places_of(request) if place.code == code), None)
    if found is None:
        raise Refusal("PGJ-17", N_("This request does not ask for that paper. Choose one from the list."))
    return found


def papers_by_place(request: Request) -> dict[str, Paper]:
    """The current paper of each place, by its code."""
    rows = request.papers.filter(replaced_at__isnull=True).select_related("file", "party").order_by("id")
    return {code_of(paper): paper for paper in rows}


def code_of(paper: Paper) -> str:
    """The code of the place in which a paper lies."""
    return f"{paper.requirement}-{paper.party_id}" if paper.party_id is not None else paper.requirement


def put(request: Request, place: Place, file: StoredFile, channel: str, added_by_id: int | None = None) -> Paper:
    """Lay a file in its place; an older one stays with the case as replaced. Raises PGJ-19 for a logo that is none."""
    if place.requirement is PARTY_LOGO and file.media_type not in _PICTURES:
        raise Refusal("PGJ-19", N_("A logo is a picture. Hand it in as PNG or JPEG."))
    now, code = clock.now(), place.requirement.code
    standing = request.papers.filter(requirement=code, party=place.party, replaced_at__isnull=True)
    standing.update(replaced_at=now)
    if place.party is not None and place.requirement is PARTY_LOGO:
        Party.objects.filter(pk=place.party.pk).update(logo=file)
    return Paper.objects.create(
        request=request, requirement=code, party=place.party, file=file, channel=IntakeChannel(channel),
        added_by_id=added_by_id, added_at=now,
    )  # fmt: skip
