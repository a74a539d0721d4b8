"""The shipped text templates, read from ``texts/*.yaml`` and checked once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from simpul.rules.agreement_text.template import TextTemplate, expand
from simpul.rules.agreement_text.template_faults import from_data

FOLDER = Path(__file__).resolve().parents[2] / "texts"
SHARED = "bersama"
_INSTRUMENTS = ("mou", "nota", "pks")
"""The name of a template begins with its kind of document; other files of the folder are no templates."""


@cache
def template_codes() -> tuple[str, ...]:
    """Codes of the shipped templates, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem.startswith(_INSTRUMENTS)))


@cache
def text_template(code: str) -> TextTemplate:
    """The template ``code``; KeyError for an unknown one, TemplateFaults for one that is not in order."""
    return from_data(template_data(code))


@cache
def template_data(code: str) -> dict[str, Any]:
    """The whole data of a shipped template, with everything that it shares with others put in. Not to be changed."""
    if code not in template_codes():
        raise KeyError(code)
    data = _read(code)
    base = template_data(str(data["turunan"])) if "turunan" in data else {}
    return expand(data, _read(SHARED), base)


def _read(stem: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"))
    return data
