"""The shipped text templates, read from ``texts/*.yaml`` and checked once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from simpul.rules.agreement_text.template import TextTemplate, expand, from_data

FOLDER = Path(__file__).resolve().parents[2] / "texts"
SHARED = "bersama"


def template_codes() -> list[str]:
    """Codes of the shipped templates, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != SHARED)


@cache
def text_template(code: str) -> TextTemplate:
    """The template ``code``; KeyError for an unknown one, TemplateFaults for one that is not in order."""
    if code not in template_codes():
        raise KeyError(code)
    return from_data(expand(_read(code), _read(SHARED)))


def _read(stem: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"))
    return data
