"""The house of the casework tests, and a published agreement made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from simpul.core.documents.actions import store
from simpul.core.procedures.models import Case
from simpul.features.agreements.models import Agreement, IssuedNumber, NumberSeries, Request
from simpul.lib import clock
from simpul.lib.actor import SYSTEM
from tests.casework.conftest import House, file_case, files, house

__all__ = ["file_case", "files", "house", "publish"]


@pytest.fixture
def publish(house: House, file_case: Callable[..., Case]) -> Callable[..., Agreement]:
    """A public agreement; ``partner`` names the other party, ``fields`` overrides columns."""

    def made(partner: str = "RSUD Rekaan", *, category: str = "lembaga", **fields: object) -> Agreement:
        case = file_case(partner_name=partner, category=category)
        institution = house.institution
        request = Request.objects.get(case=case)
        series, _ = NumberSeries.objects.get_or_create(
            institution=institution, code="pks", defaults={"name": "PKS", "pattern": "{seq}/PKS/{tahun}"}
        )
        seq = IssuedNumber.objects.filter(series=series).count() + 1
        number = IssuedNumber.objects.create(
            series=series, year=2026, seq=seq, number=f"{seq}/PKS/2026", case_id=request.case_id,
            issued_on=date(2026, 11, 2),
        )  # fmt: skip
        signed = store(
            institution_id=institution.pk, data=f"%PDF-1.7 asli {seq}".encode(), name="asli.pdf",
            kind="naskah_bertanda_tangan", media_type="application/pdf", by=SYSTEM,
        )  # fmt: skip
        copy = store(
            institution_id=institution.pk, data=f"%PDF-1.7 salinan {seq}".encode(), name="salinan.pdf",
            kind="salinan_baca", media_type="application/pdf", by=SYSTEM,
        )  # fmt: skip
        values: dict[str, object] = {
            "institution": institution, "case_id": request.case_id, "request": request, "number": number,
            "kind": "pks-pemeriksaan-lab", "title": f"Perjanjian Kerja Sama dengan {partner}",
            "sign_date": date(2026, 11, 2), "effective_on": date(2026, 11, 2), "ends_on": date(2028, 11, 1),
            "status": "berlaku", "is_public": True, "created_at": clock.now(), "signed_file": signed,
            "reading_copy": copy,
        }  # fmt: skip
        return Agreement.objects.create(**{**values, **fields})

    return made
