"""What a signing room asks of those who run it: as rows of their worklist, as the room's own words, and by one mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.casework.dispatch import fan_out
from simpul.casework.duty_acts import relieve
from simpul.casework.room_notices import tell_rooms
from simpul.casework.signing_rounds import record_wet_signature, void_round
from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.models import User
from simpul.core.directory.officers import today_in
from simpul.core.messages.models import Delivery, OutboxEvent
from simpul.core.procedures.models import Case
from simpul.core.signing.models import (
    AttemptState,
    DutyState,
    Means,
    ReturnedFile,
    ReturnedState,
    ServiceAttempt,
    SignerState,
    SigningRound,
    StampDuty,
)
from simpul.features.agreements import stamp_duty
from simpul.features.agreements.models import Agreement
from simpul.features.agreements.room_asks import Ask, asked_of
from simpul.features.agreements.wet_ink import OriginalFacts
from simpul.lib import clock
from simpul.pages.desk.room_rows import room_rows
from simpul.pages.desk.signing_pos import SEEN_TO
from simpul.pages.shell.formats import sisa_hk
from tests.casework.conftest import SOPS, furnish
from tests.casework.signing.house import CLERK, HEAD, Desk
from tests.casework.signing.test_wet import _keep
from tests.desk.conftest import browser

pytestmark = pytest.mark.django_db
HEADING = "Ruang tanda tangan yang menunggu tim Anda"


@pytest.fixture(autouse=True)
def nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No service stamps by itself."""
    monkeypatch.setattr(stamp_duty, "simulated_here", lambda _house: None)


def _worklist(desk: Desk, lane: str = CLERK, search: str = "") -> str:
    return browser(desk.officer(lane)).get("/meja/", {"q": search}).content.decode()


def _asks(desk: Desk) -> tuple[Ask, ...]:
    return asked_of(desk.case.pk, today_in(desk.house.institution))


def _fall_on(desk: Desk, days: int) -> None:
    day = today_in(desk.house.institution) + timedelta(days=days)
    Agreement.objects.filter(case=desk.case).update(sign_by=day)


def _told(words: str) -> list[str]:
    fan_out()
    return sorted(Delivery.objects.filter(subject__icontains=words).values_list("recipient", flat=True))


def _clerk(desk: Desk) -> str:
    return User.objects.get(pk=desk.house.officer(CLERK).user_id).full_name


def _room_says(desk: Desk) -> str:
    page = browser(desk.officer(CLERK)).get(f"/perkara/{desk.case.slug}/tanda-tangan/")
    return str(page.context["pos"].who_note)


def test_duty_owed_is_a_row_of_who_runs_the_signing_and_of_nobody_else(desk: Desk) -> None:
    assert HEADING not in _worklist(desk)
    desk.number()
    page = _worklist(desk)
    assert HEADING in page
    assert f'href="/perkara/{desk.case.slug}/tanda-tangan/"' in page
    assert "Selesaikan bea meterai" in page
    assert "1 di ruang tanda tangan" in page, "the heading does not say that there is nothing"
    assert "Tidak ada tugas saat ini" not in page
    assert HEADING in _worklist(desk, search=desk.case.ticket)
    assert HEADING not in _worklist(desk, search="tidak ada yang begini")
    for lane in (HEAD, "tim_analis_hukum"):
        assert HEADING not in _worklist(desk, lane), lane
    stranger = furnish("lain", (SOPS / "bblbk" / "1.yaml").read_text()).officer(CLERK)
    assert HEADING not in browser(stranger).get("/meja/").content.decode()
    _told_of_duty_once(desk)
    clerk = desk.officer(CLERK)
    relieve(case_id=desk.case.pk, officer=clerk, basis="lain", reason="Pasal 7 UU 10/2020")
    assert _asks(desk) == ()
    assert HEADING not in _worklist(desk)


def _told_of_duty_once(desk: Desk) -> None:
    assert tell_rooms() == 0, "a service has some minutes to put the stamps on"
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert (tell_rooms(), tell_rooms()) == (1, 0)
    with clock.at(clock.now() + timedelta(days=3)):
        assert tell_rooms() == 0
    assert _told("bea meterai belum diselesaikan") == [_clerk(desk)]
    assert OutboxEvent.objects.filter(kind="signing.duty_owed").count() == 1


