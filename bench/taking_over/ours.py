"""What `simpul import agreements --confirm` does, rolled back in the end. Needs Django set up before it is imported."""

from __future__ import annotations

import time
from pathlib import Path

from django.db import transaction

from bench.taking_over import Told
from simpul.casework.past_imports import By, begin, plan_of, sheet_of, take_over
from simpul.core.directory.models import Institution
from simpul.features.agreements.past_plan import TAKE, Answers
from simpul.lib.actor import SYSTEM


def take(sheet: Path, _url: str) -> Told:
    told: Told = {}
    by = By(SYSTEM)
    with transaction.atomic():
        house = Institution.objects.create(
            code="ukur-impor", name="Balai Ukur", short_name="BU", city="J", province="D"
        )
        started = time.perf_counter()
        batch = begin(institution=house, sheet=sheet, name=sheet.name, by=by)
        told["accepted"] = time.perf_counter() - started
        began = time.perf_counter()
        rows_read = sheet_of(batch)
        plan = plan_of(batch, sheet=rows_read)
        told["report"] = time.perf_counter() - began
        said = {each.written: each.suggested for each in plan.asked}
        rows = {line.row.row: TAKE for line in plan.lines}
        above = frozenset(line.row.row for line in plan.lines if line.above is not None)
        began = time.perf_counter()
        taken = take_over(batch, Answers(said, rows, above, True), by, rows_read)
        told["taken_over"] = time.perf_counter() - began
        told["seconds"] = time.perf_counter() - started
        told["agreements"], told["names_asked"] = taken.agreements, len(plan.asked)
        transaction.set_rollback(True)
    return told
