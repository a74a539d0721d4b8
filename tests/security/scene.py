"""One house at work with an object behind every address, and a browser for everybody who might knock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.test import Client
from django.urls import reverse

from simpul.casework.intake import file_request
from simpul.core.directory.models import Assignment, Leave, Mandate, User
from simpul.core.directory.officers import today_in
from simpul.core.messages.models import Delivery
from simpul.core.procedures.concepts import start_from_version
from simpul.core.procedures.models import InspectedCase, InspectionFile, ProcedureVersion
from simpul.core.signing.models import (
    Means,
    Original,
    ReturnedFile,
    ServiceAttempt,
    Signer,
    SigningService,
    StampedFile,
)
from simpul.features.agreements.access import mint_link
from simpul.features.agreements.models import (
    Agreement,
    ArchiveRecord,
    Destruction,
    Draft,
    ImportBatch,
    IssuedNumber,
    Paper,
    PartnerText,
    Request,
    RetentionClass,
)
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.text_concepts import start
from simpul.lib import clock
from simpul.lib.actor import Actor
from simpul.pages.portal.drafts import COOKIE
from tests.casework.conftest import SOPS, House, furnish, new_request
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.desk.conftest import browser
from tests.inspectors import let_in
from tests.studio.conftest import administrator, seen

LAWYER, ARCHIVIST = "tim_analis_hukum", "tim_arsiparis"
TEXT = "pks-pemeriksaan-lab"
Values = Mapping[str, object]
Name = tuple[str, str]
"""A route and the name of a place in its address."""


@dataclass(frozen=True)
class Scene:
    """``people``: a browser by letter (see ``table``). ``everywhere``: what stands in an address by the name of its
    place; ``here``: on one route."""

    people: Mapping[str, Client]
    everywhere: Values
    here: Mapping[Name, object]

    def address(self, route: str, places: list[str]) -> str:
        values = {place: self.here.get((route, place), self.everywhere.get(place)) for place in places}
        return reverse(route, kwargs=values)


def _file_next_door(house: House) -> Request:
    """Another partner's filed request in the same house."""
    asked = new_request(house.institution, partner_name="RSUD Tetangga", contact_email="lain@rsud.example")
    file_request(request_id=asked.pk, by=Actor("partner", asked.slug, asked.contact_name, "mitra"))
    asked.refresh_from_db()
    return asked


def _with_link(request: Request) -> Client:
    client = Client()
    assert client.get("/lacak/" + mint_link(request.pk).partition("/lacak/")[2]).status_code == 302
    return client


def _inspector(house: House, name: str, scope: str) -> Mandate:
    user = User.objects.create(
        email=f"{name}@inspektorat.example", institution=house.institution, full_name="Rekaan Pemeriksa"
    )
    return let_in(user, scope)


def _signed_in(user: User) -> Client:
    client = Client()
    user.refresh_from_db()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _people(desk: Desk, draft: Request) -> dict[str, Client]:
    neighbour = _file_next_door(desk.house)
    outside = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text())
    User.objects.filter(pk=outside.officer(ARCHIVIST).user_id).update(is_admin=True)
    whole, named = _inspector(desk.house, "semua", "lembaga"), _inspector(desk.house, "satu", "perkara")
    assert neighbour.case is not None
    InspectedCase.objects.create(mandate=named, case=neighbour.case)
    partner = _with_link(desk.request)
    partner.cookies[COOKIE] = signing.get_cookie_signer(salt=f"{COOKIE}portal.drafts").sign(draft.slug)
    return {
        "n": Client(), "a": partner, "b": _with_link(neighbour),
        "c": browser(desk.officer(CLERK)), "k": browser(desk.officer(HEAD)), "h": browser(desk.officer(LAWYER)),
        "r": browser(desk.officer(ARCHIVIST)), "m": browser(administrator(desk.house, "satu")),
        "x": browser(outside.officer(ARCHIVIST)), "i": _signed_in(whole.user), "j": _signed_in(named.user),
    }  # fmt: skip


