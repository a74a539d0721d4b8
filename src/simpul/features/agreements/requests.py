"""What a request has and lacks: read side, shared by the portal, the letter register and the conductor."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from simpul.core.directory.models import Basis, Institution, User
from simpul.core.directory.officers import today_in
from simpul.core.documents.house_logo import logo_copy
from simpul.features.agreements.acting_signer import head_place, title_of_place
from simpul.features.agreements.models import Paper, Party, Request
from simpul.lib import clock
from simpul.rules.refusals import N_, Refusal
from simpul.rules.requirements import CATEGORIES, LETTER, TYPE_BY_CODE, Requirement, missing_papers

OWN = "naskah_perkara"
"""Answer of a request that the officers of the case made for their own text; no partner sent it."""


def papers_in(request: Request) -> dict[str, Paper]:
    """The current paper per requirement of the request; those of its parties lie in ``paper_places``."""
    rows = Paper.objects.filter(request=request, party=None, replaced_at__isnull=True)
    return {paper.requirement: paper for paper in rows.select_related("file").order_by("id")}


def papers_lacking(request: Request) -> tuple[Requirement, ...]:
    """The required papers that are not in yet; a text that the officers began themselves asks for none."""
    if request.answers.get(OWN):
        return ()
    return missing_papers(request.category, papers_in(request))


def filing_faults(request: Request) -> dict[str, Refusal]:
    """What keeps the request from being filed, by field; papers other than the letter never do.

    A letter that an officer registers may say less: scope and contact are completed later.
    """
    faults: dict[str, Refusal] = {}
    if request.category not in CATEGORIES:
        faults["category"] = Refusal("PGJ-10", N_("Say who you are: an institution, a company or a campus."))
    if request.cooperation_type not in TYPE_BY_CODE:
        faults["cooperation_type"] = Refusal("PGJ-11", N_("Choose the type of cooperation."))
    by_portal = request.registered_by_id is None
    if by_portal and not request.scope_items and not request.scope_other.strip():
        faults["scope_items"] = Refusal("PGJ-12", N_("Choose at least one item of the scope."))
    if not request.partner_name.strip():
        faults["partner_name"] = Refusal("PGJ-13", N_("Fill in the name of your institution or company."))
    if by_portal and not request.contact_name.strip():
        faults["contact_name"] = Refusal("PGJ-14", N_("Fill in the name of a contact person."))
    if by_portal and not request.contact_email and not request.contact_phone:
        faults["contact_email"] = Refusal("PGJ-15", N_("Fill in an e-mail address or a telephone number."))
    faults |= _of_letter_date(request)
    if LETTER not in papers_in(request):
        faults[LETTER] = Refusal("PGJ-16", N_("Add the letter of request. The other papers can follow later."))
    return faults


def _of_letter_date(request: Request) -> dict[str, Refusal]:
    """A letter is dated neither after today nor after the day on which it came."""
    today = today_in(request.institution)
    if request.letter_date is None or request.letter_date <= (request.received_on or today):
        return {}
    if request.letter_date > today:
        fault = Refusal(
            "PGJ-23", N_("The date of the letter lies in the future. Choose %(day)s or an earlier day."), day=today
        )
    else:
        fault = Refusal("PGJ-24", N_("The letter is dated after the day on which it came. Correct one of the two."))
    return {"letter_date": fault}


def filing_title(request: Request) -> tuple[str, str]:
    """Title (the partner) and subtitle (what is asked for) of the case."""
    return request.partner_name, TYPE_BY_CODE[request.cooperation_type].label


_CHANNEL = {
    "portal": "Portal",
    "whatsapp": "WhatsApp",
    "email": "Email",
    "srikandi": "Lainnya",
    "langsung": "Datang langsung",
}


def filing_answers(request: Request) -> dict[str, str]:
    """The texts that answer the fields of the partner's own steps, by field id of the procedure file (Indonesian)."""
    today = clock.now().astimezone(ZoneInfo(request.institution.zone)).date()
    received = request.received_on or today
    kind = TYPE_BY_CODE[request.cooperation_type]
    scope = [*request.scope_items, *([request.scope_other] if request.scope_other else [])]
    asked = f": {', '.join(scope)}" if scope else ""
    return {
        "saluran_kontak": _CHANNEL[request.channel],
        "tanggal_kontak": received.isoformat(),
        "pokok_kontak": f"{request.partner_name} mengajukan kerja sama {kind.code}{asked}.",
        "nomor_surat": request.letter_number,
        "tanggal_surat": request.letter_date.isoformat() if request.letter_date else "",
        "perihal": f"Permohonan kerja sama {kind.code}",
    }


def filing_files(request: Request) -> dict[str, int]:
    """The files that answer the file fields of the partner's own steps, by requirement code."""
    return {code: paper.file_id for code, paper in papers_in(request).items()}


def ensure_parties(request: Request) -> None:
    """The two parties every agreement has: the institution with its head, and the partner who asked."""
    institution = request.institution
    if not request.parties.filter(is_host=True).exists():
        head = head_place(institution)
        Party.objects.create(
            request=request,
            order=1,
            is_host=True,
            name=institution.name,
            address=institution.address,
            signatory_name=head.user.full_name if head is not None else "",
            signatory_title=title_of_place(head) if head is not None else "",
            authority=(head.deed if head is not None and head.basis != Basis.DEFINITIVE else "")
            or institution.head_authority,
            contact_name=f"Layanan kerja sama {institution.short_name}",
            email=institution.email,
            phone=institution.phone,
            logo=logo_copy(institution.pk),
        )
    if not request.parties.filter(is_host=False).exists():
        Party.objects.create(
            request=request,
            order=2,
            name=request.partner_name,
            email=request.contact_email,
            phone=request.contact_phone,
        )


def head_of(institution: Institution) -> User | None:
    """The head: who leads the lane that has no superior and others below it; of a vacant post who acts."""
    found = head_place(institution)
    return found.user if found is not None else None
