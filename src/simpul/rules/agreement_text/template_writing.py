"""The data of a template as YAML that people read and edit: long sentences folded, keys in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from simpul.rules.procedure.source import lines_of, read

_WIDTH = 112
_LONG = 60


class _Writer(yaml.SafeDumper):
    """Folds long sentences, quotes what YAML would read as something else, and repeats nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _sentence(writer: _Writer, value: str) -> yaml.ScalarNode:
    long = len(value) > _LONG and "\n" not in value
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=">" if long else None)


_Writer.add_representer(str, _sentence)


def written_text(data: Mapping[str, object]) -> str:
    """The YAML of a template; reading it gives equal data."""
    return yaml.dump(
        _plain(data), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False
    )


def _plain(value: object) -> Any:
    """Only dicts, lists and folded strings: what a reader of YAML gets back."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return " ".join(str(value).split())


def rewritten(text: str, data: Mapping[str, Any], article_id: str) -> str:
    """The text with one article as in ``data``; every other line, with its remarks, stays as it was written.

    Where that cannot be (parts that are repeated by reference) the whole is written anew.
    """
    number = next(n for n, article in enumerate(data["pasal"]) if article["id"] == article_id)
    lines, places = text.split("\n"), lines_of(text)
    begin = places[("pasal", number)] - 1
    starts = [
        line - 1 for path, line in places.items() if len(path) == 1 or (len(path) == _ITEM and path[0] == "pasal")
    ]
    end = min((line for line in starts if line > begin), default=len(lines))
    while end > begin and _is_remark(lines[end - 1]):
        end -= 1
    indent = " " * lines[begin].find("-")
    article = written_text({"pasal": [data["pasal"][number]]}).split("\n")[1:-1]
    own = [f"{indent}{line.removeprefix('  ')}" if line else "" for line in article]
    made = "\n".join((*lines[:begin], *own, *lines[end:]))
    return made if read(made)[0] == data else written_text(data)


_ITEM = 2


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