def _of_case(desk: Desk) -> dict[str, object]:
    """The case with its text, its tasks and the partner's draft."""
    host = Draft.objects.filter(request=desk.request).latest("number")
    paper = Paper.objects.create(
        request=desk.request, requirement="proposal", file=desk.file(b"%PDF-1.7 proposal"), channel="portal",
        added_at=clock.now(),
    )  # fmt: skip
    theirs = Draft.objects.create(
        request=desk.request, number=host.number + 1, side=Side.PARTNER, created_at=clock.now(), docx=paper.file
    )
    PartnerText.objects.create(draft=theirs, base=host, fault="UNG-01")
    done = desk.case.tasks.filter(state="done").earliest("pk")
    return {
        "slug": desk.case.slug, "key": desk.case.tasks.filter(state="open").earliest("pk").key, "task_id": done.pk,
        "article_id": host.text["articles"][0]["id"], "clause_id": "x", "page": 1,
        "sha256": desk.round().current.sha256, "theirs": theirs.number, "ours": host.number, "file": paper.file.slug,
    }  # fmt: skip


def _of_signing(desk: Desk) -> dict[str, object]:
    """The head signs through a service, which has been asked once; the partner handed in a file."""
    now, signing_round = clock.now(), desk.round()
    service = SigningService.objects.create(institution=desk.house.institution, changed_at=now)
    head, partner = signing_round.signers.get(user__isnull=False), signing_round.signers.get(means=Means.SEALED_ACT)
    Signer.objects.filter(pk=head.pk).update(means=Means.SERVICE)
    attempt = ServiceAttempt.objects.create(
        signer=head, sent=signing_round.current, read_affirmed_at=now, asked_at=now, state="failed"
    )
    returned = ReturnedFile.objects.create(
        signer=partner, file=signing_round.current, sent=signing_round.current, state="refused", read_affirmed_at=now,
        at=now,
    )  # fmt: skip
    stamped = StampedFile.objects.create(
        round=signing_round, file=signing_round.current, sent=signing_round.current, state="refused", at=now,
        by_id=desk.officer(CLERK).user_id,
    )  # fmt: skip
    Original.objects.create(round=signing_round, number=1)
    return {
        "signer_id": head.pk, "partner_signer": partner.pk, "attempt": attempt.number, "returned_id": returned.pk,
        "service": service.slug, "stamped_id": stamped.pk,
    }  # fmt: skip


def _of_house(desk: Desk, draft: Request) -> dict[str, object]:
    """What the house keeps beside its cases."""
    house, now, day = desk.house.institution, clock.now(), today_in(desk.house.institution)
    head, clerk = (User.objects.get(pk=desk.officer(lane).user_id) for lane in (HEAD, CLERK))
    agreement, file = desk.agreement(), desk.round().current
    Agreement.objects.filter(pk=agreement.pk).update(status="berlaku", signed_file=file, is_public=True)
    ArchiveRecord.objects.create(agreement=agreement, file=file, archived_at=now)
    mandate = Mandate.objects.filter(user__email__startswith="semua").get()
    version = ProcedureVersion.objects.get(procedure__institution=house)
    lent = ProcedureVersion.objects.exclude(procedure__institution=house).earliest("pk")
    return {
        "person": clerk.pk, "assignment": Assignment.objects.get(user=clerk).pk, "year": day.year,
        "leave": Leave.objects.create(
            user=clerk, deed="ST-1", starts_on=day + timedelta(days=9), ends_on=day + timedelta(days=9), recorded_at=now
        ).pk,
        "mandate": mandate.slug,
        "inspection_file": InspectionFile.objects.create(institution=house, mandate=mandate, asked_at=now).slug,
        "number_id": IssuedNumber.objects.earliest("pk").pk, "agreement": agreement.slug,
        "batch": ImportBatch.objects.create(institution=house, sheet=file, created_at=now).slug,
        "destruction": Destruction.objects.create(
            institution=house, reason="habis", long_kept=False, proposed_at=now, proposed_by=head
        ).slug,
        "line": RetentionClass.objects.create(
            institution=house, code="A", description="B", active_years=1, inactive_years=1, fate="musnah", added_at=now
        ).pk,
        "delivery_id": Delivery.objects.create(
            institution_id=house.pk, key="x", channel="whatsapp", address="+6281", body="x", created_at=now
        ).pk,
        "version": version.pk, "lent": lent.pk, "house": house.code, "draft": draft.slug,
    }  # fmt: skip


