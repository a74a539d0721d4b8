"""A draft of either side before the judge: its findings kept as remarks, and the analyst's answers to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from simpul.core.directory.officers import today_in
from simpul.features.agreements.drafting import text_of, written
from simpul.features.agreements.memorandum import memorandum
from simpul.features.agreements.models import Draft, Judgement, Remark, Request
from simpul.features.agreements.models_drafting import Side
from simpul.features.agreements.models_judging import RemarkAnswer
from simpul.features.agreements.partner_texts import read_text
from simpul.features.agreements.text_kinds import POSITIONS
from simpul.features.agreements.text_versions import newest_number, positions_at
from simpul.features.agreements.values import values_of
from simpul.rules.agreement_text.codec import plain
from simpul.rules.agreement_text.judging.finding import LEVELS, Finding
from simpul.rules.agreement_text.judging.judge import judge
from simpul.rules.agreement_text.judging.positions import Positions
from simpul.rules.agreement_text.judging.setting import Setting, setting_of
from simpul.rules.refusals import N_, Conflict, Refusal

HIGHEST = LEVELS[0]


def judge_draft(draft: Draft, *, at: datetime, user_id: int | None) -> Judgement:
    """Judge a version and keep what was found. Raises Refusal TGS-86 for a file that was not read as a text, NSK-25."""
    text = read_text(draft)
    if text is None:
        raise Refusal("TGS-86", N_("This version is no text that can be read. Judge it by its pictures, by hand."))
    request = Request.objects.select_related("institution").get(pk=draft.request_id)
    measure, measures = measured_by(draft, request.institution_id)
    judged = judge(text, setting_for(request, draft), measures, today_in(request.institution))
    kept = {remark.mark: remark for remark in Remark.objects.filter(draft=draft)}
    found = {_mark(one, judged.places): one for one in judged.findings}
    Remark.objects.filter(draft=draft).exclude(mark__in=found).delete()
    before = _overruled_before(draft)
    for order, (mark, one) in enumerate(found.items()):
        remark = kept.get(mark) or _carried(Remark(draft=draft, mark=mark), before.get(mark))
        remark.order = order
        _describe(remark, one, judged.places)
        remark.save()
    values = {"judged_at": at, "judged_by_id": user_id, "positions": str(measure),
              "checklist": plain(judged.checklist)}  # fmt: skip
    return Judgement.objects.update_or_create(draft=draft, defaults=values)[0]


def measured_by(draft: Draft, institution_id: int) -> tuple[int, Positions]:
    """The positions with their version: a draft stays with those that judged it first, a new one has the newest.

    Raises Refusal NSK-25 where the version that judged it first is none of this institution's.
    """
    before = judgement_of(draft)
    version = before.positions if before is not None else str(newest_number(institution_id, POSITIONS))
    found = _positions(institution_id, version)
    if found is None:
        raise Refusal(
            "NSK-25",
            N_(
                "This draft was judged by the positions “%(version)s”, which this institution does not have. Make the "
                "next version of the draft: it is judged by the newest positions."
            ),
            version=version,
        )
    return int(version), found


def _positions(institution_id: int, version: str) -> Positions | None:
    if not (version.isascii() and version.isdecimal()):
        return None
    try:
        return positions_at(institution_id, int(version))
    except KeyError:
        return None


def judge_where_read(draft: Draft, *, at: datetime, user_id: int | None) -> dict[str, int]:
    """Judge a version that has just come; a scan waits for the eye. Answers the findings by level."""
    if read_text(draft) is None:
        return {}
    judge_draft(draft, at=at, user_id=user_id)
    return counts(draft)


def judge_anew(request: Request, *, at: datetime, user_id: int | None) -> None:
    """The newest version of either side again, where it was judged: the case around it has changed.

    One that was judged by positions that are gone keeps its findings.
    """
    for side in Side.values:
        newest = Draft.objects.filter(request=request, side=side).order_by("-number").first()
        before = judgement_of(newest) if newest is not None else None
        if newest is not None and before is not None and _positions(request.institution_id, before.positions):
            judge_draft(newest, at=at, user_id=user_id)


def setting_for(request: Request, draft: Draft) -> Setting:
    """What the case says beside the text; a partner's paper owes duty and speaks languages as ours would."""
    ours, missing = written(request)
    current = text_of(draft) or ours
    return setting_of(
        values_of(request),
        foreign=current.translation is not None,
        meterai=any(block.meterai for block in current.signatures),
        above=memorandum(request),
        missing=missing,
        short_name=request.institution.short_name,
    )


