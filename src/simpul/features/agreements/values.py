"""The values of an agreement as its case knows them: from the request, its parties, tests, students and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from simpul.core.documents.storage import read
from simpul.features.agreements.chosen import kind_of, regional_of, template_in, template_of, variants_in
from simpul.features.agreements.models import Agreement, Party, Request
from simpul.features.agreements.sections import PARTNER_ORDER
from simpul.rules.agreement_text.values import (
    AgreementValues,
    BasisKind,
    Billing,
    CostBasis,
    Kind,
    PartyValues,
    StudentRow,
    SupervisorRow,
    TestRow,
)
from simpul.rules.requirements import TYPE_BY_CODE

_KINDS: Mapping[str, Kind] = {"lembaga": "pemerintah", "perusahaan": "swasta", "mahasiswa": "pendidikan"}
# The words of the agreement are Indonesian whatever language the officer works in.
_SCOPE = {
    "pemeriksaan": "pemeriksaan laboratorium atas permintaan",
    "rujukan_spesimen": "rujukan spesimen",
    "integrasi_sistem": "integrasi sistem informasi pelayanan",
    "dukungan_klb": "dukungan teknis pada kejadian luar biasa",
    "pengembangan_metode": "pengembangan metode pemeriksaan",
    "validasi_alat": "validasi dan verifikasi alat laboratorium",
    "transfer_teknologi": "alih teknologi",
    "uji_banding": "uji banding antarlaboratorium",
    "kompetensi_teknis": "peningkatan kompetensi teknis tenaga laboratorium",
    "penelitian_bersama": "penelitian bersama",
    "metode_diagnostik": "pengembangan metode diagnostik baru",
    "reagen_perangkat": "evaluasi dan pengembangan reagen atau perangkat diagnostik",
    "publikasi_bersama": "publikasi ilmiah bersama",
    "hki": "pengelolaan hak kekayaan intelektual",
    "magang_mahasiswa": "magang mahasiswa",
    "pelatihan_teknis": "pelatihan teknis tenaga laboratorium",
    "lokakarya": "lokakarya dan seminar ilmiah",
    "pelatihan_manajerial": "pelatihan manajerial laboratorium",
    "digitalisasi": "pengembangan sistem informasi dan digitalisasi layanan",
    "sarana": "penyediaan atau pemanfaatan sarana dan prasarana",
    "promosi_kesehatan": "promosi kesehatan",
    "kelembagaan": "penguatan kelembagaan",
}
_SCOPE_EN = {
    "pemeriksaan": "laboratory testing on request",
    "rujukan_spesimen": "referral of specimens",
    "integrasi_sistem": "integration of service information systems",
    "dukungan_klb": "technical support in outbreaks",
    "pengembangan_metode": "development of test methods",
    "validasi_alat": "validation and verification of laboratory instruments",
    "transfer_teknologi": "transfer of technology",
    "uji_banding": "proficiency testing between laboratories",
    "kompetensi_teknis": "technical competence of laboratory staff",
    "penelitian_bersama": "joint research",
    "metode_diagnostik": "development of new diagnostic methods",
    "reagen_perangkat": "evaluation and development of reagents or diagnostic devices",
    "publikasi_bersama": "joint scientific publication",
    "hki": "management of intellectual property",
    "magang_mahasiswa": "internship of students",
    "pelatihan_teknis": "technical training of laboratory staff",
    "lokakarya": "workshops and scientific seminars",
    "pelatihan_manajerial": "managerial training for laboratories",
    "digitalisasi": "development of information systems and digital services",
    "sarana": "provision or use of facilities",
    "promosi_kesehatan": "health promotion",
    "kelembagaan": "institutional strengthening",
}
_TEMPLATE_SUBJECTS = {
    "pks-pemeriksaan-lab": "pemeriksaan laboratorium",
    "pks-uji-validasi": "uji validasi",
    "pks-magang": "penyelenggaraan magang mahasiswa",
}
_SUBJECTS = {
    "pelayanan": "pelayanan laboratorium",
    "teknis": "kerja sama teknis laboratorium",
    "litbang": "penelitian dan pengembangan di bidang biologi kesehatan",
    "magang": "pendidikan, pelatihan, dan magang",
    "lainnya": "penguatan kerja sama kelembagaan",
}


def scope_labels(request: Request) -> tuple[str, ...]:
    """The scope items in the words of the agreement; the partner's own words last."""
    own = (request.scope_other.strip(),) if request.scope_other.strip() else ()
    return (*(_SCOPE[item] for item in request.scope_items if item in _SCOPE), *own)


def scope_in_english(request: Request) -> tuple[str, ...]:
    """The scope in English; nothing as long as the partner's own words have no English ones beside them."""
    other = str(request.answers.get("lingkup_en", "")).strip()
    if request.scope_other.strip() and not other:
        return ()
    return (*(_SCOPE_EN[item] for item in request.scope_items if item in _SCOPE_EN), *((other,) if other else ()))


def subject_of(request: Request) -> str:
    """What the agreement is about ("tentang"): the officer's own words, else by type and partner."""
    own = str(request.answers.get("judul", "")).strip()
    if own:
        return own
    return _TEMPLATE_SUBJECTS.get(template_of(request)) or _SUBJECTS[TYPE_BY_CODE[request.cooperation_type].code]


