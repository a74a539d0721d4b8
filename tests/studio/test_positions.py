"""Positions of an institution: written by the legal team, published by a second person, and judged by from then on."""

from __future__ import annotations

import pytest

from simpul.core.documents.positions import positions, positions_text
from simpul.core.documents.texts import template_data
from simpul.features.agreements import text_concepts as concepts
from simpul.features.agreements.models import TextConcept, TextVersion
from simpul.features.agreements.text_examples import judged_example
from simpul.features.agreements.text_kinds import POSITIONS
from simpul.features.agreements.text_versions import newest_number, positions_at
from simpul.lib import clock
from simpul.rules.agreement_text.judging.loading import judged_positions
from simpul.rules.agreement_text.judging.weighing import weighed
from simpul.rules.agreement_text.template_source import judged_text
from simpul.rules.agreement_text.template_writing import written_text
from simpul.rules.refusals import Conflict, NotAllowed
from tests.casework.conftest import SOPS, furnish
from tests.desk.conftest import browser
from tests.studio.conftest import Studio

HERE = "/meja/naskah/posisi/"
LEVEL = (
    "tingkat: penting\n        alasan: Perpanjangan otomatis",
    "tingkat: wajib\n        alasan: Perpanjangan otomatis",
)


def concept() -> TextConcept:
    return TextConcept.objects.get(code=POSITIONS)


@pytest.fixture
def started(studio: Studio) -> Studio:
    assert studio.client("admin").post(f"{HERE}mulai/").status_code == 302
    return studio


def changed() -> str:
    text = concept().text
    assert LEVEL[0] in text
    return text.replace(*LEVEL, 1)


def _publish(studio: Studio) -> None:
    client = studio.client("admin")
    assert client.post(f"{HERE}konsep/", {"teks": changed(), "kunci": concept().lock_version}).status_code == 302
    sent = {"note": "Perpanjangan otomatis kini wajib dijawab.", "lock_version": concept().lock_version}
    assert client.post(f"{HERE}konsep/usul/", sent).status_code == 302
    assert "NSK-12" in client.post(f"{HERE}konsep/terbitkan/", {"kunci": concept().lock_version}).content.decode()
    head = studio.client("head")
    page = head.get(f"{HERE}konsep/").content.decode()
    assert "<ins>wajib" in page
    assert "sebelumnya penting" in page
    sent = {"kunci": str(concept().lock_version)}
    assert head.post(f"{HERE}konsep/terbitkan/", sent).status_code == 302
    assert head.post(f"{HERE}konsep/terbitkan/", sent).status_code == 302  # pressed twice: told, nothing twice


def test_the_concept_begins_with_the_shipped_words_and_their_remarks(started: Studio) -> None:
    assert concept().text == positions_text().replace('versi: "1"', 'versi: "2"', 1)
    assert not concepts.judged(concept()).faults


def test_two_persons_publish_and_the_house_alone_is_judged_by_it(started: Studio) -> None:
    _publish(started)
    mine, other = started.house.institution.pk, started.stranger.institution_id
    assert (newest_number(mine, POSITIONS), newest_number(other, POSITIONS)) == (2, 1)
    assert TextVersion.objects.get().proposed_by_id != TextVersion.objects.get().published_by_id
    old, new = (positions_at(mine, number) for number in (1, 2))
    assert old == positions()
    assert new.version == "2"
    page = started.client("staff").get(f"{HERE}versi/2/").content.decode()
    assert "Perpanjangan otomatis" in page
    assert "KLA-04" in page
    compared = started.client("staff").get(f"{HERE}bandingkan/?dari=1&ke=2&contoh=pks-umum").content.decode()
    assert compared.count('class="s-clause"') == 1
    for missing in ("versi/9/", "versi/1/contoh.pdf", "konsep/"):
        assert started.client("staff").get(f"{HERE}{missing}").status_code == 404
    assert started.client("stranger").get(f"{HERE}versi/2/").status_code == 404


def test_who_may_do_what(started: Studio) -> None:
    staff = started.client("staff")
    assert staff.get(f"{HERE}konsep/").status_code == 200
    assert staff.post(f"{HERE}konsep/", {"teks": "x", "kunci": "1"}).status_code == 422
    assert started.client("stranger").get(f"{HERE}konsep/").status_code == 404
    with pytest.raises(NotAllowed, match="positions"):
        concepts.discard(concept_id=concept().pk, officer=started.staff)
    with pytest.raises(Conflict, match="already"):
        concepts.start(officer=started.admin, code=POSITIONS)
    legal = browser(started.house.officer("tim_analis_hukum"))
    assert legal.post(f"{HERE}konsep/", {"teks": changed(), "kunci": "1"}).status_code == 302


