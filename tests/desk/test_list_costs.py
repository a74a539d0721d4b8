"""Every page that lists something asks the database as often for twenty rows as for two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simpul.core.directory import calendars
from simpul.core.directory.models import Assignment, Lane, Leave, Unit, User
from simpul.core.documents.actions import store
from simpul.core.documents.positions import positions_text
from simpul.core.documents.texts import template_data
from simpul.core.messages.models import Channel, Delivery, OutboxEvent
from simpul.core.procedures.actions import publish_version
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.features.agreements.access import mint_link
from simpul.features.agreements.models import (
    Agreement,
    ArchiveHold,
    ArchiveRecord,
    Draft,
    Judgement,
    LifeAct,
    NumberSeries,
    Paper,
    Remark,
    Request,
    Talk,
    TextVersion,
)
from simpul.features.agreements.text_kinds import POSITIONS
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from simpul.rules.agreement_text.template_writing import written_text
from tests.casework.conftest import SOPS, House
from tests.desk.conftest import browser
from tests.desk.figure_rows import entry, running
from tests.public.conftest import file_case, files, house, publish
from tests.studio.conftest import enthrone, seen

__all__ = ["file_case", "files", "house", "publish"]
FEW, MANY = 2, 20
HEAD = "kepala_bblbk"


@dataclass
class Crowd:
    """A house in which each list can be made longer by one row."""

    house: House
    file_case: Callable[..., Case]
    publish: Callable[..., Agreement]
    number: int = 0

    def letter(self) -> None:
        self.file_case(partner_name=f"RSUD Rekaan {self.number}")

    def agreement(self) -> None:
        """One with an act, below another; archived."""
        above = Agreement.objects.order_by("pk").last()
        made = self.publish(f"RSUD Rekaan {self.number}", above=above)
        LifeAct.objects.create(
            agreement=made, kind="perpanjangan", on=date(2028, 6, 1), ends_on=date(2030, 1, 1), other=above,
            reason="sepakat", recorded_at=clock.now(),
        )  # fmt: skip
        assert made.signed_file is not None
        ArchiveRecord.objects.create(
            agreement=made, file=made.signed_file, classification="HK.03.01", archived_at=clock.now()
        )

    def kept(self) -> None:
        """An archived agreement whose time is over, held, and one that is arsip terjaga."""
        for guarded in ("", "Perjanjian internasional"):
            self.agreement()
            record = ArchiveRecord.objects.latest("pk")
            ArchiveRecord.objects.filter(pk=record.pk).update(guarded=guarded)
            Agreement.objects.filter(pk=record.agreement_id).update(destroy_after=date(2020, 1, 1))
            ArchiveHold.objects.create(record=record, reason="gugatan", set_at=clock.now())

    def person(self) -> None:
        """Somebody with a lane, away today, for whom a colleague stands in."""
        institution = self.house.institution
        user = User.objects.create(
            email=f"orang{self.number}@balai.example", full_name=f"Orang {self.number}", institution=institution
        )
        unit = Unit.objects.create(institution=institution, code=f"unit-{self.number}", name=f"Unit {self.number}")
        lane = Lane.objects.filter(institution=institution)[self.number % 3]
        Assignment.objects.create(user=user, lane=lane, unit=unit, starts_on=date(2026, 1, 1))
        deputy = User.objects.get(pk=self.house.officer("tata_usaha").user_id)
        today = clock.now().date()
        Leave.objects.create(
            user=user, deputy=deputy, starts_on=today, ends_on=today + timedelta(days=3),
            recorded_at=clock.now(),
        )  # fmt: skip

    def message(self) -> None:
        """A mail that failed, one that went out, and one to be sent by hand."""
        case = running(self.house, slug=f"bcdfg{self.number:05}".replace("0", "h").replace("1", "j"))
        event = OutboxEvent.objects.create(
            institution_id=self.house.institution.pk,
            case_id=case.pk,
            key=f"k{self.number}",
            kind="x",
            created_at=clock.now(),
        )
        for state, channel, address in (
            ("failed", Channel.EMAIL, "a@rsud.example"),
            ("sent", Channel.EMAIL, "a@rsud.example"),
            ("by_hand", Channel.WHATSAPP, "081000000111"),
        ):
            Delivery.objects.create(
                institution_id=self.house.institution.pk, event=event, case_id=case.pk, key=f"{self.number}{state}",
                channel=channel, address=address, subject="s", body="b", state=state, recipient="Umpama",
                created_at=clock.now(),
            )  # fmt: skip

    def series(self) -> None:
        NumberSeries.objects.create(
            institution=self.house.institution, code=f"deret-{self.number}", name=f"Deret {self.number}",
            pattern="{seq}/PKS/{tahun}",
        )  # fmt: skip

    def procedure(self) -> None:
        """A procedure of its own that the desk begins, published, with a case on it."""
        code = f"prosedur-{self.number}"
        self._publish(code, ("kode: bblbk", f"kode: {code}"), ("    pelaksana: mitra", "    pelaksana: tata_usaha"))

    def version(self) -> None:
        self._publish("bblbk", ('versi: "1"', f'versi: "{self.number + 1}"'))

    def _publish(self, code: str, *changes: tuple[str, str]) -> None:
        text = (SOPS / "bblbk" / "1.yaml").read_text()
        for old, new in changes:
            text = text.replace(old, new, 1)
        publish_version(institution=self.house.institution, text=text, effective_on=date(2026, 1, 1), by=SYSTEM)
        versions = ProcedureVersion.objects.filter(procedure__institution=self.house.institution, procedure__code=code)
        entry(running(self.house, versions.latest("pk")), "terima")

    @property
    def case(self) -> Case:
        return Case.objects.order_by("pk").first() or self.file_case()

    def deed(self) -> None:
        """In one case: a paper, a version of the text, a note, and a step that came again."""
        asked = Request.objects.get(case=self.case)
        by = User.objects.get(pk=self.house.officer("tata_usaha").user_id)
        file = store(
            institution_id=self.house.institution.pk, data=f"%PDF-1.7 surat {self.number}".encode(), name="a.pdf",
            kind="lain", media_type="application/pdf", by=SYSTEM,
        )  # fmt: skip
        Paper.objects.create(
            request=asked, requirement="surat_permohonan", file=file, channel="email", added_by=by, added_at=clock.now()
        )
        Draft.objects.create(
            request=asked, number=self.number, pdf=file, created_at=clock.now(), created_by=by,
            side="lembaga" if self.number % 2 else "mitra",
        )  # fmt: skip
        Talk.objects.create(request=asked, text="Catatan", file=file, by=by, at=clock.now())
        entry(self.case, "terima", round=self.number + 1, started_at=clock.now(), holder=by, completed_by=by)

    def text_version(self) -> None:
        """A version of a template, and one of the positions."""
        by, another = (self.house.officer(lane).user_id for lane in ("tata_usaha", HEAD))
        for code, text in (("mou", written_text(template_data("mou"))), (POSITIONS, positions_text())):
            TextVersion.objects.create(
                institution=self.house.institution, code=code, number=self.number + 1, text=text,
                sha256=f"{code}{self.number}", proposed_by_id=by, published_by_id=another, published_at=clock.now(),
            )  # fmt: skip

    def remark(self) -> None:
        """A finding, answered, on the first version of a case."""
        asked = Request.objects.get(case=self.case)
        draft, _ = Draft.objects.get_or_create(request=asked, number=1, side="lembaga", created_at=asked.created_at)
        Judgement.objects.get_or_create(draft=draft, judged_at=asked.created_at, positions="1")
        Remark.objects.create(
            draft=draft, order=self.number, code="KLA-01", level="wajib", topic="kahar", reason="Alasan",
            places=["Pasal 1"], refs=["a"], mark=str(self.number), answer="diterima", answered_at=clock.now(),
            answered_by_id=self.house.officer("tata_usaha").user_id,
        )  # fmt: skip


LISTS = {
    "/meja/": Crowd.letter,
    "/meja/perkara/": Crowd.letter,
    "/meja/surat/": Crowd.letter,
    "/meja/perjanjian/": Crowd.agreement,
    "/meja/arsip/": Crowd.agreement,
    "/meja/nomor/": Crowd.series,
    "/meja/nomor/pks/": Crowd.agreement,
    "/meja/orang/": Crowd.person,
    "/meja/orang/pengganti/": Crowd.person,
    "/meja/cuti/": Crowd.person,
    "/meja/lembaga/": Crowd.person,
    "/meja/pesan/": Crowd.message,
    "/meja/sop/": Crowd.procedure,
    "/meja/kesesuaian/": Crowd.procedure,
    "/meja/mulai/": Crowd.procedure,
    "/register/": Crowd.agreement,
    "/sop/": Crowd.procedure,
    "/meja/sop/bblbk/": Crowd.version,
    "/meja/kesesuaian/bblbk/": Crowd.version,
    "/meja/perjanjian/{agreement}/": Crowd.agreement,
    "/meja/naskah/": Crowd.text_version,
    "/meja/naskah/mou/": Crowd.text_version,
    "/meja/naskah/mou/bandingkan/?dari=1&ke=2": Crowd.text_version,
    "/meja/naskah/posisi/": Crowd.text_version,
    "/meja/naskah/posisi/bandingkan/?dari=1&ke=2": Crowd.text_version,
    "/perkara/{case}/telaah-hukum/temuan/1/": Crowd.remark,
    "/perkara/{case}/telaah-hukum/": Crowd.remark,
    "/perkara/{case}/bandingkan/": Crowd.deed,
    "/perkara/{case}/perundingan/": Crowd.deed,
    "/perkara/{case}/": Crowd.deed,
    "/perkara/{case}/dokumen/": Crowd.deed,
    "/perkara/{case}/draf/": Crowd.deed,
    "/perkara/{case}/diskusi/": Crowd.deed,
    "/perkara/{case}/jejak/": Crowd.deed,
    "/perkara/{case}/perjalanan/": Crowd.deed,
}


@pytest.fixture
def crowd(house: House, file_case: Callable[..., Case], publish: Callable[..., Agreement]) -> Crowd:
    return Crowd(house, file_case, publish)


@pytest.fixture
def everybody(house: House, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Who may open every list: the head, who administers too, and keeps letters, numbers and the archive."""
    monkeypatch.setattr(calendars, "FRESH_SECONDS", 3600.0)
    head = User.objects.get(pk=enthrone(house, HEAD).user_id)
    unit = Unit.objects.create(institution=house.institution, code="pusat", name="Balai")
    for code in ("tata_usaha", "tim_arsiparis", "tim_analis_hukum"):
        lane = Lane.objects.get(institution=house.institution, code=code)
        Assignment.objects.create(user=head, lane=lane, unit=unit, starts_on=date(2026, 1, 1))
    User.objects.filter(pk=head.pk).update(is_admin=True)
    return browser(seen(User.objects.get(pk=head.pk)))


