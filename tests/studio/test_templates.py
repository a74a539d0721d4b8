"""Templates of an institution: written by the legal team, published by a second person, compared, with an example."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.messages.models import OutboxEvent
from simpul.features.agreements import text_concepts as concepts
from simpul.features.agreements.models import TextConcept, TextVersion
from simpul.features.agreements.text_versions import newest_number, template_at
from simpul.rules.refusals import NotAllowed
from tests.desk.conftest import browser
from tests.studio.conftest import Studio

CODE = "pks-umum"
HERE = f"/meja/naskah/{CODE}/"
OLD, NEW = "paling lambat 60 (enam puluh) hari kalender", "paling lambat 75 (tujuh puluh lima) hari kalender"


class Team:
    """The house with a lawyer beside its administrator and head."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.lawyer = studio.house.officer("tim_analis_hukum")

    def client(self, who: str) -> Client:
        return browser(self.lawyer) if who == "lawyer" else self.studio.client(who)

    def concept(self) -> TextConcept:
        return TextConcept.objects.get(institution=self.studio.house.institution, code=CODE)

    def started(self) -> Team:
        assert self.client("lawyer").post(f"{HERE}mulai/").status_code == 302
        return self

    def send(self, who: str, text: str, lock: int | None = None) -> int:
        kept = self.concept().lock_version if lock is None else lock
        return self.client(who).post(f"{HERE}konsep/", {"teks": text, "kunci": kept}).status_code

    def changed(self) -> Team:
        assert self.send("lawyer", self.concept().text.replace(OLD, NEW, 1)) == 302
        return self

    def proposed(self) -> Team:
        sent = {"note": "Tenggat perpanjangan diperpanjang.", "lock_version": self.concept().lock_version}
        assert self.client("lawyer").post(f"{HERE}konsep/usul/", sent).status_code == 302
        return self


@pytest.fixture
def team(studio: Studio) -> Team:
    return Team(studio)


def test_every_template_can_be_read_and_its_example_printed(team: Team) -> None:
    client = team.client("staff")
    assert client.get("/meja/naskah/").status_code == 200
    page = client.get(f"{HERE}versi/1/").content.decode()
    assert "diperpanjang dengan sendirinya" in page
    pdf = client.get(f"{HERE}versi/1/contoh.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith("attachment")
    assert client.get(f"{HERE}versi/1/contoh.docx").content.startswith(b"PK")
    for missing in (f"{HERE}versi/9/", f"{HERE}versi/1/contoh.exe", "/meja/naskah/tidak-ada/"):
        assert client.get(missing).status_code == 404


def test_two_persons_publish_and_new_drafts_use_it(team: Team) -> None:
    house = team.studio.house.institution
    team.started().changed().proposed()
    refused = team.client("lawyer").post(f"{HERE}konsep/terbitkan/", {"kunci": team.concept().lock_version})
    assert "NSK-12" in refused.content.decode()
    page = team.client("head").get(f"{HERE}konsep/").content.decode()
    assert "75 (tujuh puluh lima)" in page
    sent = {"kunci": team.concept().lock_version}
    assert team.client("head").post(f"{HERE}konsep/terbitkan/", sent).status_code == 302
    assert newest_number(house.pk, CODE) == 2
    assert template_at(house.pk, CODE, 2).version == "2"
    assert NEW in str(template_at(house.pk, CODE, 2).paragraph("jangka_perpanjangan"))
    assert OLD in str(template_at(house.pk, CODE, 1).paragraph("jangka_perpanjangan"))
    assert not TextConcept.objects.exists()
    version = TextVersion.objects.get()
    assert version.proposed_by_id != version.published_by_id
    assert AuditEvent.objects.filter(verb="text.published").count() == 1
    assert OutboxEvent.objects.filter(kind="text.published").count() == 1


def test_who_may_do_what(team: Team) -> None:
    assert team.client("staff").post(f"{HERE}mulai/").status_code in (302, 403)
    assert not TextConcept.objects.exists()
    team.started().changed()
    assert team.client("staff").get(f"{HERE}konsep/").status_code == 200
    assert team.send("staff", "kode: lain") == 422
    assert team.client("stranger").get(f"{HERE}konsep/").status_code == 404
    with pytest.raises(NotAllowed, match="legal team"):
        concepts.save(concept_id=team.concept().pk, officer=team.studio.staff, text="x", lock_version=1)
    with pytest.raises(NotAllowed, match="legal team"):
        concepts.publish(concept_id=team.concept().pk, officer=team.studio.staff, lock_version=1)


def test_faults_are_told_with_their_lines_and_keep_it_from_being_proposed(team: Team) -> None:
    team.started()
    text = team.concept().text.replace("{mulai}", "{mulaii}", 1)
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "{mulaii}" in words)
    page = team.client("lawyer").post(f"{HERE}konsep/periksa/", {"teks": text, "kunci": "1"}).content.decode()
    assert "{mulaii}" in page
    assert any(f'href="#baris-{near}"' in page for near in range(line - 3, line + 1))
    assert team.send("lawyer", text) == 302
    sent = {"note": "Coba", "lock_version": team.concept().lock_version}
    assert team.client("lawyer").post(f"{HERE}konsep/usul/", sent).status_code == 422
    assert team.concept().submitted_by_id is None


