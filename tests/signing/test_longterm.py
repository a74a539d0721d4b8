"""Signed today, judged in years: embedded proofs and time stamps of an authority that the test starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto.crl import CertificateList
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

from simpul.core.signing.anchors import Anchors
from simpul.core.signing.coroutines import finish
from simpul.core.signing.fetching import fetchers
from simpul.core.signing.keys import OpenKey
from simpul.core.signing.longterm import kept_proofs, preserve, renew_before
from simpul.core.signing.stamping import ProofSource
from simpul.core.signing.time_authority import TimeAuthority
from simpul.core.signing.verdict import Outcome, Verdict, from_json, to_json
from simpul.core.signing.verification import verify
from simpul.rules.refusals import Refusal
from tests.signing.authorities import YEAR, Authority, der, running
from tests.signing.kit import AT, Kit, agreement, pdfsig, run

NOW = datetime.now(UTC).replace(microsecond=0)
START = NOW - YEAR
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Office:
    """An authority in service, two signers of it whose certificates end in two years, and a file that both signed."""

    def __init__(self, authority: Authority, stamping: OpenKey, kit: Kit) -> None:
        self.authority, self.stamping = authority, stamping
        self.one = authority.issue("Rekaan Satu", 3 * YEAR, by_ocsp=True)
        self.two = authority.issue("Rekaan Dua", 3 * YEAR)
        self.anchors = Anchors(roots=(der(authority.certificate),))
        first = kit.put(agreement(), self.one, 0, prepare=True, at=NOW - HOUR)
        self.signed = kit.put(first, self.two, 1, at=NOW - HOUR)

    @property
    def context(self) -> ValidationContext:
        return ValidationContext(
            trust_roots=list(self.anchors.roots), allow_fetching=True, revocation_mode="require",
            fetchers=fetchers(frozenset({self.authority.address})),
        )  # fmt: skip

    def preserved(self, pdf: bytes | None = None) -> bytes:
        stamper = TimeAuthority(f"{self.authority.address}/tsa")
        return preserve(pdf or self.signed, context=self.context, stamper=stamper)

    def stamped(self, stamper: TimeStamper, pdf: bytes | None = None) -> bytes:
        """A bare time stamp without proofs, as anybody can append one."""
        writer = IncrementalPdfFileWriter(BytesIO(pdf or self.signed))
        out = finish(PdfTimeStamper(stamper, field_name="CAP_LAIN").async_timestamp_pdf(writer, "sha256"))
        assert isinstance(out, BytesIO)
        return out.getvalue()

    def judged(self, pdf: bytes, at: datetime) -> Verdict:
        verdict = verify(pdf, self.anchors, at)
        assert from_json(to_json(verdict)) == verdict
        return verdict


@pytest.fixture(scope="module")
def services() -> Iterator[tuple[Authority, OpenKey]]:
    with running(START, NOW) as found:
        yield found


@pytest.fixture
def office(services: tuple[Authority, OpenKey], kit: Kit) -> Iterator[Office]:
    authority, stamping = services
    authority.now = NOW
    yield Office(authority, stamping, kit)
    authority.revoked.clear()
    authority.silent.clear()
    authority.asked.clear()


def listed(authority: Authority) -> CertificateList:
    return CertificateList.load(authority.revocation_list())


def reasons(verdict: Verdict) -> list[set[str]]:
    return [{reason.code for reason in each.reasons} for each in verdict.signatures]


def test_proofs_are_appended_and_embedded(office: Office) -> None:
    pdf = office.preserved()
    assert pdf.startswith(office.signed)
    assert {"ocsp", "crl", "tsa"} <= set(office.authority.asked)
    proofs = kept_proofs(PdfFileReader(BytesIO(pdf)))
    assert proofs is not None
    assert (len(proofs.ocsps), len(proofs.vri_entries)) == (1, 2)
    assert len(proofs.crls) >= 1
    assert {each.subject.native["common_name"] for each in proofs.load_certs()} >= {"Rekaan Satu", "Rekaan Dua"}


def test_it_is_valid_today_and_the_stamp_is_named(office: Office) -> None:
    verdict = office.judged(office.preserved(), NOW + DAY)
    assert verdict.verdict is Outcome.SAH
    assert [each.scope for each in verdict.signatures] == ["1/2", "2/2", "1/1"]
    assert reasons(verdict) == [{"fine", "proven"}, {"fine", "proven"}, {"time_stamp"}]
    assert verdict.signatures[2].time_stamp
    assert verdict.signatures[2].at == NOW
    assert verdict.signatures[0].proven_at == NOW


def test_it_is_valid_when_the_certificates_have_ended(office: Office) -> None:
    pdf, later = office.preserved(), NOW + 5 * YEAR
    assert reasons(office.judged(office.signed, later)) == [{"expired"}, {"expired"}]
    assert office.judged(pdf, later).verdict is Outcome.SAH


def test_it_is_valid_as_of_a_past_date_and_not_before_the_certificates_began(office: Office) -> None:
    assert office.judged(office.signed, NOW).verdict is Outcome.SAH
    assert reasons(office.judged(office.signed, START - DAY)) == [{"not_yet", "time"}, {"not_yet", "time"}]


def test_a_stamp_that_came_after_the_moment_asked_about_does_not_speak_against_it(office: Office) -> None:
    pdf = office.preserved()
    moment = NOW - DAY - HOUR / 2
    assert reasons(office.judged(pdf, moment)) == [{"fine"}, {"fine"}, {"time_stamp"}]
    assert office.judged(pdf, moment).verdict is Outcome.SAH
    assert reasons(office.judged(pdf, NOW - 2 * DAY))[:2] == [{"time"}, {"time"}], "they had not signed by then"


def test_a_revocation_after_the_stamp_changes_nothing(office: Office) -> None:
    pdf = office.preserved()
    office.authority.revoke(office.one, NOW + DAY)
    office.authority.now = NOW + 2 * DAY
    lists = Anchors(office.anchors.roots, (), (listed(office.authority),))
    assert verify(pdf, lists, NOW + 3 * DAY).verdict is Outcome.SAH
    assert verify(office.signed, lists, NOW + 3 * DAY).verdict is Outcome.TIDAK_SAH


def test_no_proof_is_made_for_a_revoked_certificate(office: Office) -> None:
    office.authority.revoke(office.one, NOW - 2 * HOUR)
    with pytest.raises(Refusal) as refused:
        office.preserved()
    assert refused.value.code == "TTD-61"


def test_embedded_data_that_say_revoked_are_believed(office: Office) -> None:
    office.authority.revoke(office.two, NOW - 2 * HOUR)
    writer = IncrementalPdfFileWriter(BytesIO(office.signed))
    DocumentSecurityStore.supply_dss_in_writer(writer, None, crls=[listed(office.authority)])
    out = BytesIO()
    writer.write(out)
    pdf = office.stamped(office.authority.stamper(office.stamping, NOW), out.getvalue())
    verdict = office.judged(pdf, NOW + DAY)
    assert verdict.verdict is Outcome.TIDAK_SAH
    assert "revoked" in reasons(verdict)[1]


@pytest.mark.parametrize("service", ["tsa", "crl", "ocsp"])
def test_a_service_that_is_down_leaves_the_file_as_it_was(service: str, office: Office) -> None:
    office.authority.silent.add(service)
    with pytest.raises(Refusal) as refused:
        office.preserved()
    assert refused.value.code == ("TTD-62" if service == "tsa" else "TTD-61")


def test_renewal_carries_it_past_the_end_of_the_first_stamp(office: Office) -> None:
    once = office.preserved()
    end = renew_before(once)
    assert end is not None
    assert end == office.stamping.not_after
    assert office.judged(once, end + DAY).verdict is Outcome.TIDAK_SAH
    later = office.authority.issue("Cap Waktu Kemudian", 25 * YEAR, for_stamps=True)
    twice = office.stamped(office.authority.stamper(later, end - 30 * DAY), once)
    verdict = office.judged(twice, end + 5 * YEAR)
    assert verdict.verdict is Outcome.SAH
    assert [each.proven_at for each in verdict.signatures] == [NOW, NOW, end - 30 * DAY, None]
    assert renew_before(twice) == later.not_after


def test_renewal_repeats_the_same_work(office: Office) -> None:
    twice = office.preserved(office.preserved())
    verdict = office.judged(twice, NOW + 5 * YEAR)
    assert verdict.verdict is Outcome.SAH
    assert [each.scope for each in verdict.signatures] == ["1/2", "2/2", "1/2", "2/2"]


def test_a_stamp_set_after_the_end_proves_nothing(office: Office) -> None:
    late = office.one.not_after + DAY
    pdf = office.stamped(office.authority.stamper(office.stamping, late))
    assert reasons(office.judged(pdf, late + DAY))[0] == {"expired", "proven"}


def test_a_stamp_by_somebody_who_may_not_stamp_proves_nothing(office: Office) -> None:
    """An officer's own certificate, of a trusted issuer, used to date his signature back."""
    pdf = office.stamped(office.authority.stamper(office.two, NOW))
    verdict = office.judged(pdf, NOW + 5 * YEAR)
    assert verdict.verdict is Outcome.TIDAK_SAH
    assert "expired" in reasons(verdict)[0]
    assert verdict.signatures[0].proven_at is None


