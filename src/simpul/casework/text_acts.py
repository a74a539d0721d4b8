"""Acts on the text of a case until it is agreed: values, wording, drafts, findings, offers and the partner's answers.

Each is one act under the case's lock, allowed to the officers of the lane whose task is open, and one audit event.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Protocol, TypeVar

from simpul.casework.cases import act_on_case
from simpul.core.directory.officers import Officer
from simpul.core.procedures.acting import Acting
from simpul.core.procedures.locked import OpenTask
from simpul.core.procedures.reach import Placed, may_do
from simpul.features.agreements import analysis, choosing, drafting, judgement, negotiation, own_wording
from simpul.features.agreements.models import Request
from simpul.features.agreements.signing_plan import check_mode
from simpul.features.agreements.workbenches.sheets import request_of
from simpul.rules.agreement_text.columns import words_in_second
from simpul.rules.procedure.model import Procedure
from simpul.rules.refusals import N_, Conflict, NotAllowed, Refusal

DRAFTING = "penyusunan"
LEGAL = "telaah_hukum"
TALKS = "perundingan"
# From these steps on the text is fixed: what was agreed is what is signed.
NUMBERING = "penomoran"
AT_ONCE = frozenset({DRAFTING, LEGAL, TALKS})
FIXED = frozenset({NUMBERING, "ruang_tanda_tangan", "pengarsipan"})


class Standing(Placed, Protocol):
    """An open task, as locked for an act or as read for a page."""

    @property
    def key(self) -> str: ...
    @property
    def step(self) -> str: ...


T = TypeVar("T", bound=Standing)
Change = Callable[[Acting, Request, OpenTask], None]


def make_draft(*, case_id: int, officer: Officer, summary: str = "") -> None:
    """Make the next version of ours. Raises Conflict TGS-70, NotAllowed TGS-04, Refusal TGS-74 (nothing changed)."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        newest = negotiation.our_latest(request)
        same = newest is not None and drafting.is_current(newest, drafting.assembled(request).text)
        if newest is not None and same and newest.task_id == task.id:
            raise Refusal(
                "TGS-74", N_("Draft %(number)s already says this. Change a value or a clause first."),
                number=newest.number,
            )  # fmt: skip
        draft = drafting.make_draft(acting, request, task.id, summary.strip())
        judgement.judge_draft(draft, at=acting.at, user_id=acting.user_id)
        findings = judgement.counts(draft)
        acting.told = {"draft": draft.number, "changed": len(draft.changed_articles), "findings": findings}

    act_on_text(case_id, officer, "draft.made", {DRAFTING}, change)


def change_values(*, case_id: int, officer: Officer, change: Callable[[Request], Collection[str]]) -> None:
    """Change what the agreement is made from. ``change`` writes and answers the names of what it changed.

    Allowed in every step of an officer until the text is fixed; raises Refusal TGS-66 from then on, and TTD-23 when the
    agreement is to be signed by code and a partner has no e-mail.
    """

    def changed(acting: Acting, request: Request, task: OpenTask) -> None:
        names = change(request)
        if request.signing_mode:
            check_mode(request, request.signing_mode)
        judgement.judge_anew(request, at=acting.at, user_id=acting.user_id)
        acting.told = {"values": sorted(names)}

    act_on_text(case_id, officer, "values.changed", None, changed)


def change_contacts(*, case_id: int, officer: Officer, change: Callable[[Request], Collection[str]]) -> None:
    """Whom to write to, while number and mode are being fixed: a signer by code needs an e-mail address."""

    def changed(acting: Acting, request: Request, task: OpenTask) -> None:
        acting.told = {"values": sorted(change(request))}

    act_on_text(case_id, officer, "contacts.changed", {NUMBERING}, changed)


def word_article(
    *, case_id: int, officer: Officer, article_id: str, words: Mapping[str, str], more: list[str], opened: str = ""
) -> None:
    """Word the clauses of one article differently from the template, or go back to it with empty words.

    ``opened``: the marks of what stood there when the officer began; what was left alone since stays as colleagues
    have worded it meanwhile. Raises WordingConflict NSK-23 where both have changed the same words.
    """

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        text = drafting.wordable(request)
        article = next((each for each in text.articles if each.id == article_id), None)
        if article is None:
            raise Refusal("TGS-75", N_("This article is not in the text. Open the draft again."))
        second = words_in_second(text) if text.translation is not None else None
        entries = own_wording.entries_of(request, article, second, len(more))
        mine = own_wording.rebased(entries, {**words, own_wording.MORE: "\n".join(more)}, opened)
        own_wording.word_article(request, article, mine, more if own_wording.MORE in mine else None, second)
        acting.told = {"article": article_id}

    act_on_text(case_id, officer, "wording.changed", {DRAFTING}, change)


