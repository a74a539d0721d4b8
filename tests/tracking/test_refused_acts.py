"""A file of the partner goes with its act: of a refused act no file is kept, not even as a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from simpul.casework import partner_acts
from simpul.core.documents.models import StoredFile
from simpul.pages.portal.receiving import keep_upload
from tests.tracking.conftest import prove
from tests.tracking.driving import Drive
from tests.tracking.test_acts import a_pdf, upload

Begin = Callable[..., Drive]
Enter = Callable[..., Client]
Code = Callable[[], str]


def test_a_counter_draft_that_comes_second_leaves_no_file(
    drive: Begin, enter: Enter, mailed_code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = drive().to_offered()
    client, path, files = enter(case), "/lacak/draf/1/tanggapan/", StoredFile.objects.count()
    prove(client, path, mailed_code)

    def slow(*given: Any) -> StoredFile:
        case.agree()
        return keep_upload(*given)

    monkeypatch.setattr("simpul.pages.portal.answers.keep_upload", slow)
    sent = {"usul": "Pasal 6: 30 hari", "berkas": upload(a_pdf(), "tanggapan.pdf")}
    assert client.post(path, sent).status_code == 409
    assert StoredFile.objects.count() == files


def test_a_paper_beyond_the_most_leaves_no_file(
    drive: Begin, enter: Enter, mailed_code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = drive().to_study().accept()
    client, files = enter(case), StoredFile.objects.count()
    prove(client, "/lacak/dokumen/", mailed_code)
    monkeypatch.setattr(partner_acts, "MOST_PAPERS", 1)
    refused = client.post("/lacak/dokumen/?jenis=bukti_wewenang", {"berkas": upload(a_pdf())})
    assert "PGJ-18" in refused.content.decode()
    assert StoredFile.objects.count() == files


def test_an_answer_to_a_question_that_was_answered_meanwhile_leaves_no_file(
    drive: Begin, enter: Enter, mailed_code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = drive().to_study().ask("Mohon kirim daftar pemeriksaan.")
    client, files = enter(case), StoredFile.objects.count()
    prove(client, "/lacak/jawab/", mailed_code)

    def slow(*given: Any) -> StoredFile:
        key = case.case.tasks.get(state="open").key
        partner_acts.answer_question(request=case.request, key=key, text="Dijawab di jendela lain")
        return keep_upload(*given)

    monkeypatch.setattr("simpul.pages.portal.answers.keep_upload", slow)
    sent = {"jawaban": "PCR Dengue", "berkas": upload(a_pdf(), "daftar.pdf")}
    assert client.post("/lacak/jawab/", sent).status_code == 409
    assert StoredFile.objects.count() == files
