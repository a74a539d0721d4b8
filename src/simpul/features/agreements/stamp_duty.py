"""The stamp duty of a text that is signed electronically: what is owed, what is paid, and why nothing is owed.

The stamps go in before the first signature (UU 10/2020 article 8: due at the signing). Technically they must: the first
signature here closes the text for anything but further signatures, so that a stamp put upon it would break it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from simpul.adapters.emeterai import Emeterai, EmeteraiFault, Order, Place, Serial
from simpul.core.directory.models import Institution
from simpul.core.documents.actions import store
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import read
from simpul.core.procedures.acting import Acting
from simpul.core.signing.afterwards import overlapping
from simpul.core.signing.duty_provider import simulated_here
from simpul.core.signing.models import LEFT_OVER, DutyRelief, DutyState, Mode, RoundState, SigningRound, StampDuty
from simpul.core.signing.signer import SignatureField
from simpul.core.signing.stamped_file import only_stamped
from simpul.features.agreements.models import Agreement
from simpul.rules.refusals import N_, Refusal

PAID = frozenset({DutyState.PAID, DutyState.SSP})
PDF = "application/pdf"


def places(signing: SigningRound) -> list[SignatureField]:
    """Where the text keeps room for a meterai, one for each party, in their order."""
    boxes = sorted((box for box in signing.boxes if box["kind"] == "meterai"), key=lambda box: int(box["party"]))
    return [SignatureField(f"meterai_{box['party'] + 1}", box["page"], tuple(box["rect"])) for box in boxes]


def relieved(signing: SigningRound) -> bool:
    """Whether it was decided that nothing is owed."""
    return DutyRelief.objects.filter(round=signing).exists()


def settled(signing: SigningRound) -> bool:
    """Whether the signers may be asked: nothing is owed for this electronic text, or all of it is paid."""
    if signing.mode == Mode.WET:
        return True
    return relieved(signing) or not signing.duties.exclude(state__in=PAID).exists()


def owed() -> Q:
    """The rounds whose text is signed electronically and still owes: it keeps room for a meterai, nobody has decided
    that nothing is owed, and not all of it is paid. A text of before knows no purchases yet, and owes all the same.
    """
    duties = StampDuty.objects.filter(round=OuterRef("pk"))
    unpaid = Q(Exists(duties.exclude(state__in=PAID))) | ~Q(Exists(duties))
    room = Q(boxes__contains=[{"kind": "meterai"}])
    return ~Q(mode=Mode.WET) & room & ~Q(Exists(DutyRelief.objects.filter(round=OuterRef("pk")))) & unpaid


def owes(signing: SigningRound) -> bool:
    """Whether this one is among them."""
    return SigningRound.objects.filter(owed(), pk=signing.pk).exists()


def owe(signing: SigningRound, ticket: str, count: int | None = None) -> None:
    """Note what the text owes: one stamp for each party, or ``count``. Raises Refusal TTD-104, TTD-105."""
    room = places(signing)
    if signing.mode == Mode.WET or not room:
        return
    _check_room(signing, room)
    wanted = len(room) if count is None else count
    if not 1 <= wanted <= len(room):
        raise no_room(len(room))
    signing.duties.filter(number__gt=wanted, state=DutyState.DUE).delete()
    for number in range(1, wanted + 1):
        StampDuty.objects.get_or_create(
            round=signing, number=number, defaults={"reference": f"{ticket}-{signing.pk}-{number}"[:60]}
        )
    carry_over(signing)


def no_room(most: int) -> Refusal:
    """More stamps than the text has room for, or none at all."""
    return Refusal(
        "TTD-105", N_("The text keeps room for %(most)s meterai. Enter a number from 1 to %(most)s."), most=most
    )


def carry_over(signing: SigningRound) -> None:
    """What was bought, or is being bought, for a round now void, and stands on nothing, serves the new text: nothing is
    bought twice. The row itself goes along, so that an answer that comes yet finds it."""
    due = list(signing.duties.filter(state=DutyState.DUE))
    for former, duty in zip(left_over(signing.case_id), due, strict=False):
        number = duty.number
        duty.delete()
        again = None if former.state == DutyState.BOUGHT else former.next_try_at
        StampDuty.objects.filter(pk=former.pk).update(round=signing, number=number, next_try_at=again)


def left_over(case_id: int) -> list[StampDuty]:
    """Purchases for rounds of the case that are void: unanswered ones first, then serials that stand on nothing."""
    rows = StampDuty.objects.filter(round__case_id=case_id, round__state=RoundState.VOID, state__in=LEFT_OVER)
    return list(rows.select_related("round").order_by("state", "round__number", "number"))


def _check_room(signing: SigningRound, room: Sequence[SignatureField]) -> None:
    signatures = [
        SignatureField("ttd", box["page"], tuple(box["rect"])) for box in signing.boxes if box["kind"] == "ttd"
    ]
    if any(overlapping(one, other) for one in room for other in signatures):
        raise Refusal(
            "TTD-104", N_("The place of a meterai and that of a signature overlap in this text. Set the text anew.")
        )


def order_of(duty: StampDuty, agreement: Agreement) -> Order:
    """What is told to the service when the serial is bought."""
    number = agreement.number.number if agreement.number is not None else ""
    assert agreement.sign_date is not None
    return Order(duty.reference, agreement.title[:120], number, agreement.sign_date, f"{duty.reference}.pdf")


def put_on(acting: Acting, signing: SigningRound, duty: StampDuty, made: bytes) -> StoredFile:
    """Take a stamped file into the round. Raises Refusal TTD-106: more than the stamp in its place was changed."""
    if not only_stamped(read(signing.current.sha256), made, places(signing)[duty.number - 1]):
        raise Refusal(
            "TTD-106",
            N_("What came back is not the text with a stamp in its place, so it was not taken. Incident %(number)s."),
            number=duty.incident or "-",
        )
    file = store(
        institution_id=signing.institution_id, data=made, name=f"Naskah {acting.case.ticket} bermeterai.pdf",
        kind="naskah", media_type=PDF, by=acting.by,
    )  # fmt: skip
    signing.current = file
    signing.save(update_fields=["current"])
    duty.state, duty.file, duty.paid_at, duty.incident, duty.next_try_at = DutyState.PAID, file, acting.at, "", None
    duty.picture = b""
    duty.save()
    return file


def stamped_by(provider: Emeterai, signing: SigningRound, duty: StampDuty, pdf: bytes) -> bytes:
    """The file with the stamp of a serial that is ours. Raises EmeteraiFault."""
    place = places(signing)[duty.number - 1]
    serial = Serial(duty.serial, bytes(duty.picture))
    return provider.stamp(pdf, serial, Place(place.page, place.rect), f"{duty.reference}.pdf")


def stamp_here(acting: Acting, signing: SigningRound, institution: Institution, agreement: Agreement) -> None:
    """A demonstration without any service: the simulated stamps go in at once, each plainly none."""
    provider = simulated_here(institution)
    if provider is None:
        return
    for duty in signing.duties.filter(state=DutyState.DUE):
        try:
            serial = provider.buy(order_of(duty, agreement))
            duty.serial, duty.picture = serial.number, serial.picture
            put_on(acting, signing, duty, stamped_by(provider, signing, duty, read(signing.current.sha256)))
        except EmeteraiFault:  # the text stays due, and the room says so
            return


def check_paid(signing: SigningRound | None) -> None:
    """Raises Refusal TTD-107: an official may not accept or keep a document on which duty is owed (article 21)."""
    if signing is not None and owes(signing):
        raise Refusal(
            "TTD-107",
            N_(
                "Stamp duty is still owed on this agreement, and an official may not keep it so (UU 10/2020 article "
                "21). Record the payment, or why nothing is owed, in its signing room."
            ),
        )
