"""Stating that a draft is fit although something known speaks against it: refused, or told with its reason."""

from __future__ import annotations

import pytest

from simpul.casework import judging_acts
from simpul.casework.completion import complete_task
from simpul.core.audit.models import AuditEvent
from simpul.core.procedures.models import ActReason, Task
from simpul.features.agreements.judgement import Reply
from simpul.features.agreements.models import Remark
from simpul.rules.refusals import Refusal
from tests.text.conftest import LAWYERS, Desk
from tests.text.test_judgement import blunder

KEY, WHY = "telaah_hukum#1", "Risikonya ditanggung lembaga atas arahan pimpinan."


def _answer(desk: Desk, word: str, note: str = "") -> Remark:
    remark = Remark.objects.get(level="wajib")
    officer = desk.house.officer(LAWYERS)
    judging_acts.answer(case_id=desk.case.pk, officer=officer, number=1, replies={remark.pk: Reply(word, note)})
    return remark


def _state(desk: Desk, outcome: str = "layak", note: str = "") -> tuple[int, str]:
    sent = {
        "outcome": outcome,
        "kesimpulan_hukum": "Kesimpulan.",
        "perbaikan_draf": "Pasal 6",
        "catatan_keputusan": note,
    }
    answer = desk.client(LAWYERS).post(desk.url(f"tugas/{KEY.replace('#', '%23')}/"), sent)
    return answer.status_code, answer.content.decode()


def _task_page(desk: Desk) -> str:
    return desk.client(LAWYERS).get(desk.url(f"?tugas={KEY.replace('#', '%23')}")).content.decode()


@pytest.fixture
def flawed(desk: Desk) -> Desk:
    """In legal analysis, every topic low, with one finding that must be settled."""
    desk.to_drafting().fill()
    blunder(desk).draft()
    desk.step("tim_mutu_kemitraan", "susun_draf#1")
    return desk.judge()


def test_a_fault_that_is_admitted_and_not_mended_bars_the_draft(flawed: Desk) -> None:
    _answer(flawed, "diterima")
    page = _task_page(flawed)
    assert "ISI-01" in page
    assert 'aria-disabled="true"' in page
    status, body = _state(flawed, note=WHY)
    assert (status, "NSK-40" in body) == (422, True)
    assert Task.objects.get(key=KEY).completed_at is None
    for address in ("telaah-hukum/", "telaah-hukum/temuan/1/"):
        told = flawed.client(LAWYERS).get(flawed.url(address)).content.decode()
        assert "Tidak ada yang menghambat" not in told
        assert "tidak ada yang menghalangi" not in told
    assert _state(flawed, "tidak_layak")[0] == 302


@pytest.mark.parametrize(("word", "note"), [("diperbaiki", ""), ("dikesampingkan", "Diisi saat penandatanganan.")])
def test_what_was_settled_elsewhere_or_overruled_bars_nothing(flawed: Desk, word: str, note: str) -> None:
    _answer(flawed, word, note)
    assert 'aria-disabled="true"' not in _task_page(flawed)
    assert _state(flawed)[0] == 302


def test_an_admitted_important_finding_asks_for_a_reason(flawed: Desk) -> None:
    remark = _answer(flawed, "diterima")
    Remark.objects.filter(pk=remark.pk).update(level="penting")
    assert 'id="catatan_keputusan"' in _task_page(flawed)
    status, body = _state(flawed)
    assert (status, "NSK-41" in body, 'id="catatan_keputusan-salah"' in body) == (422, True, True)
    assert _state(flawed, note=WHY)[0] == 302
    event = AuditEvent.objects.filter(verb="task.completed").latest("id")
    assert '"despite":{"findings":["ISI-01"],"topics":[]}' in event.body
    assert "reason_hash" in event.body
    assert ActReason.objects.get(seq=event.seq, case_id=flawed.case.pk).text == WHY
    assert Task.objects.get(key=KEY).note == WHY


def test_a_high_risk_asks_for_a_reason_and_a_return_does_not(flawed: Desk) -> None:
    _answer(flawed, "dikesampingkan", "Diisi saat penandatanganan.")
    assert 'id="catatan_keputusan"' not in _task_page(flawed)
    flawed.request.drafts.get().findings.filter(topic="biaya").update(risk="tinggi", note="Belum ada dasar.")
    assert 'id="catatan_keputusan"' in _task_page(flawed)
    with pytest.raises(Refusal, match="NSK-41"):
        from_lane(flawed, note="")
    assert _state(flawed, "tidak_layak")[0] == 302
    assert "despite" not in AuditEvent.objects.filter(verb="task.completed").latest("id").body


def from_lane(desk: Desk, note: str) -> None:
    """The same from code: no page stands in between."""
    complete_task(
        case_id=desk.case.pk, key=KEY, officer=desk.house.officer(LAWYERS), outcome="layak", note=note,
        raw={"kesimpulan_hukum": "Layak"},
    )  # fmt: skip