def mode_of(request: Request) -> str:
    """How it will be signed: as its template demands, else as chosen, else wet ink where a partner has no e-mail."""
    if template_in(request).mode:
        return "basah"
    if request.signing_mode:
        return request.signing_mode
    silent = request.parties.filter(is_host=False, email="").exists()
    return "basah" if silent else "elektronik"


def values_of(request: Request, agreement: Agreement | None = None) -> AgreementValues:
    """Everything that is known now; number, date, place and mode come with ``agreement`` once they are fixed."""
    given: Mapping[str, object] = request.answers
    parties = [_party(party, request, agreement) for party in request.parties.select_related("logo")]
    mode = agreement.signing_mode if agreement is not None and agreement.signing_mode else mode_of(request)
    return AgreementValues(
        parties=tuple(parties),
        subject=subject_of(request),
        instrument=kind_of(request).value,
        type_code=request.cooperation_type,
        scope_items=scope_labels(request),
        tests=tuple(
            TestRow(test=t.test, specimen=t.specimen, method=t.method, turnaround=t.turnaround, tariff=t.tariff)
            for t in request.tests.all()
        ),
        students=tuple(
            StudentRow(
                name=s.name, student_number=s.student_number, programme=s.programme, starts_on=s.starts_on,
                ends_on=s.ends_on,
            )
            for s in request.students.all()
        ),
        supervisors=tuple(_supervisor(row) for row in supervisor_rows(given)),
        cost_basis=_cost_basis(given),
        billing=_billing(given),
        start_date=_day(given, "mulai"),
        end_date=_day(given, "berakhir"),
        duration_months=_number(given, "lama_bulan"),
        place=agreement.sign_place if agreement is not None else "",
        sign_date=agreement.sign_date if agreement is not None else None,
        mode="basah" if mode == "basah" else "elektronik",
        originals=_number(given, "jumlah_asli") or max(2, len(parties)),
        has_personal_data=given.get("data_pribadi") != "tidak",
        host_unit=str(given.get("unit_pelaksana", "")),
        province=request.province,
        category=request.category,
        regional=regional_of(request),
        variants=tuple((clause, variant) for clause, (variant, _) in variants_in(given).items()),
        subject_en=str(given.get("judul_en", "")),
        scope_items_en=scope_in_english(request),
    )  # fmt: skip


def supervisor_rows(given: Mapping[str, object]) -> list[dict[str, str]]:
    """The supervisors of interns as entered: name, dari (lembaga or mitra), position, field."""
    rows = given.get("pembimbing")
    kept = rows if isinstance(rows, list) else []
    return [{str(key): str(value) for key, value in row.items()} for row in kept if isinstance(row, dict)]


def _supervisor(row: Mapping[str, str]) -> SupervisorRow:
    return SupervisorRow(
        name=row.get("name", ""), is_host=row.get("dari") != "mitra", position=row.get("position", ""),
        field=row.get("field", ""),
    )  # fmt: skip


def _party(party: Party, request: Request, agreement: Agreement | None) -> PartyValues:
    number = party.own_number
    if party.is_host and agreement is not None and agreement.numbered:
        number = agreement.numbered
    kind = "pemerintah" if party.is_host else _KINDS[request.category]
    # A party that names nobody is reached by the one who asked; halves of two contacts side by side would mislead.
    borrowed = not party.is_host and (party.order == PARTNER_ORDER or not _has_contact(party))
    return PartyValues(
        name=party.name,
        kind=kind,
        is_host=party.is_host,
        address=party.address,
        signatory_name=party.signatory_name,
        signatory_title=party.signatory_title,
        authority=party.authority,
        number=number,
        has_no_number=party.has_no_number,
        logo=read(party.logo.sha256) if party.logo is not None else None,
        contact_name=party.contact_name or (request.contact_name if borrowed else ""),
        contact_email=party.email or (request.contact_email if borrowed else ""),
        contact_phone=party.phone or (request.contact_phone if borrowed else ""),
        name_en=party.name_en,
        signatory_title_en=party.signatory_title_en,
        authority_en=party.authority_en,
    )


def _has_contact(party: Party) -> bool:
    return bool(party.contact_name or party.email or party.phone)


def _cost_basis(given: Mapping[str, object]) -> CostBasis | None:
    kind = next((known for known in get_args(BasisKind) if known == given.get("dasar_biaya")), None)
    return CostBasis(kind=kind, citation=str(given.get("dasar_biaya_kutipan", ""))) if kind is not None else None


def _billing(given: Mapping[str, object]) -> Billing:
    per: Literal["bulan", "permintaan"] = "permintaan" if given.get("penagihan") == "permintaan" else "bulan"
    return Billing(
        per=per, invoice_days=_number(given, "hari_tagihan") or 10, due_days=_number(given, "hari_bayar") or 30
    )


def _day(given: Mapping[str, object], name: str) -> date | None:
    value = given.get(name)
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _number(given: Mapping[str, object], name: str) -> int | None:
    value = given.get(name)
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() else None