def _mark(one: Finding, places: Mapping[str, str]) -> str:
    """The same finding on the same words in the same places, whatever number the version has."""
    where = [places.get(ref, ref) for ref in one.refs]
    told = json.dumps([one.code, where, one.reason, one.params, one.found], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _describe(remark: Remark, one: Finding, places: Mapping[str, str]) -> None:
    remark.code, remark.level, remark.topic = one.code, one.level, one.topic
    remark.reason, remark.params = one.reason, dict(one.params)
    remark.refs, remark.places = list(one.refs), [places.get(ref, ref) for ref in one.refs]
    remark.found, remark.expected = one.found, one.expected


def _overruled_before(draft: Draft) -> dict[str, Remark]:
    """What was overruled in earlier versions of the same side: the same words need no second reason."""
    earlier = Remark.objects.filter(
        draft__request_id=draft.request_id, draft__side=draft.side, draft__number__lt=draft.number,
        answer=RemarkAnswer.OVERRULED,
    )  # fmt: skip
    return {remark.mark: remark for remark in earlier.select_related("draft").order_by("draft__number")}


def _carried(remark: Remark, before: Remark | None) -> Remark:
    if before is not None:
        remark.answer, remark.note = before.answer, before.note
        remark.answered_by_id, remark.answered_at = before.answered_by_id, before.answered_at
        remark.carried_from = before.carried_from or before.draft.number
    return remark


@dataclass(frozen=True, slots=True)
class Reply:
    """The analyst's answer to one finding: ``word`` is one of RemarkAnswer, ``note`` the reason."""

    word: str
    note: str = ""


def faults(replies: Mapping[int, Reply]) -> dict[int, Refusal]:
    """By finding: an answer that does not exist, or an overruling without its reason."""
    found: dict[int, Refusal] = {}
    for remark, reply in replies.items():
        if reply.word not in RemarkAnswer.values or not reply.word:
            found[remark] = Refusal("TGS-85", N_("Choose whether the finding is accepted, mended or overruled."))
        elif reply.word == RemarkAnswer.OVERRULED and not reply.note.strip():
            found[remark] = Refusal("TGS-79", N_("Say why the finding is overruled; the reason is kept with it."))
    return found


def answer(draft: Draft, replies: Mapping[int, Reply], *, at: datetime, user_id: int | None) -> list[Remark]:
    """Keep the answers that say something new, each in the place of the one before. Raises the first of ``faults``.

    Raises Conflict TGS-87 when a finding is gone since it was shown.
    """
    for fault in faults(replies).values():
        raise fault
    known = {remark.pk: remark for remark in Remark.objects.filter(draft=draft, pk__in=replies)}
    if known.keys() != replies.keys():
        raise Conflict("TGS-87", N_("A finding is gone: the draft was judged again. Look at the findings anew."))
    changed = []
    for pk, reply in replies.items():
        remark, note = known[pk], reply.note.strip()
        if (remark.answer, remark.note) != (reply.word, note):
            remark.answer, remark.note, remark.carried_from = reply.word, note, None
            remark.answered_at, remark.answered_by_id = at, user_id
            remark.save()
            changed.append(remark)
    return changed


def open_remarks(draft: Draft, level: str = HIGHEST) -> int:
    """How many findings of a level have no answer yet."""
    return Remark.objects.filter(draft=draft, level=level, answer=RemarkAnswer.OPEN).count()


def judgement_of(draft: Draft) -> Judgement | None:
    return Judgement.objects.filter(draft=draft).first()


def counts(draft: Draft) -> dict[str, int]:
    """Findings by level, for the log: numbers only."""
    levels = list(Remark.objects.filter(draft=draft).values_list("level", flat=True))
    return {level: levels.count(level) for level in LEVELS}
