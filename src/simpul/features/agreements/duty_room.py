"""Room on the text for more stamps than it has parties, where the parties agreed on more stamped originals."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from simpul.core.documents.faces.pages import page_pictures
from simpul.core.documents.storage import read
from simpul.core.signing.models import Mode, SigningRound
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.writing import free_place
from simpul.features.agreements.stamp_duty import no_room, places
from simpul.rules.stamp_duty import MOST


def make_room(signing: SigningRound, count: int) -> None:
    """Keep ``count`` places for meterai: those of the text, and more beside the last one where nothing is written.

    Raises Refusal TTD-105 where the page has no room, or for more than an agreement can have.
    """
    room = places(signing)
    if signing.mode == Mode.WET or not room or count <= len(room):
        return
    if count > MOST:
        raise no_room(MOST)
    pictures, sizes = page_pictures(signing.current.sha256), _sizes(signing.current.sha256)
    for number in range(len(room), count):
        near = places(signing)[-1]
        taken = [SignatureField(box["kind"], box["page"], tuple(box["rect"])) for box in signing.boxes]
        found = free_place(pictures[near.page], sizes[near.page], near, taken)
        if found is None:
            raise no_room(number)
        box = {"party": number, "kind": "meterai", "page": found.page, "rect": list(found.rect)}
        signing.boxes = [*signing.boxes, box]
    signing.save(update_fields=["boxes"])


def _sizes(sha256: str) -> list[tuple[float, float]]:
    """Width and height of every page of a text of ours, in points."""
    with pikepdf.open(BytesIO(read(sha256))) as opened:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in opened.pages]
