"""Inspectors: let in until a day, read what was granted, write nothing, and every look is on record."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from simpul.casework import inspection_jobs
from simpul.casework.inspection_jobs import drop_old, make_waiting, path_of
from simpul.core.audit.models import AuditEvent
from simpul.core.directory.models import Mandate, User
from simpul.core.directory.officers import officer_of, today_in
from simpul.core.documents.models import StoredFile
from simpul.core.procedures.models import Case, InspectedCase, InspectionFile
from simpul.pages.shell.inspection import OWN
from tests.desk.conftest import Desk
from tests.inspectors import let_in

pytestmark = pytest.mark.django_db
HERE = "/meja/inspeksi/"
READ_ONLY = "read-only transaction"


def account(desk: Desk) -> User:
    return User.objects.create_user(
        "periksa@bpk.example", institution=desk.house.institution, full_name="Rekaan Pemeriksa"
    )


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sent(desk: Desk, **more: str) -> dict[str, str]:
    day = today_in(desk.house.institution)
    return {
        "full_name": "Rekaan Pemeriksa", "email": "periksa@bpk.example", "body": "BPK", "letter": "ST-9/2026",
        "starts_on": day.isoformat(), "ends_on": (day + timedelta(days=14)).isoformat(), "scope": "lembaga", **more,
    }  # fmt: skip


def admin_of(desk: Desk) -> Client:
    User.objects.filter(pk=desk.house.officer("tata_usaha").user_id).update(is_admin=True)
    return desk.client("tata_usaha")


def routes(found: list[URLPattern | URLResolver], above: str = "", room: str = "") -> Iterator[tuple[str, str]]:
    """Every address with a value for each of its places, and its name."""
    for one in found:
        path = above + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, path, one.namespace or room)
        else:
            yield path, f"{room}:{one.name}"


def address(path: str, case: Case) -> str:
    parts = []
    for part in path.split("<"):
        kind, end, rest = part.partition(">")
        value = "1" if kind.startswith("int:") else case.slug if kind.startswith("slug:") else "terima%231"
        parts.append(value + rest if end else part)
    return "/" + "".join(parts)


def test_every_post_is_refused(desk: Desk) -> None:
    case, user = desk.file_case(), account(desk)
    let_in(user)
    client, before = signed_in(user), Case.objects.get(pk=case.pk).version
    tried = 0
    for path, name in routes(get_resolver().url_patterns):
        if name in OWN or "healthz" in path:
            continue
        answer = client.post(address(path, case))
        assert answer.status_code == 403, f"{path}: {answer.status_code}"
        assert "PMR-01" in answer.content.decode(), path
        tried += 1
    assert tried > 100
    for method in (client.put, client.patch, client.delete):
        assert method(f"/perkara/{case.slug}/").status_code == 403
    assert Case.objects.get(pk=case.pk).version == before
    assert AuditEvent.objects.filter(verb="inspection.looked").count() > 100


def test_every_page_opens_where_the_database_refuses_to_write(desk: Desk) -> None:
    case, user = desk.file_case(), account(desk)
    let_in(user)
    client = signed_in(user)
    for path, name in routes(get_resolver().url_patterns):
        if name.startswith("desk:"):
            answer = client.get(address(path, case))
            assert answer.status_code < 500, f"{path}: {answer.status_code}"


def test_it_ends_by_itself(desk: Desk) -> None:
    case, user = desk.file_case(), account(desk)
    mandate = let_in(user)
    client = signed_in(user)
    assert client.get(f"/perkara/{case.slug}/").status_code == 200
    Mandate.objects.filter(pk=mandate.pk).update(
        starts_on=today_in(desk.house.institution) - timedelta(days=9),
        ends_on=today_in(desk.house.institution) - timedelta(days=1),
    )
    user.refresh_from_db()
    assert officer_of(user) is None
    for path in (f"/perkara/{case.slug}/", "/meja/", HERE, f"/berkas/{StoredFile.objects.earliest('pk').slug}/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "PMR-03" in answer.content.decode()
    assert client.get("/register/").status_code == 200
    assert client.post("/register/").status_code == 403


def test_only_what_was_granted_is_there(desk: Desk) -> None:
    mine, other = desk.file_case(), desk.file_case(partner_name="RSUD Lain")
    user = account(desk)
    mandate = let_in(user, "perkara")
    InspectedCase.objects.create(mandate=mandate, case=mine)
    client = signed_in(user)
    assert client.get("/meja/").headers["Location"] == HERE
    home = client.get(HERE).content.decode()
    assert mine.ticket in home
    assert other.ticket not in home
    assert 'href="/meja/perjanjian/"' not in home
    for page in ("", "dokumen/", "catatan/", "jejak/"):
        assert client.get(f"/perkara/{mine.slug}/{page}").status_code == 200
        assert client.get(f"/perkara/{other.slug}/{page}").status_code == 404
    for path in ("/meja/perkara/", "/meja/arsip/", "/meja/perjanjian/", "/meja/orang/", "/meja/audit/"):
        assert client.get(path).status_code == 404
    paper = StoredFile.objects.filter(kind="surat_permohonan").order_by("pk")
    assert paper.count() == 2
    codes = {client.get(f"/berkas/{file.slug}/").status_code for file in paper}
    assert codes <= {200, 404}
    looked = [json.loads(event.body)["facts"] for event in AuditEvent.objects.filter(verb="inspection.looked")]
    assert {"view", "path", "status", "mandate"} <= set(looked[0])
    assert (f"/perkara/{other.slug}/", 404) in {(one["path"], one["status"]) for one in looked}


def test_who_lets_in_and_sends_away(desk: Desk) -> None:
    case = desk.file_case()
    clerk = desk.client("tim_analis_hukum")
    assert clerk.get(HERE).status_code == 403
    assert clerk.post(f"{HERE}mandat/", sent(desk)).status_code == 403
    admin = admin_of(desk)
    for wrong, code in (
        ({"ends_on": "2020-01-01"}, "PMR-11"), ({"ends_on": "2029-01-01"}, "PMR-12"), ({"scope": "periode"}, "PMR-13"),
        ({"scope": "perkara", "cases": "KS-2026-9999"}, "PMR-14"), ({"body": " "}, ""),
    ):  # fmt: skip
        answer = admin.post(f"{HERE}mandat/", sent(desk, **wrong))
        assert answer.status_code == 422
        assert code in answer.content.decode()
    assert not Mandate.objects.exists()
    assert admin.post(f"{HERE}mandat/", sent(desk, scope="perkara", cases=case.ticket)).status_code == 302
    mandate = Mandate.objects.get()
    assert [one.case for one in mandate.cases.all()] == [case]
    assert mandate.user.is_inspector
    assert "BPK" in admin.get(HERE).content.decode()
    assert desk.stranger.post(f"{HERE}mandat/{mandate.slug}/cabut/").status_code == 403
    assert admin.post(f"{HERE}mandat/{mandate.slug}/cabut/").status_code == 302
    assert admin.post(f"{HERE}mandat/{mandate.slug}/cabut/").status_code == 409
    assert officer_of(mandate.user) is None


def test_an_officer_never_becomes_an_inspector(desk: Desk) -> None:
    head = User.objects.get(pk=desk.house.officer("kepala_bblbk").user_id)
    answer = admin_of(desk).post(f"{HERE}mandat/", sent(desk, email=head.email))
    assert answer.status_code == 422
    assert "ORG-01" in answer.content.decode()
    head.refresh_from_db()
    assert not head.is_inspector


def trail(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "periksa-jejak.py"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_file_is_made_in_the_background_and_checks_offline(
    desk: Desk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HOME = tmp_path / "home"
    case, user = desk.file_case(), account(desk)
    mandate, other = let_in(user, "perkara"), desk.file_case()
    InspectedCase.objects.create(mandate=mandate, case=case)
    admin, client = admin_of(desk), signed_in(user)
    assert desk.client("tim_analis_hukum").post(f"{HERE}berkas/minta/", {}).status_code == 403
    assert admin.post(f"{HERE}berkas/minta/", {}).status_code == 422
    beyond = admin.post(f"{HERE}berkas/minta/", {"mandate": mandate.slug, "ticket": other.ticket})
    assert beyond.status_code == 422
    assert "PMR-16" in beyond.content.decode(), "an inspector gets no file of a case that was not granted"
    assert admin.post(f"{HERE}berkas/minta/", {"mandate": mandate.slug}).status_code == 302
    assert admin.post(f"{HERE}berkas/minta/", {"ticket": other.ticket}).status_code == 302
    job, theirs = InspectionFile.objects.order_by("pk")
    assert "data-poll" in client.get(HERE).content.decode()
    assert client.get(f"{HERE}berkas/{job.slug}/").status_code == 400
    InspectionFile.objects.filter(pk=job.pk).update(state="dibuat", held_until=job.asked_at - timedelta(hours=1))
    with monkeypatch.context() as patch:
        patch.setattr(inspection_jobs, "pack", _breaks_off)
        assert make_waiting() == 0
    page = admin.get(HERE).content.decode()
    assert page.count("INS-") == 2, "each broke off with a number of its own, and none held up the other"
    assert caplog.text.count("OSError") == 2
    assert "tidak terduga" not in caplog.text, "an error's own words may quote a row"
    InspectionFile.objects.update(state="menunggu", refusal="", tries=0)
    assert make_waiting() == 2
    assert "data-poll" not in client.get(f"{HERE}berkas/").content.decode()
    answer = client.get(f"{HERE}berkas/{job.slug}/")
    assert answer.status_code == 200
    got = tmp_path / "berkas.zip"
    got.write_bytes(answer.getvalue())
    assert client.get(f"{HERE}berkas/{theirs.slug}/").status_code == 404
    assert admin.get(f"{HERE}berkas/{theirs.slug}/").status_code == 200
    assert desk.stranger.get(f"{HERE}berkas/{job.slug}/").status_code in (403, 404)
    there = tmp_path / "kosong"
    with ZipFile(got) as found:
        found.extractall(there)
    done = subprocess.run(["sha256sum", "-c", "--quiet", "MANIFEST.sha256"], cwd=there, check=False)
    assert done.returncode == 0
    told = trail(there)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "tanda tangan sah" in told.stdout
    assert "dijamin titik periksa" in told.stdout
    assert "disamarkan" in (there / "index.html").read_text()
    _forge(there, case)
    path = path_of(job.slug)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert "PMR-06" in client.get(f"{HERE}berkas/{job.slug}/").content.decode()
    InspectionFile.objects.update(ended_at=job.asked_at - timedelta(days=31))
    assert drop_old() == 2
    assert not path.exists()


def _breaks_off(**_given: object) -> None:
    raise OSError("tidak terduga")


def test_a_file_that_kills_its_worker_each_time_is_given_up(
    desk: Desk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HOME = tmp_path / "home"
    admin, case = admin_of(desk), desk.file_case()
    assert admin.post(f"{HERE}berkas/minta/", {"ticket": case.ticket}).status_code == 302
    job = InspectionFile.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(inspection_jobs, "pack", _dies)
        for tries in (1, 2, 3):
            with pytest.raises(_DeadError):
                make_waiting()
            assert make_waiting() == 0, "it is held, and nobody takes it"
            path_of(job.slug).with_name(f".{job.slug}.zip.sisa").write_bytes(b"separuh")
            InspectionFile.objects.update(held_until=job.asked_at - timedelta(hours=1))
            job.refresh_from_db()
            assert (job.state, job.tries) == ("dibuat", tries)
    assert make_waiting() == 0, "given up, also where it might work now: a person asks anew"
    job.refresh_from_db()
    assert (job.state, job.refusal[:4]) == ("gagal", "INS-")
    assert f"incident {job.refusal} at the inspection file {job.slug}" in caplog.text
    assert job.refusal in admin.get(HERE).content.decode()
    assert list(path_of(job.slug).parent.iterdir()) == [], "nothing half made is left"
    assert make_waiting() == 0
    assert admin.post(f"{HERE}berkas/minta/", {"ticket": case.ticket}).status_code == 302
    assert make_waiting() == 1


class _DeadError(BaseException):
    """As far as the row can tell, the process is gone."""


def _dies(**_given: object) -> None:
    raise _DeadError


def _forge(there: Path, case: Case) -> None:
    """Rewritten with all its hashes the chain no longer meets the signed head; a forged head has no signature."""
    log = there / "perkara" / case.ticket / "audit.jsonl"
    true = log.read_text()
    lines = [json.loads(line) for line in true.splitlines()]
    before = "0" * 64
    for line in lines:
        line["body"] = line["body"].replace("case.started", "case.stopped")
        line["prev_hash"] = before
        text = f"{line['chain']}\n{line['seq']}\n{before}\n{line['body']}"
        line["hash"] = before = hashlib.sha256(text.encode()).hexdigest()
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    told = trail(there)
    assert told.returncode == 1
    assert "TIDAK COCOK dengan titik periksa" in told.stdout
    log.write_text(true)
    point = sorted((there / "titik-periksa").glob("*.json"))[-1]

    head = json.loads(point.read_text())
    head["at"] = "2020-01-01T00:00:00+00:00"
    point.write_text(json.dumps(head))
    told = trail(there)
    assert told.returncode == 1
    assert "TIDAK SAH" in told.stdout
