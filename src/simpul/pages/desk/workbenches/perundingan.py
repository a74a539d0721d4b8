"""6, talks: whether the draft is with the partner, what the partner answered, and what that allows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from simpul.core.directory.calendars import calendar_for
from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements.models import PartnerAnswer, Request
from simpul.features.agreements.negotiation import our_latest
from simpul.rules.procedure.model import Step

_CHANNELS = {"portal": "Portal", "whatsapp": "WhatsApp", "email": "Email", "langsung": "Rapat"}


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The newest answer to the newest draft; the step's own fields are proposed from it."""
    draft = our_latest(Request.objects.get(case=case))
    answer = draft.answers.order_by("-answered_at", "-pk").first() if draft is not None else None
    return {
        "draft": draft,
        "answer": answer,
        "slug": case.slug,
        "waiting": bool(case.facts.get("tanggapan_mitra_ditunggu")),
        "why_not": "" if answer is not None and answer.agreed else _("The partner has not agreed to this version yet."),
        "initial": _proposed(case, answer) if answer is not None else {},
    }


def _proposed(case: Case, answer: PartnerAnswer) -> dict[str, object]:
    day = calendar_for(case.institution_id).local(answer.answered_at).date()
    return {
        "saluran_tanggapan": _CHANNELS.get(answer.channel, ""),
        "tanggal_tanggapan": day,
        "ringkasan_perundingan": answer.note,
    }
