"""What a request names and what it must bring (BBLBK guide: types of cooperation, administrative requirements).

Only the letter is obligatory at filing; the other required papers hold the drafting step. Labels are msgids.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from simpul.rules.refusals import N_

LETTER = "surat_permohonan"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper. ``kinds``: what may be handed in; ``required``: whether drafting waits for it."""

    code: str
    label: str
    why: str
    required: bool
    kinds: tuple[str, ...] = ("pdf", "jpeg", "png")


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A type of cooperation with its scope items (code -> label)."""

    code: str
    label: str
    summary: str
    items: Mapping[str, str]
    free_text: bool = False


_LETTER = Requirement(
    LETTER,
    N_("Letter of request to the Head"),
    N_("The letter starts the procedure. Without it nothing can be filed."),
    True,
)
_PROPOSAL = Requirement(
    "proposal",
    N_("Proposal"),
    N_("If you have one, it helps the team that studies your request."),
    False,
    ("pdf", "docx"),
)

PAPERS: Mapping[str, tuple[Requirement, ...]] = {
    "lembaga": (
        _LETTER,
        _PROPOSAL,
        Requirement(
            "bukti_wewenang",
            N_("Decree of appointment or letter of delegated authority"),
            N_("It proves that the signatory may bind your institution."),
            True,
        ),
        Requirement("kartu_nama", N_("Business card"), N_("It helps us to spell name and title right."), False),
    ),
    "perusahaan": (
        _LETTER,
        _PROPOSAL,
        Requirement("akta", N_("Deed of the company"), N_("It shows who may sign for the company."), True),
        Requirement(
            "ktp", N_("Identity card of the signatory"), N_("Only to check the signatory; it is never published."), True
        ),
        Requirement("npwp", N_("Tax number of the company (NPWP)"), N_("Needed for billing."), True),
        Requirement("nib", N_("Business number (NIB)"), N_("It shows that the company may do this business."), True),
    ),
    "mahasiswa": (
        _LETTER,
        Requirement("cv", N_("Curriculum vitae of the students"), N_("The team chooses a supervisor by it."), True),
        Requirement(
            "surat_pengantar", N_("Letter of introduction from the campus"), N_("The campus signs the agreement."), True
        ),
    ),
}

PARTY_LOGO = Requirement("logo", N_("Logo"), N_("It stands at the head of the agreement."), False, ("png", "jpeg"))
PARTY_PROOF = Requirement(
    "wewenang_pihak",
    N_("Proof of authority of the signatory"),
    N_("Decree of appointment or letter of authority. It can follow."),
    False,
)
"""What a further party hands in; the partner who asks proves its authority by the papers of its category."""

CATEGORIES: Mapping[str, str] = {
    "lembaga": N_("Government body, educational institution or other institution"),
    "perusahaan": N_("Private company"),
    "mahasiswa": N_("Student, internship or field work"),
}

TYPES: tuple[Cooperation, ...] = (
    Cooperation(
        "pelayanan",
        N_("Service"),
        N_("Laboratory tests, specimen referral, outbreak support"),
        {
            "pemeriksaan": N_("Laboratory testing on request"),
            "rujukan_spesimen": N_("Referral of specimens"),
            "integrasi_sistem": N_("Integration of service information systems"),
            "dukungan_klb": N_("Technical support in an outbreak (KLB)"),
        },
    ),
    Cooperation(
        "teknis",
        N_("Technical"),
        N_("Validation of instruments, proficiency testing, technology transfer"),
        {
            "pengembangan_metode": N_("Development of test methods"),
            "validasi_alat": N_("Validation and verification of instruments"),
            "transfer_teknologi": N_("Technology transfer"),
            "uji_banding": N_("Proficiency testing between laboratories"),
            "kompetensi_teknis": N_("Technical competence of laboratory staff"),
        },
    ),
    Cooperation(
        "litbang",
        N_("Research and development"),
        N_("Joint research, new diagnostic methods, intellectual property"),
        {
            "penelitian_bersama": N_("Joint research"),
            "metode_diagnostik": N_("New diagnostic methods"),
            "reagen_perangkat": N_("Evaluation and development of reagents or devices"),
            "publikasi_bersama": N_("Joint publication"),
            "hki": N_("Intellectual property"),
        },
    ),
    Cooperation(
        "magang",
        N_("Education and internship"),
        N_("Student internship, technical training, workshops"),
        {
            "magang_mahasiswa": N_("Internship of students"),
            "pelatihan_teknis": N_("Technical training"),
            "lokakarya": N_("Workshop or seminar"),
            "pelatihan_manajerial": N_("Managerial training or MOOC"),
        },
    ),
    Cooperation(
        "lainnya",
        N_("Other"),
        N_("Digitalisation, facilities, health promotion, institutional strengthening"),
        {
            "digitalisasi": N_("Information systems and digitalisation"),
            "sarana": N_("Provision or use of facilities"),
            "promosi_kesehatan": N_("Health promotion"),
            "kelembagaan": N_("Institutional strengthening"),
        },
        free_text=True,
    ),
)
TYPE_BY_CODE: Mapping[str, Cooperation] = {kind.code: kind for kind in TYPES}


def missing_papers(category: str, handed_in: Collection[str]) -> tuple[Requirement, ...]:
    """The required papers that are not in yet; a contact person is a field of the form, not a paper."""
    return tuple(paper for paper in PAPERS.get(category, ()) if paper.required and paper.code not in handed_in)


def template_for(cooperation_type: str, scope_items: Collection[str]) -> str:
    """Which text the agreement is written from: its own one where the scope asks for what that text regulates."""
    scope = set(scope_items)
    return next((code for kind, items, code in _TEMPLATES if kind == cooperation_type and items & scope), "pks-umum")


_TEMPLATES = (
    ("pelayanan", {"pemeriksaan", "rujukan_spesimen"}, "pks-pemeriksaan-lab"),
    ("teknis", {"validasi_alat"}, "pks-uji-validasi"),
    ("magang", {"magang_mahasiswa"}, "pks-magang"),
)
