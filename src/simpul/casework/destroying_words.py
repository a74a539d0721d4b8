"""What people wrote about an agreement, destroyed with its files: drafts, clauses, comparisons, forms, talks, letters.

Rows that others point at, and those that tell who did what when, stay with their words emptied; rows that are nothing
but words go. Left are the register's fields, the course of the case, who signed with which certificate, and the log,
which holds no such word in plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model, Q

from simpul.core.messages.models import Delivery, DeliveryState
from simpul.core.procedures.models import ActReason, Case, Contribution, Correction, Output, Task
from simpul.core.signing.models import ReturnedFile, ServiceAttempt, Signer, SigningRound, StampedFile
from simpul.features.agreements.models import (
    Agreement,
    Draft,
    Finding,
    Judgement,
    LifeAct,
    Obligation,
    PartnerAnswer,
    PartnerNote,
    PartnerText,
    Party,
    Remark,
    Request,
    Student,
    Talk,
    TestItem,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Rows of ``model`` that ``path`` leads to. ``emptied``: column -> what stands there afterwards; none: they go."""

    model: type[Model]
    path: str
    emptied: Mapping[str, object] = field(default_factory=dict)
    but: Q | None = None


OF_REQUEST = (
    Words(Remark, "draft__request"),
    Words(Judgement, "draft__request"),
    Words(Finding, "draft__request"),
    Words(PartnerNote, "partner_text__draft__request"),
    Words(Student, "request"),
    Words(TestItem, "request"),
    Words(PartnerText, "draft__request", {"reading": {}, "answers": {}, "decisions": {}}),
    Words(PartnerAnswer, "draft__request", {"note": ""}),
    Words(Draft, "request", {"text": {}, "summary": "", "changed_articles": []}),
    Words(Talk, "request", {"text": ""}),
    Words(Party, "request", {"address": "", "contact_name": "", "email": "", "phone": "", "authority": "",
                             "authority_en": ""}),
    Words(Request, "pk", {"answers": {}, "scope_other": "", "contact_name": "", "contact_email": "",
                          "contact_phone": ""}),
)  # fmt: skip
OF_CASE = (
    Words(ActReason, "case"),
    Words(Correction, "task__case", {"reason": ""}),
    Words(Contribution, "task__case", {"text": ""}),
    # what a sub-procedure left is the number of its case, and no words
    Words(Output, "case", {"record": {}}, but=Q(record=None) | Q(record__has_key="slug")),
    Words(Task, "case", {"note": "", "data": {}, "late_entry_reason": ""}),
    Words(SigningRound, "case_id", {"void_reason": ""}),
    Words(Signer, "round__case_id", {"refusal_reason": ""}),
    Words(ReturnedFile, "signer__round__case_id", {"received": "", "decision_reason": ""}),
    Words(StampedFile, "round__case_id", {"decision_reason": ""}),
    Words(ServiceAttempt, "signer__round__case_id", {"decision_reason": ""}),
    Words(Delivery, "case_id", {"body": "", "address": "", "recipient": ""}, but=Q(state=DeliveryState.WAITING)),
)
OF_AGREEMENT = (Words(Obligation, "agreement"), Words(LifeAct, "agreement", {"reason": ""}))


def destroy_words(agreement: Agreement, cases: Iterable[Case]) -> int:
    """Empty or remove them in the caller's transaction; answers how many rows that were."""
    numbers = [case.pk for case in cases]
    requests = Request.objects.filter(Q(case__in=numbers) | Q(agreement=agreement)).values_list("pk", flat=True)
    told = ((OF_REQUEST, list(requests)), (OF_CASE, numbers), (OF_AGREEMENT, [agreement.pk]))
    return sum(_carry_out(words, keys) for table, keys in told for words in table)


def _carry_out(words: Words, keys: list[int]) -> int:
    rows = words.model._default_manager.filter(**{f"{words.path}__in": keys})
    rows = rows.exclude(words.but) if words.but is not None else rows
    return rows.update(**words.emptied) if words.emptied else rows.delete()[0]