def asked(client: Client, address: str) -> list[str]:
    """The statements of the second look: the first fills what the process remembers."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured.captured_queries]


def compared(crowd: Crowd, row: Callable[[Crowd], None], look: Callable[[], list[str]]) -> None:
    found = []
    for rows in (FEW, MANY):
        while crowd.number < rows:
            crowd.number += 1
            row(crowd)
        found.append(look())
    few, many = ([sql.split(" WHERE ")[0] for sql in each] for each in found)
    assert len(many) <= len(few), Counter(many) - Counter(few)


@pytest.mark.parametrize(("address", "row"), LISTS.items(), ids=LISTS)
def test_twenty_rows_cost_what_two_cost(
    crowd: Crowd, everybody: Client, address: str, row: Callable[[Crowd], None]
) -> None:
    def look() -> list[str]:
        agreement = Agreement.objects.order_by("pk").first()
        slug = agreement.slug if agreement is not None else ""
        return asked(everybody, address.format(case=crowd.case.slug, agreement=slug))

    compared(crowd, row, look)


def test_the_lists_of_the_archive_too(crowd: Crowd, everybody: Client) -> None:
    lists = [f"/meja/arsip/{name}" for name in ("musnah/", "terjaga/", "metadata.csv")]
    compared(crowd, Crowd.kept, lambda: [sql for address in lists for sql in asked(everybody, address)])


def test_the_partners_page_too(crowd: Crowd, everybody: Client) -> None:
    case, partner = crowd.file_case(), Client()
    link = "/lacak/" + mint_link(Request.objects.get(case=case).pk).partition("/lacak/")[2]
    assert partner.get(link).status_code == 302
    compared(crowd, Crowd.deed, lambda: asked(partner, "/lacak/"))
