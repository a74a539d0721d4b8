"""What a cooperation case is about: the request, its parties and papers, drafts, the agreement and its life."""

from __future__ import annotations

from simpul.features.agreements.models_access import OneTimeCode, TrackingLink
from simpul.features.agreements.models_agreement import (
    Agreement,
    ArchiveRecord,
    IssuedNumber,
    NumberSeries,
)
from simpul.features.agreements.models_archive import (
    ArchiveHold,
    CertifiedCopy,
    Destruction,
    DestructionItem,
    RetentionClass,
)
from simpul.features.agreements.models_drafting import Draft, Finding, PartnerAnswer, PartnerNote, PartnerText, Talk
from simpul.features.agreements.models_duty import DutyStatement
from simpul.features.agreements.models_import import ImportBatch, ImportPhase, ImportRun, ImportScan, ImportState
from simpul.features.agreements.models_judging import Judgement, Remark
from simpul.features.agreements.models_life import LifeAct, Obligation
from simpul.features.agreements.models_request import Paper, Party, Request, Student, TestItem
from simpul.features.agreements.models_templates import TextConcept, TextVersion

__all__ = [
    "Agreement",
    "ArchiveHold",
    "ArchiveRecord",
    "CertifiedCopy",
    "Destruction",
    "DestructionItem",
    "Draft",
    "DutyStatement",
    "Finding",
    "ImportBatch",
    "ImportPhase",
    "ImportRun",
    "ImportScan",
    "ImportState",
    "IssuedNumber",
    "Judgement",
    "LifeAct",
    "NumberSeries",
    "Obligation",
    "OneTimeCode",
    "Paper",
    "PartnerAnswer",
    "PartnerNote",
    "PartnerText",
    "Party",
    "Remark",
    "Request",
    "RetentionClass",
    "Student",
    "Talk",
    "TestItem",
    "TextConcept",
    "TextVersion",
    "TrackingLink",
]