def choose_kind(*, case_id: int, officer: Officer, choice: choosing.Choice, reason: str) -> None:
    """Decide what kind of document the case makes and from which template, with the reason. Raises NSK-01, NSK-02."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        choosing.choose(acting, request, choice, reason)
        judgement.judge_anew(request, at=acting.at, user_id=acting.user_id)

    act_on_text(case_id, officer, "kind.chosen", None, change)


def choose_variant(*, case_id: int, officer: Officer, clause: str, variant: str, reason: str, opened: str = "") -> None:
    """Take a fallback of a clause with its reason, or go back to the preferred words. Raises NSK-01, 04 or 24."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        choosing.choose_variant(acting, request, clause, variant, reason, opened)

    act_on_text(case_id, officer, "variant.chosen", {DRAFTING}, change)


def take_newer_version(*, case_id: int, officer: Officer) -> None:
    """Go on with the newest published version of the template. Raises NSK-03."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        choosing.take_newer_version(acting, request)

    act_on_text(case_id, officer, "template.moved", {DRAFTING}, change)


def record_findings(*, case_id: int, officer: Officer, verdicts: Mapping[str, analysis.Verdict]) -> None:
    """Keep the analyst's verdicts on the newest draft of ours. Raises Refusal TGS-50, TGS-68 or TGS-71."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        draft = negotiation.our_latest(request)
        if draft is None:
            raise Refusal("TGS-50", N_("There is no draft yet that could be offered. Make one first."))
        analysis.record_findings(acting, draft, verdicts)

    act_on_text(case_id, officer, "findings.recorded", {LEGAL}, change)


def record_offer(*, case_id: int, officer: Officer, channel: str, reply_by: date | None, text: str) -> None:
    """The newest draft was sent to the partner by hand; the clock stands until the answer."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        negotiation.record_offer(acting, request, channel=channel, reply_by=reply_by, text=text)

    act_on_text(case_id, officer, "draft.offered", {TALKS}, change)


def record_answer(*, case_id: int, officer: Officer, draft_number: int, answer: negotiation.Answer) -> None:
    """What the partner answered by WhatsApp, e-mail or in a meeting; the clock runs again from when it came."""

    def change(acting: Acting, request: Request, task: OpenTask) -> None:
        acting.happened_at = _not_before(task, acting.at, answer.answered_at)
        negotiation.record_answer(acting, request, draft_number, answer)

    act_on_text(case_id, officer, "answer.recorded", {TALKS}, change)


def _not_before(task: OpenTask, now: datetime, came: datetime) -> datetime:
    """When the clock runs again: when the answer came, but not before the clock stood, nor after now."""
    if came > now:
        raise Refusal("TGS-07", N_("The time at which it happened lies in the future. Correct it."))
    return max(came, task.paused_since or task.opened_at)


def task_for(officer: Officer, tasks: Collection[T], procedure: Procedure, forms: Collection[str] | None) -> T | None:
    """The open task in which the officer may act on the text: one of these forms, else any before the text is fixed."""
    return next((task for task in standing_in(tasks, procedure, forms) if may_do(officer, task)), None)


def standing_in(tasks: Collection[T], procedure: Procedure, forms: Collection[str] | None) -> list[T]:
    """The open tasks whose step has one of these forms; without forms every officer's task until the text is fixed.

    A step that hands over the text as an output of its own form drafts, judges and talks at once; in a procedure with
    such steps nothing of the text changes outside them.
    """
    steps = {task.key: procedure.by_id[task.step] for task in tasks}
    if any(step.makes_text for step in procedure.steps):
        return [task for task in tasks if steps[task.key].makes_text and (forms is None or AT_ONCE & set(forms))]
    if forms is None:
        fixed = FIXED & {step.form for step in steps.values()}
        return [] if fixed else [task for task in tasks if task.lane_id is not None]
    return [task for task in tasks if steps[task.key].form in forms]


def act_on_text(case_id: int, officer: Officer, verb: str, forms: Collection[str] | None, change: Change) -> None:
    """``change`` under the case's lock, for an open task of one of ``forms``. Raises TGS-04, TGS-66, TGS-70."""

    def allowed(acting: Acting) -> None:
        task = standing_task(acting, officer, forms)
        change(acting, request_of(acting), task)

    act_on_case(case_id=case_id, verb=verb, by=officer.actor(), change=allowed)


def standing_task(acting: Acting, officer: Officer, forms: Collection[str] | None) -> OpenTask:
    """The open task that allows the officer to act, who then acts in its lane. Raises TGS-04, TGS-66, TGS-70."""
    tasks = list(acting.case.tasks.values())
    if forms is None and not standing_in(tasks, acting.procedure, None):
        raise Refusal("TGS-66", N_("The text is agreed and fixed. Its values can no longer be changed."))
    task = task_for(officer, tasks, acting.procedure, forms)
    if task is None and standing_in(tasks, acting.procedure, forms):
        raise NotAllowed(
            "TGS-04", N_("This task belongs to another team. You can read the case but not act in this step.")
        )
    if task is None:
        raise Conflict("TGS-70", N_("The case no longer stands in this step. Open it to see where it stands."))
    acting.by, acting.user_id = officer.actor(task.lane_id), officer.user_id
    acting.payload = {"task": task.key, "task_id": task.id}
    return task