BROKEN = ("", "- a\n- b", "kode: [", "kode: pks-umum\npasal: 3", "pasal:\n  - id: a\n    ayat: x", "\t")


@pytest.mark.parametrize("text", BROKEN)
def test_broken_text_is_told_and_breaks_nothing(team: Team, text: str) -> None:
    team.started()
    answer = team.client("lawyer").post(f"{HERE}konsep/periksa/", {"teks": text, "kunci": "1"})
    assert answer.status_code == 200
    assert 'data-line="' in answer.content.decode()


def test_two_writers_never_overwrite_in_silence(team: Team) -> None:
    team.started()
    first = team.concept().text
    assert team.send("lawyer", first.replace(OLD, NEW, 1), lock=1) == 302
    assert team.send("admin", first.replace("Umum", "Umum Baru", 1), lock=1) == 409
    assert NEW in team.concept().text


def test_sent_back_with_a_reason_and_discarded(team: Team) -> None:
    team.started().changed().proposed()
    assert team.client("head").post(f"{HERE}konsep/kembalikan/", {"alasan": " "}).status_code == 422
    sent = {"alasan": "Terlalu lama bagi mitra."}
    assert team.client("head").post(f"{HERE}konsep/kembalikan/", sent).status_code == 302
    assert "Terlalu lama bagi mitra." in team.client("lawyer").get(f"{HERE}konsep/").content.decode()
    assert "Terlalu lama" not in AuditEvent.objects.get(verb="text.sent_back").body
    assert team.client("lawyer").post(f"{HERE}konsep/buang/").status_code == 302
    assert not TextConcept.objects.exists()


def test_versions_are_compared_clause_by_clause(team: Team) -> None:
    team.started().changed()
    page = team.client("staff").get(f"{HERE}bandingkan/").content.decode()
    assert "<ins>75 (tujuh puluh lima)" in page
    assert page.count('class="s-clause"') == 1


def test_an_article_is_edited_as_a_form(team: Team) -> None:
    team.started()
    place = f"{HERE}konsep/pasal/jangka/"
    page = team.client("lawyer").get(place).content.decode()
    assert 'name="ayat-2-teks"' in page
    sent = {"kunci": team.concept().lock_version, "judul": "MASA BERLAKU", "baru-teks": "Ketentuan baru.",
            "baru-alasan": "Dicoba."}  # fmt: skip
    fields = dict(_entered(page), **sent)
    assert team.client("lawyer").post(place, fields).status_code == 302
    template = concepts.judged(team.concept()).template
    assert template is not None
    article = next(each for each in template.articles if each.id == "jangka")
    assert article.title == "MASA BERLAKU"
    assert article.paragraphs[-1].text == "Ketentuan baru."
    assert article.paragraphs[-1].reason == "Dicoba."
    assert team.client("staff").get(place).status_code == 403


