"""5b, legal analysis: what is judged already and what is open."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.core.directory.officers import Officer
from simpul.core.procedures.models import Case, Task
from simpul.features.agreements import analysis, judgement
from simpul.features.agreements.fitness import Carried, carried
from simpul.features.agreements.models import Request
from simpul.features.agreements.negotiation import our_latest
from simpul.features.agreements.workbenches.legal import TOPICS
from simpul.pages.desk.legal import topics
from simpul.pages.desk.workbenches.telaah import told
from simpul.rules.agreement_text.judging.codes import CODES
from simpul.rules.procedure.model import Step


def context(officer: Officer, case: Case, task: Task, step: Step) -> dict[str, object]:
    """The verdicts on the newest draft, topic by topic."""
    draft = our_latest(Request.objects.get(case=case))
    judged = analysis.findings_of(draft) if draft is not None else {}
    left = len(TOPICS) - len(judged)
    despite = carried(draft) if draft is not None else Carried((), (), ())
    unsettled = judgement.open_remarks(draft) if draft is not None else 0
    why_not = _why_not(left, unsettled, len(despite.barred))
    return {
        "draft": draft, "topics": topics(judged, {}), "left": left, "slug": case.slug,
        "high": ", ".join(_(TOPICS[topic]) for topic in despite.topics), "barred": named(despite.barred),
        "weighed": named(despite.weighed), "wants_reason": despite.speaks_against and not despite.barred,
        "why_not": why_not, "unsettled": unsettled,
        "before": told(case, ("penyusunan", "telaah_hukum", "perundingan"))[:3],
    }  # fmt: skip


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes of findings with what they are called."""
    return [(code, _(CODES[code].name) if code in CODES else "") for code in codes]


def _why_not(topics: int, findings: int, barred: int) -> str:
    """What is left to do before the step can be finished; empty when nothing is."""
    words = []
    if topics:
        words.append(ngettext("%(n)s topic has no risk yet.", "%(n)s topics have no risk yet.", topics) % {"n": topics})
    if findings:
        text = ngettext("%(n)s finding must be settled.", "%(n)s findings must be settled.", findings)
        words.append(text % {"n": findings})
    if barred:
        text = ngettext(
            "%(n)s finding that must be settled is accepted and not mended: with it the draft is not fit.",
            "%(n)s findings that must be settled are accepted and not mended: with them the draft is not fit.", barred,
        )  # fmt: skip
        words.append(text % {"n": barred})
    return " ".join(words)
