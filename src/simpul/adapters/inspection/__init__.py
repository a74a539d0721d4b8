"""Uploads judged by content, in a process of their own: ``inspect`` says taken or not, and how to mend what is not."""

from simpul.adapters.inspection.inspecting import inspect, strip_metadata
from simpul.adapters.inspection.judgement import Judgement
from simpul.adapters.inspection.policy import PAPERS, SPREADSHEET, Policy
from simpul.adapters.inspection.reasons import NOT_KEPT, REASONS
from simpul.lib.confined.limits import Limits

__all__ = ["NOT_KEPT", "PAPERS", "REASONS", "SPREADSHEET", "Judgement", "Limits", "Policy", "inspect", "strip_metadata"]