def test_faults_stand_at_their_lines_beside_the_last_whole_state(started: Studio) -> None:
    text = concept().text.replace("topik: jangka_waktu", "topik: cuaca", 1)
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "topik: cuaca" in words)
    client = started.client("admin")
    page = client.post(f"{HERE}konsep/periksa/", {"teks": text, "kunci": "1", "contoh": "mou"}).content.decode()
    assert f'href="#baris-{line}"' in page
    assert "cuaca" in page
    assert "(Kode: POS-10)" in page
    assert '<option value="mou" selected>' in page
    assert client.post(f"{HERE}konsep/", {"teks": text, "kunci": "1"}).status_code == 302
    sent = {"note": "Coba", "lock_version": concept().lock_version}
    assert client.post(f"{HERE}konsep/usul/", sent).status_code == 422
    assert concept().submitted_by_id is None


@pytest.mark.parametrize("text", ["", "- a", "posisi: [", "posisi: 3", "versi: 1\nposisi:\n  - id: a\n", "\t"])
def test_broken_text_is_told_and_breaks_nothing(started: Studio, text: str) -> None:
    answer = started.client("admin").post(f"{HERE}konsep/periksa/", {"teks": text, "kunci": "1"})
    assert answer.status_code == 200
    assert 'data-line="' in answer.content.decode()


def test_a_stale_edit_overwrites_nothing(started: Studio) -> None:
    client = started.client("admin")
    assert client.post(f"{HERE}konsep/", {"teks": changed(), "kunci": "1"}).status_code == 302
    late = concept().text.replace("nama: kerahasiaan", "nama: rahasia", 1)
    assert client.post(f"{HERE}konsep/", {"teks": late, "kunci": "1"}).status_code == 409
    assert LEVEL[1] in concept().text


def test_an_example_is_made_from_the_templates_that_the_house_has_published(studio: Studio) -> None:
    house, code, people = studio.house.institution, "pks-umum", [studio.admin.user_id, studio.head.user_id]
    before = judged_example(code, positions(), house)
    data = dict(template_data(code), versi="2", nama="PKS lembaga sendiri")
    data["pasal"] = [each for each in data["pasal"] if each["id"] != "kahar"]
    words = written_text(data)
    assert not judged_text(words, code).faults
    TextVersion.objects.create(
        institution=house, code=code, number=2, text=words, sha256="5" * 64, note="Coba.", proposed_by_id=people[0],
        published_by_id=people[1], published_at=clock.now(),
    )  # fmt: skip
    after = judged_example(code, positions(), house)
    assert "keadaan kahar" in str(after.findings)
    assert "keadaan kahar" not in str(before.findings)
    studio.client("admin").post(f"{HERE}mulai/")
    page = studio.client("admin").get(f"{HERE}konsep/").content.decode()
    assert "PKS lembaga sendiri" in page


def test_a_draft_shows_what_is_new_gone_and_of_another_level(studio: Studio) -> None:
    house, key = studio.house.institution, "pks-umum-mitra"
    before = judged_example(key, positions(), house)
    found = judged_positions(positions_text().replace(*LEVEL, 1)).positions
    assert found is not None
    changes = weighed(before, judged_example(key, found, house))
    assert [(each.change, each.was, each.finding.level) for each in changes if each.change != "same"] == [
        ("level", "penting", "wajib")
    ]
    assert {each.change for each in weighed(before, before)} == {"same"}


@pytest.mark.django_db
def test_where_the_text_is_made_without_a_legal_step_its_makers_write() -> None:
    """Biro Hukum of BPOM answers the judge on its drafts, so it writes what they are made from and judged by."""
    house = furnish("bpom", (SOPS / "bpom-dn" / "1.yaml").read_text())
    assert concepts.legal_lanes(house.institution.pk) == {"biro_ksh", "biro_ho"}
    assert concepts.allowed(house.officer("biro_ho"), "write")
    assert not concepts.allowed(house.officer("upt_bpom"), "write")
