"""The text as JSON and back, equal to the byte: what a draft keeps in its row."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from simpul.rules.agreement_text.structure import AgreementText

Json = dict[str, Any]
Kind = TypeVar("Kind")


def to_json(text: AgreementText) -> Json:
    """Plain dicts, lists, strings and numbers; logos as base64."""
    plain: Json = _plain(text)
    return plain


def from_json(data: Json) -> AgreementText:
    """The inverse of to_json; KeyError or TypeError when ``data`` is not such a text."""
    text: AgreementText = _reader(AgreementText)(data)
    return text


def plain(value: object) -> Any:
    """Any value of frozen dataclasses, tuples, bytes and plain values, as JSON knows it."""
    return _plain(value)


def read_as(kind: type[Kind], data: Any) -> Kind:
    """The inverse of ``plain`` for the declared ``kind``; KeyError, TypeError or ValueError when it is not one."""
    value: Kind = _reader(cast(Any, kind))(data)
    return value


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How to read one declared type; built once for each type."""
    if is_dataclass(kind):
        make = cast("type[Any]", kind)
        hints = get_type_hints(kind)
        optional = {each.name for each in fields(make) if each.default is not MISSING}
        # fields are looked up late: a reader is made when its type is first met. A text that was kept before a field
        # with a default came into being is read with that default.
        return lambda data: make(
            **{name: _reader(hint)(data[name]) for name, hint in hints.items() if name in data or name not in optional}
        )
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return lambda data: tuple(_reader(arguments[0])(entry) for entry in data)
    if origin in (Union, UnionType):
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return lambda data: None if data is None else _reader(inner)(data)
    if kind is bytes:
        return base64.b64decode
    plain: Callable[[Any], Any] = str if origin is Literal else kind
    return plain
