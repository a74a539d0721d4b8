"""One case from the partner's first entry in the portal to its end."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from simpul.casework.beginning import begin_case
from simpul.casework.intake import file_request
from simpul.casework.subcases import follow_up
from simpul.casework.walking import inventing
from simpul.casework.walking.pace import Pace
from simpul.casework.walking.papers import MEDIA_TYPE, invented_pdf
from simpul.casework.walking.route import MOST_ACTS, USUAL, Ahead, Route, beats
from simpul.casework.walking.staffing import first_officer, possible_since, scene_of
from simpul.casework.walking.subjects import subject_of
from simpul.casework.walking.turns import Played, Turn
from simpul.casework.walking.workbenches import BENCHES, before
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import Institution
from simpul.core.directory.officers import today_in
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, CaseStatus, ProcedureVersion, TaskState
from simpul.features.agreements import actions_requests as portal
from simpul.features.agreements.actions_papers import add_paper
from simpul.features.agreements.drafts import partner
from simpul.features.agreements.models import Request
from simpul.lib import clock, ids
from simpul.rules.procedure.engine import start
from simpul.rules.procedure.state import State
from simpul.rules.refusals import N_, Refusal
from simpul.rules.requirements import LETTER

_FIRST_FACTS: Mapping[str, object] = {"di_srikandi": False, "kelengkapan_kurang": 1, "cara_tanda_tangan": "elektronik"}


def play(institution: Institution, version: ProcedureVersion) -> Case:
    """Play a case of ``version`` to its end, which is now. Raises Refusal TGS-80, 81, 82 (no demo)."""
    if not institution.is_demo:
        raise Refusal(
            "TGS-82", N_("%(name)s is not a demo institution, so no case is played in it."), name=institution.name
        )
    if version.procedure.code == institution.intake_procedure:
        return _play_filed(institution, version)
    return _play_begun(institution, version)


def _play_filed(institution: Institution, version: ProcedureVersion) -> Case:
    """From the partner's first entry in the portal."""
    procedure = procedure_of(version.pk)
    first = start(procedure, _FIRST_FACTS).state
    expected = beats(procedure, first, _FIRST_FACTS, Route(procedure), before, today_in(institution))
    since = possible_since(institution, version, procedure)
    pace = Pace(calendar_for(institution.pk), clock.now(), expected, since)
    with pace.same_moment():
        request = _fill_in(institution)
    with pace.same_moment():
        portal.confirm_statement(request_id=request.pk)
        case = file_request(request_id=request.pk, by=partner(request), version=version)
    request.refresh_from_db()
    _finish(Played(institution, procedure, request, case, pace, Route(procedure)))
    case.refresh_from_db()
    return case


def _fill_in(institution: Institution) -> Request:
    """The sections of the portal and the letter. The other papers come later, so that the clock of drafting stands."""
    today = calendar_for(institution.pk).local(clock.now()).date()
    request = portal.start_draft(
        institution=institution, form_key=ids.secret(), category=inventing.CATEGORY,
        cooperation_type=inventing.COOPERATION, is_extension=False,
    )  # fmt: skip
    sections: Mapping[str, Mapping[str, object]] = {
        "lembaga": {"partner_name": inventing.PARTNER, "address": inventing.ADDRESS, "province": inventing.PROVINCE},
        "penandatangan": {
            "signatory_name": inventing.SIGNATORY, "signatory_title": inventing.TITLE, "authority": inventing.AUTHORITY,
        },
        "narahubung": {
            "contact_name": inventing.CONTACT, "contact_email": inventing.EMAIL, "contact_phone": inventing.PHONE,
        },
        "lingkup": {"scope_items": list(inventing.SCOPE), "scope_other": "", "data_pribadi": "ya"},
        "waktu": inventing.term(today),
        "biaya": {"biaya": "tarif", "penagihan": "bulan"},
        "surat": {"letter_number": f"445/{request.pk:04}/RSUD/{today.year}", "letter_date": today},
    }  # fmt: skip
    for section, values in sections.items():
        portal.save_section(request_id=request.pk, section=section, values=values)
    portal.set_tests(request_id=request.pk, rows=inventing.TESTS)
    _hand_in(request, institution)
    return Request.objects.select_related("institution").get(pk=request.pk)


def _hand_in(request: Request, institution: Institution) -> None:
    with tempfile.TemporaryDirectory() as folder:
        letter = Path(folder) / "surat permohonan.pdf"
        letter.write_bytes(invented_pdf("Permohonan kerja sama", f"Kepala {institution.name}"))
        add_paper(request_id=request.pk, requirement=LETTER, source=letter, name=letter.name, media_type=MEDIA_TYPE)


def _finish(played: Played) -> None:
    """Task after task, the oldest first, until none is open."""
    case = played.case
    for _ in range(MOST_ACTS):
        case.refresh_from_db()
        task = case.tasks.filter(state=TaskState.OPEN).order_by("id").first()
        if task is None:
            return
        step = played.procedure.by_id[task.step]
        state = State.from_data(case.state)
        today = today_in(played.institution)
        played.pace.left = beats(played.procedure, state, case.facts, played.route.copy(), before, today, played.told)
        _take_turn(Turn(played, task, step, played.route.choose(step)))
    raise Refusal("TGS-83", N_("This procedure goes round in circles, so it cannot be played to its end."))


def _take_turn(turn: Turn) -> None:
    if turn.step.subprocedure:
        _play_part(turn)
        return
    bench = BENCHES.get(turn.step.form)
    if bench is not None:
        bench.play(turn)
    turn.task.refresh_from_db()
    if turn.task.state == TaskState.OPEN and turn.played.case.status == CaseStatus.RUNNING:
        with turn.played.pace.beat(turn.due()):
            turn.complete()


def _play_begun(institution: Institution, version: ProcedureVersion) -> Case:
    """From the first step of an officer of the institution."""
    procedure = procedure_of(version.pk)
    officer, lane = first_officer(institution, procedure)
    facts = {"pemrakarsa": {"lajur": lane, "unit": ""}}
    scene = scene_of(institution, procedure, 0)
    expected = beats(
        procedure, start(procedure, facts).state, facts, Route(procedure), before, scene.today,
        lambda step, outcome: inventing.answers(step, outcome, scene),
    )  # fmt: skip
    since = possible_since(institution, version, procedure)
    pace = Pace(calendar_for(institution.pk), clock.now(), Ahead(expected.acts + 1, expected.room + USUAL), since)
    with pace.beat():
        case = begin_case(
            officer=officer, version_id=version.pk, title=subject_of(procedure, scene.today.year).title, lane_code=lane
        )
    _finish(Played(institution, procedure, None, case, pace, Route(procedure)))
    case.refresh_from_db()
    return case


def _play_part(turn: Turn) -> None:
    """The sub-procedure of a step is played to its end, which completes the step."""
    played = turn.played
    child = Case.objects.get(parent_task=turn.task)
    procedure = procedure_of(child.procedure_version_id)
    _finish(Played(played.institution, procedure, None, child, played.pace, Route(procedure)))
    with played.pace.same_moment():
        follow_up()
