"""``simpul files verify``: every stored byte against its row, and every byte that no row names.

Damaged content is on record from then on as if the weekly reading had found it, also where the answer is JSON.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from django.conf import settings

from simpul.casework.invariants.broken import Broken
from simpul.casework.invariants.every import without_time_limit
from simpul.casework.invariants.files import broken
from simpul.cli.fault_lines import as_json, lines
from simpul.cli.speech import _
from simpul.core.documents.integrity import look_again, noticed, report_all
from simpul.core.documents.models import StoredFile

NOTICED_BY = "cli"
_FILE = "file:"


def run(argv: list[str]) -> int:
    """0 every byte is as it was stored, 1 faults (each named)."""
    wanted = _parser().parse_args(argv)
    without_time_limit()
    found = list(broken())
    count, numbers = StoredFile.objects.count(), _on_record(found)
    if wanted.json:
        print(as_json(found, found=len(found), files=count, incidents=numbers))
    else:
        told = [_("On record as %(numbers)s, see /meja/keutuhan/.", numbers=", ".join(numbers))] if numbers else []
        print("\n".join([*lines(found), *told, _summary(len(found), count)]))
    return 1 if found else 0


def _on_record(found: Iterable[Broken]) -> list[str]:
    """Numbers of the incidents of damaged content; those of content that is whole again are closed.

    None where the whole folder is not there: that is one fault of the machine and not one of every file.
    """
    if not settings.FILES.is_dir():
        return []
    slugs = [one.subject.removeprefix(_FILE) for one in found if one.subject.startswith(_FILE)]
    damaged = StoredFile.objects.filter(slug__in=slugs, destroyed=None).order_by("sha256")
    numbers = [one.number for sha256 in damaged.values_list("sha256", flat=True) for one in noticed(sha256, NOTICED_BY)]
    look_again()
    report_all()
    return numbers


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="simpul files", description=_("The stored files."))
    acts = parser.add_subparsers(required=True, metavar="ACT")
    verifying = acts.add_parser("verify", help=_("read every stored byte and compare it with its row"))
    verifying.add_argument("--json", action="store_true", help=_("answer as JSON"))
    return parser


def _summary(found: int, count: int) -> str:
    if found:
        return _(
            "NOT WHOLE: %(found)d faults in %(count)d files. Restore these from a backup.", found=found, count=count
        )
    return _("Whole: %(count)d files, every byte as it was stored.", count=count)