def test_a_stamp_of_an_unknown_authority_proves_nothing(office: Office) -> None:
    foreign = Authority(START, NOW)
    pdf = office.stamped(foreign.stamper(foreign.issue("Cap Asing", 20 * YEAR, for_stamps=True), NOW))
    verdict = office.judged(pdf, NOW + 5 * YEAR)
    assert verdict.verdict is Outcome.TIDAK_SAH
    assert "expired" in reasons(verdict)[0]


def test_a_stamp_of_the_future_proves_nothing(office: Office) -> None:
    pdf = office.stamped(office.authority.stamper(office.stamping, NOW + YEAR))
    verdict = office.judged(pdf, NOW + DAY)
    assert verdict.signatures[0].proven_at is None
    assert verdict.verdict is Outcome.TIDAK_SAH


def test_every_changed_byte_of_the_proofs_is_noticed(office: Office) -> None:
    pdf = office.preserved()
    for place in range(len(office.signed) + 20, len(pdf) - 40, (len(pdf) - len(office.signed)) // 23):
        forged = bytearray(pdf)
        forged[place] ^= 0x01
        assert office.judged(bytes(forged), NOW + 5 * YEAR).verdict is Outcome.TIDAK_SAH, place


def test_the_text_changed_behind_the_stamp_is_noticed(office: Office) -> None:
    pdf = office.preserved()
    assert office.judged(pdf + b"\n", NOW).verdict is Outcome.TIDAK_SAH


def test_what_bears_no_signature_is_refused(office: Office) -> None:
    for pdf, code in ((agreement(), "TTD-60"), (b"bukan pdf", "TTD-10")):
        with pytest.raises(Refusal) as refused:
            preserve(pdf, context=office.context, stamper=office.authority.stamper(office.stamping, NOW))
        assert refused.value.code == code
    assert renew_before(office.signed) is None


def test_poppler_and_qpdf_agree(office: Office, tmp_path: Path) -> None:
    pdf = office.preserved()
    assert pdfsig(pdf, tmp_path)[:2] == ["Signature is Valid.", "Signature is Valid."]
    assert run(["qpdf", "--check"], pdf, tmp_path).returncode == 0


def test_the_demo_authority_gives_proofs_that_name_themselves(kit: Kit) -> None:
    source = ProofSource(kit.home)
    pdf = preserve(kit.twice, context=source.context(AT), stamper=source.stamper(AT))
    for at in (AT, AT + 5 * YEAR):
        verdict = verify(pdf, kit.anchors, at)
        assert (verdict.verdict, verdict.demo) == (Outcome.SAH, True)
    assert "DEMO" in verdict.signatures[-1].signer
    assert verdict.signatures[-1].demo


def test_the_demo_authority_gives_none_for_what_it_has_revoked(tmp_path: Path) -> None:
    own = Kit(tmp_path)
    pdf, source = own.once, ProofSource(tmp_path)
    own.authority.revoke(own.head.certificate.serial_number, at=AT)
    with pytest.raises(Refusal, match="TTD-61"):
        preserve(pdf, context=source.context(AT + HOUR), stamper=source.stamper(AT + HOUR))


def test_an_authority_outside_is_asked_where_its_address_is_set(office: Office, tmp_path: Path) -> None:
    (tmp_path / "anchors").mkdir()
    pem = office.authority.certificate.public_bytes(serialization.Encoding.PEM)
    (tmp_path / "anchors" / "luar.pem").write_bytes(pem)
    source = ProofSource(tmp_path, f"{office.authority.address}/tsa")
    pdf = preserve(office.signed, context=source.context(NOW), stamper=source.stamper(NOW))
    assert {"ocsp", "crl", "tsa"} <= set(office.authority.asked)
    assert office.judged(pdf, NOW + 5 * YEAR).verdict is Outcome.SAH
