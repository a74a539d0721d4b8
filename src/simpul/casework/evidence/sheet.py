"""The evidence sheet (lembar jejak) of a signed agreement, from what is recorded and from the files as they lie now."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from simpul.casework.evidence import chain
from simpul.casework.evidence.duty import duty, stated
from simpul.casework.evidence.proofs import proof_notes
from simpul.casework.evidence.signatures import Examined, certificates, examine, originals, signers, verdict
from simpul.casework.evidence.wording import condition, moment
from simpul.core.directory.calendars import calendar_for
from simpul.core.documents.faces.evidence_sheet import EvidenceSheet, Part, Table, evidence_sheet_pdf
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.printed import letterhead, paper_of
from simpul.core.signing.models import Mode, Preservation, RoundState, SigningRound
from simpul.features.agreements.chosen import kind_of
from simpul.features.agreements.models import Agreement
from simpul.lib import clock
from simpul.rules.agreement_text.words import long_date, long_day_end, party_label
from simpul.rules.refusals import N_, Refusal

_HOW = {Mode.ELECTRONIC.value: "elektronik", Mode.WET.value: "tanda tangan basah di atas kertas"}
_OUTSIDE = (
    "Perjanjian ini dicatat dari naskah yang ditandatangani di luar Simpul. Simpul tidak menyaksikan "
    "penandatanganannya; yang dibuktikan lembar ini adalah berkas yang diserahkan dan saat pencatatannya."
)
OF_THE_PAST = (
    "Dicatat dari arsip lama: naskah ini ditandatangani sebelum instansi memakai Simpul. Simpul tidak menyaksikan "
    "penandatanganannya dan tidak menilai tanda tangannya; yang dibuktikan lembar ini adalah berkas pindaian yang "
    "diserahkan, sidiknya, dan saat pencatatannya."
)
_CHECK = (
    "Sidik SHA-256 sebuah berkas dapat dihitung dengan sha256sum dan dibandingkan dengan daftar di atas. Sidik tiap "
    "baris jejak adalah SHA-256 atas rantai, urutan, sidik baris sebelumnya, dan isinya; ekstraknya ada dalam berkas "
    "pemeriksaan (simpul evidence), rantai seluruhnya diperiksa dengan simpul audit verify."
)


def evidence_sheet(agreement: Agreement) -> bytes:
    """The sheet as PDF/A. Raises Refusal TTD-64 while the agreement is not signed."""
    if agreement.signed_file is None:
        raise Refusal("TTD-64", N_("This agreement is not signed yet, so there is nothing to prove."))
    now, institution = clock.now(), agreement.institution
    calendar = calendar_for(institution.pk)
    signing = complete_round(agreement)
    found = examine(agreement, signing)
    parts = (
        _agreement(agreement), _parties(agreement), *_signing(agreement, signing, found), _files(agreement, signing),
        verdict(found, calendar), chain.part(agreement, calendar),
        Part(heading="Cara memeriksa", notes=(_CHECK, *_address(agreement))),
    )  # fmt: skip
    sheet = EvidenceSheet(
        number=f"Nomor {agreement.numbered}" if agreement.numbered else _record_of(agreement).capitalize(),
        subject=agreement.title, parts=parts,
        made=f"Dibuat oleh Simpul pada {moment(calendar, now)} dari catatan {_record_of(agreement)} dan dari "
        "berkas sebagaimana tersimpan pada saat itu. Lembar ini bukan naskah dan tidak ditandatangani.",
    )  # fmt: skip
    return evidence_sheet_pdf(sheet, letterhead(institution), at=now, paper=paper_of(institution))


def _record_of(agreement: Agreement) -> str:
    return f"perkara {agreement.case.ticket}" if agreement.case is not None else "arsip lama"


def where_from(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """The case, or the row of the sheet by which an agreement of the past was taken over."""
    if agreement.case is not None:
        return (("Perkara", agreement.case.ticket),)
    assert agreement.batch is not None
    sheet = agreement.batch.sheet
    return (
        ("Asal catatan", f"dicatat dari arsip lama: {sheet.name}, baris {agreement.batch_row}"),
        ("SHA-256 lembar", sheet.sha256),
    )


def complete_round(agreement: Agreement) -> SigningRound | None:
    """The round in which it was signed; None where it was signed elsewhere and recorded here."""
    if agreement.case_id is None:
        return None
    rounds = SigningRound.objects.filter(case_id=agreement.case_id, state=RoundState.COMPLETE)
    return rounds.select_related("rendered", "current").order_by("-number").first()


def _agreement(agreement: Agreement) -> Part:
    place = f", {agreement.sign_place}" if agreement.sign_place else ""
    return Part(
        heading="Perjanjian",
        pairs=(
            ("Jenis naskah", kind_of(agreement.request).title),
            ("Nomor", agreement.numbered or "tidak bernomor"),
            *where_from(agreement),
            ("Ditandatangani", f"{day(agreement.sign_date)}{place}"),
            *_last_day(agreement),
            ("Cara", _HOW.get(agreement.signing_mode, "tidak dicatat")),
            ("Berlaku", in_force(agreement)),
        ),
    )


def _last_day(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Until when it was to be signed; every change of it stands in the log."""
    if agreement.sign_by is None:
        return ()
    return (("Batas tanda tangan", long_day_end(agreement.sign_by, calendar_for(agreement.institution_id).tz)),)


