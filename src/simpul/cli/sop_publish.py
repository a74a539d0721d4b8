"""``simpul sop publish FILE``: what two persons do in the studio, said by whoever keeps the installation."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from simpul.cli.chosen_institution import institution_of
from simpul.cli.sop import DONE, MISUSE, NO, NOT_READABLE, fault_line
from simpul.cli.speech import _, complain, say
from simpul.core.directory.models import Institution, User
from simpul.core.directory.officers import Officer, officer_of, today_in
from simpul.core.procedures.models import ProcedureVersion
from simpul.core.procedures.publishing import need, publish_by_two, same_text
from simpul.rules.procedure.faults import ProcedureFaults
from simpul.rules.procedure.loader import load
from simpul.rules.refusals import N_, Refusal


def publish(wanted: argparse.Namespace) -> int:
    """0 published, or published before with the same text; 1 it may not be, with every fault; 2 wrong use."""
    try:
        institution, text, day = institution_of(wanted.institution), _text(wanted.file), _day(wanted.effective)
        proposer, publisher = _officer(institution, wanted.by), _officer(institution, wanted.second)
    except Refusal as refusal:
        complain(say(refusal))
        return MISUSE
    try:
        print(_published(institution, text, day or today_in(institution), proposer, publisher))
    except ProcedureFaults as found:
        for fault in found.faults:
            print(fault_line(wanted.file, fault))
        return NO
    except Refusal as refusal:
        complain(say(refusal))
        return NO
    return DONE


def _published(institution: Institution, text: str, day: date, proposer: Officer, publisher: Officer) -> str:
    known = same_text(institution, text)
    if known is not None:
        return _said(N_("%(code)s version %(version)s is published already, in force from %(day)s."), known)
    need(proposer, "propose")
    version = publish_by_two(
        institution=institution, code=load(text, "file").code, text=text, effective_on=day,
        proposed_by_id=proposer.user_id, published_by=publisher,
    )  # fmt: skip
    return _said(N_("%(code)s version %(version)s is published, in force from %(day)s."), version)


def _said(text: str, version: ProcedureVersion) -> str:
    return _(text, code=version.procedure.code, version=version.version, day=str(version.effective_on or "-"))


def _officer(institution: Institution, name: str) -> Officer:
    """By e-mail, by what stands before its @, or by full name."""
    people = User.objects.filter(institution=institution, is_active=True)
    fits = [user for user in people if name.lower() in _names(user)]
    officer = officer_of(fits[0]) if len(fits) == 1 else None
    if officer is None:
        raise Refusal(
            "SOP-48",
            N_("“%(name)s” is not one officer of %(institution)s. Give the e-mail address."),
            name=name,
            institution=institution.short_name,
        )
    return officer


def _names(user: User) -> set[str]:
    return {user.email.lower(), user.email.lower().partition("@")[0], user.full_name.lower()}


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal("SOP-02", NOT_READABLE, file=name) from None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("SOP-49", N_("“%(text)s” is no date; write it as 2026-12-01."), text=text) from None