def test_what_else_stops_a_signing_stands_in_the_row_and_in_the_room(desk: Desk) -> None:
    signing = desk.number()
    assert (_asks(desk), _room_says(desk)) == ((Ask.DUTY,), "menyelesaikan bea meterai")
    StampDuty.objects.filter(round=signing).update(state=DutyState.PAID)
    assert _asks(desk) == ()
    partner, head = signing.signers.order_by("order")
    asked_at = {"sent": signing.current, "read_affirmed_at": clock.now()}
    attempt = ServiceAttempt.objects.create(signer=head, asked_at=clock.now(), state=AttemptState.UNSURE, **asked_at)
    assert _asks(desk) == (Ask.UNSURE,)
    ServiceAttempt.objects.filter(pk=attempt.pk).update(answer=signing.current)
    assert _asks(desk) == (), "its answer is here and is being judged"
    ServiceAttempt.objects.filter(pk=attempt.pk).update(state=AttemptState.BLOCKED)
    ReturnedFile.objects.create(
        signer=partner, file=signing.current, state=ReturnedState.ASKED, at=clock.now(), **asked_at
    )
    partner.state = SignerState.REFUSED
    partner.save()
    _fall_on(desk, -1)
    assert _asks(desk) == (Ask.LATE, Ask.REFUSED, Ask.RETURNED, Ask.COMPARE)
    assert _room_says(desk) == "memutuskan kelanjutannya"
    page = _worklist(desk)
    for words in ("Batas tanda tangan sudah lewat: beri", "menolak: putuskan", "berkas bertanda tangan yang kembali"):
        assert words in page, words
    assert sisa_hk(-1) in page
    StampDuty.objects.filter(round=signing, number=1).update(state=DutyState.ASKED, serial="")
    void_round(case_id=desk.case.pk, officer=desk.officer(CLERK), reason="Tempat berubah")
    assert _asks(desk) == (Ask.ROUND,), "of a void round nothing else is asked; the answer may be on its way"
    StampDuty.objects.filter(round=signing, number=1).update(incident="INS-1")
    assert _asks(desk) == (Ask.ROUND, Ask.LEFT_OVER)
    assert _room_says(desk) == "menyiapkan putaran berikutnya"
    Case.objects.filter(pk=desk.case.pk).update(state={"open": [], "rounds": {}, "ended": "ditarik"})
    (row,) = room_rows(desk.officer(CLERK), calendar_for(desk.house.institution.pk), today_in(desk.house.institution))
    assert len(row.to_do) == 1, "of a case that is not being signed only the money is asked about"
    assert "e-Meterai" in row.to_do[0]


def test_originals_that_lack_are_asked_for_and_told_once_after_the_last_day(paper_desk: Desk) -> None:
    desk = paper_desk
    signing = desk.number()
    assert _asks(desk) == ()
    for signer in signing.signers.filter(means=Means.WET):
        record_wet_signature(signer_id=signer.pk, officer=desk.officer(CLERK), signed_on=clock.now().date())
    assert (_asks(desk), _room_says(desk)) == ((Ask.ORIGINALS,), "melengkapi naskah asli")
    assert "Isi yang masih kurang pada naskah asli" in _worklist(desk)
    _keep(desk, 1, OriginalFacts(location="Rak 1"))
    assert tell_rooms() == 0, "its last day is to come"
    _fall_on(desk, 0)
    assert tell_rooms() == 0, "today is not over"
    _fall_on(desk, -1)
    assert _asks(desk) == (Ask.ORIGINALS,), "everybody has signed in time"
    assert (tell_rooms(), tell_rooms()) == (1, 0)
    assert _told("naskah asli belum lengkap") == [_clerk(desk)]
    _keep(desk, 1)
    _keep(desk, 2)
    assert _asks(desk) == ()
    assert HEADING not in _worklist(desk)


def test_many_rooms_cost_as_much_as_one(desk: Desk, file_case: Callable[..., Case]) -> None:
    signing = desk.number()
    viewer, day = desk.officer(CLERK), today_in(desk.house.institution)
    calendar = calendar_for(desk.house.institution.pk)
    with CaptureQueriesContext(connection) as one:
        assert len(room_rows(viewer, calendar, day)) == 1
    for _each in range(3):
        case = file_case()
        Case.objects.filter(pk=case.pk).update(state=desk.case.state)
        SigningRound.objects.create(
            institution=signing.institution, case_id=case.pk, number=1, mode=signing.mode, rendered=signing.rendered,
            current=signing.current, boxes=signing.boxes, created_at=clock.now(),
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        assert len(room_rows(viewer, calendar, day)) == 4
    assert len(many) == len(one) <= 3
    with CaptureQueriesContext(connection) as none:
        assert room_rows(viewer, calendar, day, "tidak ada yang begini") == []
    assert len(none) <= 3


def test_the_room_has_words_for_all_that_stops_a_signing() -> None:
    assert set(SEEN_TO) == {ask for ask in Ask if ask.in_room}