def in_force(agreement: Agreement) -> str:
    """Its days in words."""
    begins, ends = day(agreement.effective_on), day(agreement.ends_on)
    if agreement.never_in_force:
        return f"tidak pernah: sedianya sejak {begins}, diakhiri pada {ends}"
    return f"{begins} sampai {ends}"


def _parties(agreement: Agreement) -> Part:
    rows = tuple(
        (party_label(party.order), party.name, f"{party.signatory_name or '-'}\n{party.signatory_title}".strip(),
         party.authority or "-", agreement.numbered if party.is_host else party.own_number or "tidak bernomor")
        for party in agreement.request.parties.all()
    )  # fmt: skip
    columns = ("Pihak", "Nama", "Wakil dan jabatan", "Dasar kewenangan", "Nomor")
    return Part(heading="Para pihak", table=Table(columns=columns, widths=(15, 25, 24, 21, 15), rows=rows))


def _signing(agreement: Agreement, signing: SigningRound | None, found: Examined) -> tuple[Part, ...]:
    if signing is None:
        said = Part(heading="Penandatanganan", notes=(_OUTSIDE if agreement.case_id else OF_THE_PAST,))
        return (said, *stated(agreement, calendar_for(agreement.institution_id)))
    calendar = calendar_for(agreement.institution_id)
    if signing.mode == Mode.WET:
        return (signers(signing, calendar), originals(agreement, signing), *duty(signing, calendar))
    return (signers(signing, calendar), *duty(signing, calendar), certificates(found, calendar))


def _files(agreement: Agreement, signing: SigningRound | None) -> Part:
    assert agreement.signed_file is not None
    found: list[tuple[str, StoredFile]] = []
    if signing is not None:
        found.append(("Naskah sebelum ditandatangani", signing.rendered))
    wet = signing is not None and signing.mode == Mode.WET
    found.append(("Pindaian naskah asli" if wet else "Naskah bertanda tangan", agreement.signed_file))
    if agreement.reading_copy is not None:
        found.append(("Salinan baca", agreement.reading_copy))
    proofs = list(Preservation.objects.filter(original=agreement.signed_file).select_related("file").order_by("number"))
    found += [(f"Naskah dengan bukti jangka panjang ke-{row.number}", row.file) for row in proofs]
    notes = proof_notes(agreement, proofs, calendar_for(agreement.institution_id))
    rows = tuple((name, file.sha256, condition(file)) for name, file in found)
    return Part(
        heading="Berkas dan sidiknya", notes=notes,
        table=Table(columns=("Berkas", "SHA-256", "Byte kini"), widths=(28, 58, 14), rows=rows, mono=(1,)),
    )  # fmt: skip


def _address(agreement: Agreement) -> tuple[str, ...]:
    return (f"Halaman verifikasi: {settings.PUBLIC_URL}/verifikasi/{agreement.slug}/",)


def day(on: date | None) -> str:
    """In words; "-" for none."""
    return long_date(on) if on is not None else "-"
