"""How the agreement is signed is said once, among the values; what was agreed is what is rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from simpul.casework.intake import file_request
from simpul.casework.retraction import retract_completion
from simpul.casework.text_acts import change_values
from simpul.core.procedures.loaded import procedure_of
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements import drafting
from simpul.features.agreements.models import Party, Request
from simpul.rules.agreement_text.comparing.parts import parts_of
from simpul.rules.agreement_text.reading.ours import as_read
from simpul.rules.agreement_text.structure import AgreementText
from simpul.rules.refusals import Refusal
from tests.casework.conftest import SOPS, House, furnish, new_request
from tests.casework.signing.house import CLERK, Desk, agreed_case, draft, talk

pytestmark = pytest.mark.django_db
TALKERS = "tim_program_pelayanan"
ASKS = """    isian:
      - {id: cara_tanda_tangan, label: Cara, jenis: pilihan, pilihan: [elektronik, basah]}
      - {id: jumlah_asli, label: Jumlah, jenis: angka}
"""


def clauses_of(text: AgreementText) -> dict[str, object]:
    """The words and tables of everything that the signing itself does not fill."""
    kinds = {"party", "clause", "article", "annex"}
    return {part.ref: (part.text, part.tables) for part in parts_of(as_read(text)) if part.kind in kinds}


def _rendered(desk: Desk) -> dict[str, object]:
    """The clauses of the text that is signed, with the agreement's own terms."""
    text, missing = drafting.written(desk.request, desk.agreement())
    assert missing == ()
    return clauses_of(text)


def _agreed(desk: Desk) -> dict[str, object]:
    newest = drafting.latest(desk.request)
    text = drafting.text_of(newest) if newest is not None else None
    assert text is not None
    return clauses_of(text)


def _choose(desk: Desk, mode: str, lane: str = TALKERS) -> None:
    def change(request: Request) -> set[str]:
        request.signing_mode = mode
        request.save()
        return {"signing_mode"}

    change_values(case_id=desk.case.pk, officer=desk.officer(lane), change=change)
    desk.request.refresh_from_db()


@pytest.mark.parametrize(("agreed", "mode"), [("desk", "elektronik"), ("wet_desk", "basah")])
def test_what_is_rendered_is_what_was_agreed(agreed: str, mode: str, request: pytest.FixtureRequest) -> None:
    desk: Desk = request.getfixturevalue(agreed)
    step = procedure_of(desk.case.procedure_version_id).by_id["penomoran"]
    assert not {"cara_tanda_tangan", "jumlah_asli"} & {field.id for field in step.fields}
    assert desk.number().mode == mode
    assert _rendered(desk) == _agreed(desk)
    desk.case.refresh_from_db()
    assert desk.case.facts["cara_tanda_tangan"] == mode


def test_an_address_that_comes_later_does_not_turn_the_mode(wet_desk: Desk) -> None:
    Request.objects.filter(pk=wet_desk.request.pk).update(signing_mode="")
    wet_desk.request.parties.filter(is_host=False).update(email="baru@rsud.example")
    assert wet_desk.number().mode == "basah"
    assert "3 (tiga) rangkap" in str(_rendered(wet_desk).values())


def test_a_procedure_that_asks_again_cannot_have_it_differ(
    file_case: Callable[..., Case], signing_home: Path, settings: Settings
) -> None:
    settings.HOME = signing_home
    text = (SOPS / "bblbk" / "1.yaml").read_text()
    start = text.index("  - id: penomoran\n")
    place = text.index("    isian:\n", start)
    house = furnish("bertanya", text[:place] + ASKS + text[place + len("    isian:\n") :])
    desk = agreed_case(house, _filed(house), signing_home, mode="basah")
    for said in ({"cara_tanda_tangan": "elektronik"}, {"jumlah_asli": "4"}):
        with pytest.raises(Refusal, match="TTD-27"):
            desk.number(**said)
    assert desk.number(cara_tanda_tangan="basah", jumlah_asli="2").mode == "basah"


def _filed(house: House) -> Case:
    request = new_request(house.institution)
    return file_request(request_id=request.pk, by=house.officer(CLERK).actor())


def test_a_value_that_changed_after_the_draft_is_not_agreed_to_unseen(desk: Desk) -> None:
    task = Task.objects.get(case=desk.case, step="perundingan", state="done")
    retract_completion(task_id=task.pk, officer=desk.officer(TALKERS), reason="Cara penandatanganan diubah")
    _choose(desk, "basah")
    with pytest.raises(Refusal, match="TGS-65") as refused:
        talk(desk)
    assert "Pasal 16" in str(refused.value.params["parts"])
    talk(desk, "teks_diubah")
    draft(desk)
    desk.step("tim_analis_hukum", "telaah_hukum", "layak", kesimpulan_hukum="Layak")
    talk(desk)
    assert desk.number().mode == "basah"
    assert _rendered(desk) == _agreed(desk)


def test_signing_by_code_is_not_chosen_for_a_partner_without_an_address(desk: Desk) -> None:
    task = Task.objects.get(case=desk.case, step="perundingan", state="done")
    retract_completion(task_id=task.pk, officer=desk.officer(TALKERS), reason="Alamat surel keliru")
    Party.objects.filter(request=desk.request, is_host=False).update(email="")
    with pytest.raises(Refusal, match="TTD-23"):
        _choose(desk, "elektronik")
    _choose(desk, "basah")
    assert desk.request.signing_mode == "basah"


def _partner_line(desk: Desk) -> tuple[str, ...]:
    text, _ = drafting.written(desk.request, desk.agreement())
    return text.title.number_lines


def test_the_partners_number_leaves_the_text_when_it_is_emptied(desk: Desk) -> None:
    desk.number(nomor_mitra="12/RSUD/2026")
    assert len(_partner_line(desk)) == 2
    task = Task.objects.get(case=desk.case, step="penomoran", state="done")
    retract_completion(task_id=task.pk, officer=desk.officer(CLERK), reason="Nomor mitra keliru")
    desk.number(nomor_mitra="")
    partner = desk.request.parties.get(is_host=False)
    assert (partner.own_number, partner.has_no_number) == ("", True)
    ours = desk.agreement().number
    assert ours is not None
    assert _partner_line(desk) == (ours.number,)
