"""9. Each electronically signed agreement validates, and its last signature covers the whole file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from simpul.casework.invariants.broken import Broken
from simpul.core.documents.storage import path_of
from simpul.core.signing.believed import believed
from simpul.core.signing.isolation import verify_isolated
from simpul.core.signing.models import Mode, SigningRound
from simpul.core.signing.returned import DOUBTFUL, fault_codes
from simpul.core.signing.verdict import Outcome
from simpul.features.agreements.models import Agreement
from simpul.rules.refusals import N_

NOT_VALID = N_("agreement %(slug)s: its signed file is judged %(verdict)s")
PART = N_("agreement %(slug)s: a signature does not hold or does not cover the file")
SECOND = N_("agreement %(slug)s: a second program (pdfsig) does not find every signature valid")


def broken() -> Iterator[Broken]:
    """Our own judgement, and that of pdfsig where it is installed; what was signed elsewhere is not judged here."""
    signed = Agreement.objects.filter(signing_mode=Mode.ELECTRONIC, signed_file__isnull=False)
    elsewhere = ~Q(given_number="") & ~Q(case_id__in=SigningRound.objects.values("case_id"))
    for agreement in signed.exclude(elsewhere).select_related("signed_file").iterator():
        assert agreement.signed_file is not None
        path = path_of(agreement.signed_file.sha256)
        if path.exists():
            yield from _judged(agreement.slug, path, taken=believed(agreement.case_id).exists())


def _judged(slug: str, path: Path, *, taken: bool) -> Iterator[Broken]:
    subject, told = f"agreement:{slug}", {"slug": slug}
    verdict = verify_isolated(path, Path(settings.HOME))
    if verdict.verdict is not Outcome.SAH and not (taken and fault_codes(verdict) <= DOUBTFUL):
        yield Broken("signatures", subject, NOT_VALID, {**told, "verdict": verdict.verdict.value})
    elif not verdict.signatures or not all(each.intact and each.covers_file for each in verdict.signatures[-1:]):
        yield Broken("signatures", subject, PART, {**told})
    if not _second_agrees(path, len(verdict.signatures)):
        yield Broken("signatures", subject, SECOND, {**told})


def _second_agrees(path: Path, signatures: int) -> bool:
    program = shutil.which("pdfsig")
    if program is None:
        return True
    done = subprocess.run(
        [program, "-nocert", str(path)], capture_output=True, text=True, check=False, timeout=60, errors="replace"
    )
    return done.stdout.count("Signature is Valid.") == signatures > 0 and "Total document signed" in done.stdout