PLACES: Mapping[str, Name] = {
    "desk:person desk:person_details desk:person_place desk:person_end desk:person_link desk:person_leaves":
        ("number", "person"),
    "desk:back_at_work": ("number", "leave"),
    "desk:inspection_revoke": ("slug", "mandate"),
    "desk:inspection_file": ("slug", "inspection_file"),
    "desk:service_outcome desk:service_compared desk:service_answer desk:service_declared": ("number", "attempt"),
    "desk:past_import desk:past_scans desk:past_matches desk:past_forget desk:past_progress desk:past_report":
        ("slug", "batch"),
    "desk:agreement desk:agreement_act desk:agreement_above desk:agreement_duty desk:archive_record desk:retention "
    "desk:archive_srikandi desk:archive_sheet desk:archive_evidence desk:archive_metadata desk:archive_act "
    "public:agreement public:verify_agreement": ("slug", "agreement"),
    "desk:schedule_verify desk:schedule_retire": ("number", "line"),
    "desk:destruction desk:destruction_decide desk:destruction_do": ("slug", "destruction"),
    "desk:judgement desk:judge_draft tracking:draft tracking:agree tracking:counter": ("number", "ours"),
    "desk:partner_text desk:answer_doubts desk:decide_changes desk:take_whole desk:note_partner_text desk:scan_page "
    "desk:tracked_changes": ("number", "theirs"),
    "desk:sop_adopt_lanes": ("number", "lent"),
    "desk:sop_from_version desk:sop_version_file desk:sop_cases": ("number", "version"),
    "desk:series desk:series_edit desk:number_skip desk:number_void": ("code", "series"),
    "desk:text desk:text_version desk:text_example desk:text_compare desk:text_start desk:text_concept desk:text_check "
    "desk:text_article desk:text_propose desk:text_withdraw desk:text_discard desk:text_publish desk:text_send_back":
        ("code", "text"),
    "portal:tasks portal:send_link portal:leave portal:review portal:papers portal:remove_paper portal:upload "
    "portal:piece portal:students portal:tests portal:parties portal:section": ("slug", "draft"),
    "portal:institution portal:readiness portal:start": ("code", "house"),
    "tracking:sign tracking:sign_now tracking:refuse tracking:own_file": ("signer_id", "partner_signer"),
    "public:file": ("slug", "file"),
    "public:signing_callback": ("slug", "service"),
    "public:procedure_file": ("name", "download"),
}  # fmt: skip
"""Routes -> the place in their addresses for which the usual value does not do, and what stands there instead."""


def make(desk: Desk) -> Scene:
    """Everything; the round of ``desk`` stands open at the partner's turn."""
    house = desk.house.institution
    draft = new_request(house, partner_name="Klinik Rekaan")
    people = _people(desk, draft)
    found = {**_of_case(desk), **_of_signing(desk), **_of_house(desk, draft)}
    admin = seen(User.objects.get(institution=house, is_admin=True))
    start_from_version(officer=admin, version=ProcedureVersion.objects.get(procedure__institution=house))
    start(officer=admin, code=TEXT)
    everywhere = {
        **found, "code": "bblbk", "institution": house.code, "what": "tutup", "kind": "csv", "face": "docx",
        "number": 1, "secret": "tidak-ada", "requirement": "surat_permohonan", "section": "lembaga",
        "paper": found["file"], "series": "pks", "text": TEXT, "download": "sop.yaml",
    }  # fmt: skip
    here = {(one, place): everywhere[value] for named, (place, value) in PLACES.items() for one in named.split()}
    return Scene(people, everywhere, here)
