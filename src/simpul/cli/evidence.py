"""``simpul evidence``: the inspection file (berkas pemeriksaan) of a case, or of all cases of a period, as one ZIP."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from django.db.models import Q, QuerySet

from simpul.casework.evidence.archive_file import check_free
from simpul.casework.evidence.inspection_file import Packed, pack, with_subcases
from simpul.casework.inspecting import about_past, past_running, running
from simpul.casework.invariants.every import without_time_limit
from simpul.cli.speech import _, complain, say
from simpul.core.audit.checkpoints import make as make_checkpoint
from simpul.core.directory.models import Institution
from simpul.core.procedures.models import Case
from simpul.features.agreements.finding import bare
from simpul.features.agreements.models import Agreement
from simpul.rules.agreement_text.words import long_date
from simpul.rules.refusals import Refusal

DONE, NO, MISUSE = 0, 1, 2


def run(argv: list[str]) -> int:
    """0 written and whole; 1 no such case, none in the period, or something in it is not whole (each named); 2 wrong
    use, also where FILE is there already."""
    wanted = _parsed(argv)
    try:
        check_free(wanted.out)
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE
    if not wanted.out.parent.is_dir():
        complain(_("The folder %(folder)s does not exist: create it first.", folder=str(wanted.out.parent)))
        return MISUSE
    houses = Institution.objects.filter(code=wanted.institution) if wanted.institution else Institution.objects.all()
    if wanted.institution and not houses.exists():
        complain(_("There is no institution with the code %(code)s.", code=wanted.institution))
        return MISUSE
    without_time_limit()
    _sign_heads()
    return _of_case(wanted, houses) if wanted.case else _of_period(wanted, houses)


def _sign_heads() -> None:
    """What is packed is signed up to its newest line."""
    try:
        make_checkpoint()
    except OSError:
        complain(_("No fresh checkpoint could be written; the file bears those that there are."))


def _parsed(argv: list[str]) -> argparse.Namespace:
    about = _(
        "Writes the inspection file: documents, procedure in force, log with both times, tariffs against articles, "
        "audit extract and a manifest for `sha256sum -c`. It is read without Simpul and without network."
    )
    parser = argparse.ArgumentParser(prog="simpul evidence", description=about)
    parser.add_argument(
        "case",
        nargs="?",
        metavar="CASE",
        help=_(
            "number or address of a case, such as KS-2026-0001, or of an agreement that was taken over from the past"
        ),
    )
    parser.add_argument("--from", dest="since", type=_day, metavar="DATE", help=_("first day of a period (2026-01-31)"))
    parser.add_argument("--to", dest="until", type=_day, metavar="DATE", help=_("last day of the period"))
    parser.add_argument("--institution", metavar="CODE", help=_("needed where there are several"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help=_("never overwritten"))
    wanted = parser.parse_args(argv)
    period = wanted.since is not None and wanted.until is not None
    if bool(wanted.case) == (wanted.since is not None or wanted.until is not None) or not (wanted.case or period):
        parser.error(_("name a CASE, or a period by --from and --to"))
    if period and wanted.since > wanted.until:
        parser.error(_("the period ends before it begins"))
    return wanted


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("write a day as 2026-01-31, not %(text)s", text=text)) from None


def _of_case(wanted: argparse.Namespace, houses: QuerySet[Institution]) -> int:
    named = Q(ticket__iexact=wanted.case) | Q(slug=wanted.case)
    found = list(Case.objects.filter(named, institution__in=houses).select_related("institution")[:2])
    if not found:
        return _of_past(wanted, houses)
    if len(found) > 1:
        complain(_("Several institutions have a case %(case)s: add --institution CODE.", case=wanted.case))
        return MISUSE
    case = found[0]
    packed = pack(
        institution=case.institution, cases=with_subcases(case), about=f"Perkara {case.ticket}.", out=wanted.out
    )
    return _told(packed, wanted.out)


def _of_past(wanted: argparse.Namespace, houses: QuerySet[Institution]) -> int:
    """An agreement that was taken over without a case, by its number or address."""
    named = Q(given_number__bare=bare(wanted.case)) & ~Q(given_number="") | Q(slug=wanted.case)
    rows = Agreement.objects.filter(named, case=None, institution__in=houses).select_related("institution")
    found = list(rows.order_by("pk"))
    if not found:
        complain(_("There is no case %(case)s. Its number stands at the head of its page.", case=wanted.case))
        return NO
    if len({one.institution_id for one in found}) > 1:
        complain(_("Several institutions have a case %(case)s: add --institution CODE.", case=wanted.case))
        return MISUSE
    packed = pack(
        institution=found[0].institution, cases=(), about=about_past(wanted.case), out=wanted.out,
        past=[one.pk for one in found],
    )  # fmt: skip
    return _told(packed, wanted.out)


def _of_period(wanted: argparse.Namespace, houses: QuerySet[Institution]) -> int:
    several = list(houses[:2])
    if len(several) != 1:
        complain(_("Name the institution: --institution CODE."))
        return MISUSE
    cases = running(several[0], wanted.since, wanted.until)
    past = past_running(several[0], wanted.since, wanted.until)
    if not cases.exists() and not past.exists():
        complain(_("No case ran in this period; nothing was written."))
        return NO
    about = f"Perkara yang berjalan pada {long_date(wanted.since)} sampai {long_date(wanted.until)}."
    keys = list(cases.order_by("started_at", "pk").values_list("pk", flat=True))
    old = list(past.order_by("sign_date", "pk").values_list("pk", flat=True))
    return _told(pack(institution=several[0], cases=keys, about=about, out=wanted.out, past=old), wanted.out)


def _told(packed: Packed, out: Path) -> int:
    for ticket, sentence in packed.faults:
        complain(f"{ticket}: {sentence}")
    print(_("%(file)s holds %(count)d cases and %(past)d agreements of the past. SHA-256 of its manifest: %(digest)s",
            file=str(out), count=packed.cases, past=packed.past, digest=packed.manifest))  # fmt: skip
    return NO if packed.faults else DONE
