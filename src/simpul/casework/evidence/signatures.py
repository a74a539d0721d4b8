"""Who signed by which means, with which certificates, on which paper, and what our own verification says today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from simpul.casework.evidence.wording import INTACT, condition, moment, reason_words
from simpul.casework.preserving import newest_of
from simpul.core.documents.faces.evidence_sheet import Part, Table
from simpul.core.documents.models import StoredFile
from simpul.core.documents.storage import path_of
from simpul.core.signing.certificates import CertificateFacts
from simpul.core.signing.isolation import examine_isolated
from simpul.core.signing.models import Means, Mode, Original, Signer, SigningRound
from simpul.core.signing.verdict import SignatureVerdict, Verdict
from simpul.features.agreements.models import Agreement, Party
from simpul.features.agreements.wet_ink import LACKS, duty_due, host_parties, lacking
from simpul.rules.agreement_text.words import long_date
from simpul.rules.working_time import Calendar

MEANS: Mapping[str, str] = {
    Means.CERTIFICATE: "Sertifikat elektronik milik penanda tangan sendiri",
    Means.SEALED_ACT: "Tindakan dengan kode sekali pakai, disegel oleh sistem: tanda tangan elektronik tidak "
    "tersertifikasi (PP 71/2019), bukan sertifikat penanda tangan",
    Means.OWN_FILE: "Sertifikat milik penanda tangan sendiri; ditandatangani di tempat lain, berkasnya diserahkan dan "
    "diperiksa di sini",
    Means.SERVICE: "Sertifikat pada layanan PSrE (BSrE), dengan frasa sandi atau kode yang diketik sekali",
    Means.WET: "Tinta basah di atas kertas, dicatat oleh petugas",
}
"""A test proves that it is total."""


def signers(signing: SigningRound, calendar: Calendar) -> Part:
    """Who signed, in which capacity and by which means; when the whole text was affirmed as read, and when signed."""
    rows = tuple(_signer(each, calendar) for each in signing.signers.all())
    columns = ("Penanda tangan", "Cara", "Menyatakan telah membaca seluruh naskah", "Menandatangani")
    return Part(
        heading="Penandatanganan", notes=_voided(signing),
        table=Table(columns=columns, widths=(28, 32, 20, 20), rows=rows),
    )  # fmt: skip


def _signer(signer: Signer, calendar: Calendar) -> tuple[str, str, str, str]:
    who = f"{signer.name}\n{signer.capacity}\n{signer.institution_name}"
    if signer.means == Means.WET:
        day = long_date(calendar.local(signer.signed_at).date()) if signer.signed_at is not None else "-"
        return who, MEANS[signer.means], "tidak dicatat oleh sistem", f"{day} (hari menurut catatan petugas)"
    read_at = moment(calendar, signer.read_affirmed_at)
    return who, MEANS[signer.means], read_at, moment(calendar, signer.signed_at)


def _voided(signing: SigningRound) -> tuple[str, ...]:
    before = SigningRound.objects.filter(case_id=signing.case_id, number__lt=signing.number).order_by("number")
    return tuple(
        f"Putaran ke-{one.number} batal dan tidak dihitung: {one.void_reason or 'tanpa alasan tercatat'}"
        for one in before
    )


@dataclass(frozen=True, slots=True)
class Examined:
    """What the file with the latest proofs, else the signed file, tells of itself now. Judged in a child process.

    ``verdict``: None where there is nothing to judge: the bytes are not as they were stored, or the signatures are ink.
    """

    state: str
    with_proofs: bool
    verdict: Verdict | None = None
    certificates: tuple[CertificateFacts, ...] = ()


def examine(agreement: Agreement, signing: SigningRound | None) -> Examined:
    """Look at the file once, for all that the sheet says of it."""
    file = _newest(agreement)
    state, with_proofs = condition(file), file != agreement.signed_file
    if state != INTACT or (signing is not None and signing.mode == Mode.WET):
        return Examined(state, with_proofs)
    return Examined(state, with_proofs, *examine_isolated(path_of(file.sha256), settings.HOME))


def certificates(found: Examined, calendar: Calendar) -> Part:
    """The certificates of the signatures and time stamps."""
    rows = tuple(
        (f"{_use(one)}\n{one.subject}", one.issuer + (" (otoritas DEMO, tidak berkekuatan hukum)" if one.demo else ""),
         f"{moment(calendar, one.not_before)} sampai {moment(calendar, one.not_after)}", _in_groups(one.serial))
        for one in found.certificates
    )  # fmt: skip
    columns = ("Pemilik", "Penerbit", "Masa berlaku", "Nomor seri")
    notes = () if rows else ("Sertifikat tidak dapat dibaca dari berkas: lihat pemeriksaan di bawah.",)
    table = Table(columns=columns, widths=(28, 26, 26, 20), rows=rows) if rows else None
    return Part(heading="Sertifikat", notes=notes, table=table)


def _in_groups(serial: str) -> str:
    """Eight signs each, so that a long number finds its line ends."""
    return " ".join(serial[place : place + 8] for place in range(0, len(serial), 8))


def _use(one: CertificateFacts) -> str:
    if one.time_stamp:
        return "Cap waktu"
    return "Segel sistem" if one.seal else "Tanda tangan"


def _newest(agreement: Agreement) -> StoredFile:
    proofs = newest_of(agreement)
    assert agreement.signed_file is not None
    return proofs.file if proofs is not None else agreement.signed_file


def originals(agreement: Agreement, signing: SigningRound) -> Part:
    """Each paper original: parafs, meterai, exchange, where it lies, and what was never entered."""
    hosts, duty = host_parties(signing), duty_due(signing)
    names = dict(Party.objects.filter(request=agreement.request).values_list("pk", "name"))
    there = {one.number: one for one in signing.paper_originals.select_related("scan")}
    rows = [
        _original(number, there.get(number), hosts=hosts, duty=duty, names=names)
        for number in range(1, max(signing.originals, *there, 1) + 1)
    ]
    columns = ("Asli", "Pemegang dan tempat", "Meterai", "Paraf", "Pertukaran", "Yang belum ada")
    return Part(
        heading="Naskah asli di atas kertas",
        notes=(
            f"Dibuat dalam {signing.originals} rangkap asli. Buktinya adalah kertas itu sendiri; yang tersimpan di "
            "sini hanya pindaian dan catatan petugas tentangnya.",
        ),
        table=Table(columns=columns, widths=(8, 28, 14, 18, 16, 16), rows=tuple(rows)),
    )


def _original(
    number: int, one: Original | None, *, hosts: frozenset[int], duty: bool, names: Mapping[int, str]
) -> tuple[str, ...]:
    if one is None:
        return str(number), "-", "-", "-", "-", "seluruhnya belum dicatat"
    ours = one.holder_party_id in hosts
    parafs = [word for given, word in ((one.paraf_pages, "tiap halaman"), (one.paraf_teams, "ketua tim")) if given]
    missing = lacking(one, ours=ours, duty=duty)
    return (
        str(number), "\n".join(filter(None, (names.get(one.holder_party_id or 0, "-"), one.location, _way(one)))),
        one.meterai or ("belum dicatat" if duty else "tidak disyaratkan"), ", ".join(parafs) or "-",
        long_date(one.exchanged_on) if one.exchanged_on is not None else ("disimpan di sini" if ours else "-"),
        ", ".join(_LACKS[key] for key in missing) or "lengkap",
    )  # fmt: skip


def _way(one: Original) -> str:
    """In which manner it was signed, and to whom it went for that."""
    manner = {"sirkuler": "ditandatangani sirkuler", "tatap_muka": "ditandatangani tatap muka"}.get(one.manner, "")
    if one.sent_on is None:
        return manner
    back = f"kembali {long_date(one.back_on)}" if one.back_on is not None else "belum kembali"
    return "; ".join(filter(None, (manner, f"dikirim ke {one.with_whom} {long_date(one.sent_on)}, {back}")))


_LACKS: Mapping[str, str] = {
    "paraf_pages": "paraf tiap halaman",
    "paraf_teams": "paraf ketua tim",
    "meterai": "nomor meterai",
    "exchanged_on": "hari pertukaran",
    "back_on": "kembalinya naskah",
    "scan": "pindaian",
    "location": "tempat penyimpanan",
}
assert _LACKS.keys() == LACKS.keys()


def verdict(found: Examined, calendar: Calendar) -> Part:
    """What our own verification says now."""
    if found.state != INTACT:
        words = f"Byte berkas {found.state.lower()} sejak disimpan: berkas ini tidak dapat lagi membuktikan apa pun."
        return Part(heading="Hasil pemeriksaan sendiri", notes=(words,))
    if found.verdict is None:
        words = (
            "Pindaian tidak memuat tanda tangan elektronik, sehingga tidak ada yang dapat diperiksa dari berkasnya "
            "selain bahwa byte-nya utuh. Keaslian tinta diperiksa pada kertas asli."
        )
        return Part(heading="Hasil pemeriksaan sendiri", notes=(words,))
    return _told(found.verdict, calendar, with_proofs=found.with_proofs)


def _told(found: Verdict, calendar: Calendar, *, with_proofs: bool) -> Part:
    demo = " (sertifikat DEMO)" if found.demo else ""
    judged = "naskah dengan bukti jangka panjang" if with_proofs else "naskah bertanda tangan"
    head = f"{found.verdict.value}{demo}, diperiksa dari {judged} pada saat lembar ini dibuat."
    notes = (head, *(reason_words(reason, calendar) for reason in found.reasons))
    rows = tuple(
        (_named(each), " ".join(reason_words(reason, calendar) for reason in each.reasons)) for each in found.signatures
    )
    table = Table(columns=("Tanda tangan atau cap waktu", "Alasan"), widths=(38, 62), rows=rows) if rows else None
    return Part(heading="Hasil pemeriksaan sendiri", notes=notes, table=table)


def _named(each: SignatureVerdict) -> str:
    kind = "Cap waktu" if each.time_stamp else "Tanda tangan"
    return f"{kind} {each.scope}: {each.signer}\nPenerbit: {each.issuer}"
