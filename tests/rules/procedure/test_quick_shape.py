"""The quick judgement of a shape against the slow one, on spoilt copies of the samples."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from simpul.rules.procedure.quick_shape import compiled
from simpul.rules.procedure.schema import build_schema
from simpul.rules.procedure.source import read
from tests.rules.procedure.samples import FILE, RICH

QUICK, SLOW = compiled(build_schema()), Draft202012Validator(build_schema())
DATA = [read(text)[0] for text in (FILE, RICH)]
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", "ya", "Dua Kata", "0", "x" * 2001, [], ["a"], ["a", "a"], [[]], {}, {"id": "a"}]
)


def places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


PLACES = [(number, place) for number, data in enumerate(DATA) for place in places(data) if place]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLACES), VALUES, st.sampled_from(["replace", "remove", "rename", "repeat"]))
def test_both_say_the_same(where: tuple[int, tuple[str | int, ...]], value: Any, how: str) -> None:
    data: Any = copy.deepcopy(DATA[where[0]])
    holder: Any = data
    for key in where[1][:-1]:
        holder = holder[key]
    last: Any = where[1][-1]
    if how == "replace":
        holder[last] = value
    elif how == "remove":
        del holder[last]
    elif isinstance(holder, list):
        holder.append(holder[last])
    else:
        holder["Lain lagi"] = holder.pop(last) if how == "rename" else holder[last]
    assert QUICK(data) == SLOW.is_valid(data)


def test_the_samples_are_well_shaped() -> None:
    assert all(QUICK(data) for data in DATA)
    spoilt: tuple[Any, ...] = (None, [], "x", {})
    assert not any(QUICK(data) for data in spoilt)


def test_an_unknown_keyword_is_refused_when_compiled() -> None:
    with pytest.raises(KeyError):
        compiled({"type": "array", "contains": {}})
