"""A time stamp within the signature: what it proves, what it does not; no signature fails for want of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from asn1crypto.crl import CertificateList
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.fetching import fetchers
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.longterm import preserve
from simpul.core.signing.signature_stamps import SignatureStamp
from simpul.core.signing.signer import sign
from simpul.core.signing.stamping import ProofSource
from simpul.core.signing.time_authority import TimeAuthority
from simpul.core.signing.verdict import Outcome, Verdict
from simpul.core.signing.verification import verify
from tests.signing.authorities import YEAR, Authority, der, running
from tests.signing.kit import AT, FIELDS, Kit, agreement, pdfsig, run
from tests.signing.test_longterm import DAY, HOUR, NOW, START


@pytest.fixture(scope="module")
def services() -> Iterator[tuple[Authority, OpenKey]]:
    with running(START, NOW) as found:
        yield found


class Room:
    """A signer whose certificate ends in two years, and the authority whose word on the time is asked."""

    def __init__(self, authority: Authority, stamping: OpenKey, signer: OpenKey) -> None:
        self.authority, self.stamping, self.signer = authority, stamping, signer
        self.anchors = Anchors(roots=(der(authority.certificate),))

    def signed(self, stamper: TimeStamper | None, *, room: int = 8192, key: OpenKey | None = None) -> bytes:
        return sign(
            agreement(), key=key or self.signer, field=FIELDS[0], appearance=None, reason="Menyetujui",
            location="Jakarta", name="Rekaan", at=NOW - HOUR, prepare=FIELDS[:1],
            time_stamp=SignatureStamp(stamper, room) if stamper is not None else None,
        )  # fmt: skip

    def asked(self) -> TimeAuthority:
        return TimeAuthority(f"{self.authority.address}/tsa")

    def judged(self, pdf: bytes, at: datetime, *lists: CertificateList) -> Verdict:
        return verify(pdf, Anchors(self.anchors.roots, (), lists), at)


@pytest.fixture(scope="module")
def signer(services: tuple[Authority, OpenKey]) -> OpenKey:
    return services[0].issue("Rekaan Satu", 3 * YEAR)


@pytest.fixture
def place(services: tuple[Authority, OpenKey], signer: OpenKey) -> Iterator[Room]:
    authority, stamping = services
    authority.now = NOW
    yield Room(authority, stamping, signer)
    authority.revoked.clear()
    authority.silent.clear()
    authority.asked.clear()


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.signatures[0].reasons}


def test_it_proves_the_time_when_the_certificate_has_ended(place: Room, tmp_path: Path) -> None:
    pdf = place.signed(place.asked())
    assert place.authority.asked == ["tsa"]
    for at in (NOW + DAY, NOW + 5 * YEAR):
        verdict = place.judged(pdf, at)
        assert (verdict.verdict, codes(verdict)) == (Outcome.SAH, {"fine", "stamped"})
        assert (verdict.signatures[0].proven_at, verdict.signatures[0].at) == (NOW, NOW - HOUR)
    assert verdict.signatures[0].reasons[-1].params["authority"] == "Cap Waktu Uji"
    assert pdfsig(pdf, tmp_path) == ["Signature is Valid."]
    assert run(["qpdf", "--check"], pdf, tmp_path).returncode == 0


def test_a_revocation_counts_from_its_day_on(place: Room) -> None:
    pdf = place.signed(place.asked())
    for day, outcome in ((NOW + DAY, Outcome.SAH), (NOW - DAY, Outcome.TIDAK_SAH)):
        place.authority.revoke(place.signer, day)
        listed = CertificateList.load(place.authority.revocation_list())
        assert place.judged(pdf, NOW + 2 * DAY, listed).verdict is outcome


def test_an_authority_that_is_down_does_not_stop_the_signature(place: Room) -> None:
    place.authority.silent.add("tsa")
    verdict = place.judged(place.signed(place.asked()), NOW + DAY)
    assert (verdict.verdict, codes(verdict), verdict.signatures[0].proven_at) == (Outcome.SAH, {"fine"}, None)


def test_a_token_that_does_not_fit_is_left_out(place: Room) -> None:
    assert codes(place.judged(place.signed(place.asked(), room=100), NOW)) == {"fine"}
    other = Elsewhere(place.authority.stamper(place.stamping, NOW))
    assert codes(place.judged(place.signed(other), NOW)) == {"fine"}


class Elsewhere(TimeStamper):
    """Answers with a stamp over something else, as a faulty or hostile authority may."""

    def __init__(self, real: TimeStamper) -> None:
        TimeStamper.__init__(self)
        self._real = real

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        req["message_imprint"]["hashed_message"] = bytes(32)
        return await self._real.async_request_tsa_response(req)


class Moved(SignatureStamp):
    """A forger puts in a genuine stamp of another signature."""

    def token(self, digest: bytes) -> bytes | None:
        return SignatureStamp.token(self, bytes(32))


def test_a_stamp_of_another_signature_is_a_forgery(place: Room) -> None:
    pdf = sign(
        agreement(), key=place.signer, field=FIELDS[0], appearance=None, reason="", location="", name="Rekaan",
        at=NOW - HOUR, prepare=FIELDS[:1], time_stamp=Moved(place.authority.stamper(place.stamping, NOW)),
    )  # fmt: skip
    verdict = place.judged(pdf, NOW + DAY)
    assert (verdict.verdict, codes(verdict)) == (Outcome.TIDAK_SAH, {"stamp_broken"})


def test_an_authority_that_is_not_trusted_proves_nothing_and_spoils_nothing(place: Room) -> None:
    foreign = Authority(START, NOW)
    stranger = foreign.stamper(foreign.issue("Cap Asing", 20 * YEAR, for_stamps=True), NOW)
    officer = place.authority.stamper(place.signer, NOW)
    tomorrow = place.authority.stamper(place.stamping, NOW + DAY)
    for stamper in (stranger, officer, tomorrow):
        pdf = place.signed(stamper)
        verdict = place.judged(pdf, NOW)
        assert (verdict.verdict, codes(verdict)) == (Outcome.SAH, {"fine", "stamp_untrusted"})
        assert verdict.signatures[0].proven_at is None
    for stamper in (stranger, officer):
        assert "expired" in codes(place.judged(place.signed(stamper), NOW + 5 * YEAR))


def test_a_stamp_cannot_date_a_signature_back_before_its_certificate(place: Room) -> None:
    young = place.authority.issue("Rekaan Muda", YEAR, start=NOW - 2 * HOUR)
    pdf = place.signed(place.authority.stamper(place.stamping, NOW - DAY), key=young)
    assert "not_yet" in codes(place.judged(pdf, NOW + DAY))


def test_the_proofs_of_the_archive_carry_it_past_the_end_of_the_authority(place: Room) -> None:
    short = place.authority.issue("Cap Pendek", 2 * YEAR, for_stamps=True)
    pdf = place.signed(place.authority.stamper(short, NOW - HOUR))
    assert codes(place.judged(pdf, NOW + 3 * YEAR)) == {"expired", "stamp_untrusted"}
    context = ValidationContext(
        trust_roots=list(place.anchors.roots), allow_fetching=True, revocation_mode="require",
        fetchers=fetchers(frozenset({place.authority.address})),
    )  # fmt: skip
    kept = preserve(pdf, context=context, stamper=place.asked())
    verdict = place.judged(kept, NOW + 5 * YEAR)
    assert (verdict.verdict, codes(verdict)) == (Outcome.SAH, {"fine", "stamped"})
    assert verdict.signatures[0].proven_at == NOW - HOUR


def test_the_demo_authority_is_named_as_one(kit: Kit) -> None:
    pdf = sign(
        agreement(), key=kit.head, field=FIELDS[0], appearance=None, reason="", location="", name="Rekaan", at=AT,
        prepare=FIELDS[:1], time_stamp=ProofSource(kit.home).for_signature(AT),
    )  # fmt: skip
    verdict = verify(pdf, kit.anchors, AT + timedelta(days=5 * 365))
    assert (verdict.verdict, verdict.demo, verdict.signatures[0].proven_at) == (Outcome.SAH, True, AT)
    assert "DEMO" in verdict.signatures[0].reasons[-1].params["authority"]
