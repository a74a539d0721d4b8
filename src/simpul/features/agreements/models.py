"""What a cooperation case is about: the request, its parties and papers, drafts, the agreement and its life."""

from __future__ import annotations

from simpul.features.agreements.models_access import OneTimeCode, TrackingLink
from simpul.features.agreements.models_agreement import (
    Agreement,
    ArchiveRecord,
    IssuedNumber,
    NumberSeries,
)
from simpul.features.agreements.models_drafting import Draft, Finding, PartnerAnswer, PartnerText, Talk
from simpul.features.agreements.models_request import Paper, Party, Request, Student, TestItem

__all__ = [
    "Agreement",
    "ArchiveRecord",
    "Draft",
    "Finding",
    "IssuedNumber",
    "NumberSeries",
    "OneTimeCode",
    "Paper",
    "PartnerAnswer",
    "PartnerText",
    "Party",
    "Request",
    "Student",
    "Talk",
    "TestItem",
    "TrackingLink",
]