def test_wordings_and_conditions_are_written_in_the_form(team: Team) -> None:
    team.started()
    place, lawyer = f"{HERE}konsep/pasal/hasil/", team.client("lawyer")
    page = lawyer.get(place).content.decode()
    assert "Rumusan lain 1: Cadangan" in page
    assert "Rumusan lain 2: Terlarang" in page
    assert "mitra swasta atau perseorangan" in page
    new = "ayat-2-varian-baru-"
    sent = {
        **_entered(page), "kunci": team.concept().lock_version, "ayat-1-varian-0-sifat": "terlarang",
        "ayat-1-varian-1-teks": "", f"{new}teks": "Publikasi bebas bagi {mitraa}.",
        "ayat-2-jika-0": "tidak mitra_swasta",
    }  # fmt: skip
    answer = lawyer.post(place, sent)
    again = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{new}alasan"' in again
    assert f'href="#id_{new}sifat"' in again
    assert "{mitraa} tidak dikenal" in again
    assert _entered(again) == _entered(again) | {name: str(text) for name, text in sent.items() if name != "kunci"}
    mended = {f"{new}sifat": "cadangan", f"{new}alasan": "Diminta.", f"{new}teks": "Publikasi bebas bagi {mitra}."}
    assert lawyer.post(place, {**sent, **mended}).status_code == 302
    template = concepts.judged(team.concept()).template
    assert template is not None
    shared, published = next(each for each in template.articles if each.id == "hasil").paragraphs[1:3]
    assert [(each.id, each.standing) for each in shared.variants] == [("lembaga", "terlarang")]
    assert published.when == ("tidak mitra_swasta",)
    assert [(each.standing, each.reason) for each in published.variants] == [("cadangan", "Diminta.")]


def test_remarks_outside_of_the_article_stay(team: Team) -> None:
    team.started()
    assert team.send("lawyer", "# Catatan tim\n" + team.concept().text) == 302
    place, lawyer = f"{HERE}konsep/pasal/hasil/", team.client("lawyer")
    fields = {**_entered(lawyer.get(place).content.decode()), "judul": "HASIL"}
    assert lawyer.post(place, {**fields, "kunci": team.concept().lock_version}).status_code == 302
    assert team.concept().text.startswith("# Catatan tim\n")


def test_conditions_are_read_in_words(team: Team) -> None:
    team.started()
    sent = team.concept().text.replace("        jika: tidak berbiaya", "        jika: [tidak berbiaya, pnbp]", 1)
    assert team.send("lawyer", sent) == 302
    page = html.unescape(team.client("lawyer").get(f"{HERE}bandingkan/").content.decode())
    assert "hanya apabila layanan tidak dikenai biaya" in re.sub(r"<[^>]+>", "", page)
    assert "berbiaya dan pnbp" not in page
    assert (
        "Hanya apabila: kerja samanya daerah dengan pihak ketiga (KSDPK)"
        in team.client("lawyer").get(f"{HERE}versi/1/").content.decode()
    )


def test_the_comparison_names_an_article_as_the_example_does(team: Team) -> None:
    """A conditional article that the example lacks is not counted."""
    team.started()
    text = team.concept().text
    begin = text.index("\n  - id: hasil\n") + 1
    one = "  - id: bersyarat\n    judul: BERSYARAT\n    jika: magang\n    ayat:\n      - id: a\n        teks: Isi.\n"
    assert team.send("lawyer", (text[:begin] + one + text[begin:]).replace(OLD, NEW, 1)) == 302
    client = team.client("lawyer")
    example = re.sub(r"<[^>]+>", " ", client.get(f"{HERE}konsep/").content.decode())
    places = re.findall(r'<h3 lang="id">(.*?)</h3>', client.get(f"{HERE}bandingkan/").content.decode())
    found = re.search(r"Pasal (\d+)\s+(JANGKA WAKTU[^\n<]*?)\s{2,}", example)
    assert found is not None
    assert f"Pasal {found[1]} {found[2].capitalize()}" in " ".join(places)
    assert "Pasal Bersyarat (bersyarat)" in places


def _entered(page: str) -> dict[str, str]:
    """What the form shows: name -> text, or what is chosen."""
    found = re.findall(r'<textarea name="([^"]+)"[^>]*>\s?(.*?)</textarea>', page, re.DOTALL)
    chosen = re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    picked = {name: re.search(r'value="([^"]*)" selected', options) for name, options in chosen}
    return {
        **{name: html.unescape(text).strip() for name, text in found},
        **{name: one[1] if one else "" for name, one in picked.items()},
    }
