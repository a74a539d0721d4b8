"""Says quickly whether data have the shape of a schema; who wants to know why not asks ``jsonschema``.

A schema is turned into functions once. Only the keywords that ``schema`` uses are known; another one is refused when
the schema is compiled, so that nothing is ever passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sized
from typing import Any

Test = Callable[[Any], bool]

_TYPES: Mapping[str, type] = {"string": str, "array": list, "object": dict}
_SAID = {"$schema", "$defs", "title"}
_TOGETHER = {"properties", "additionalProperties"}


def compiled(schema: Mapping[str, Any]) -> Test:
    """Whether data fit the schema. Raises KeyError for a keyword that is not known here."""
    found: dict[str, Test] = {}
    whole = _all_of(schema, found)
    found.update({f"#/$defs/{name}": _all_of(part, found) for name, part in schema.get("$defs", {}).items()})
    return whole


def _all_of(schema: Mapping[str, Any], named: Mapping[str, Test]) -> Test:
    tests = [_KEYWORDS[key](value, named) for key, value in schema.items() if key not in _SAID | _TOGETHER]
    if _TOGETHER & schema.keys():
        tests.append(_members(schema, named))
    if len(tests) == 1:
        return tests[0]
    return lambda data: all(test(data) for test in tests)


def _members(schema: Mapping[str, Any], named: Mapping[str, Test]) -> Test:
    known = {key: _all_of(part, named) for key, part in schema.get("properties", {}).items()}
    rest = schema.get("additionalProperties", {})
    others: Test = (lambda data: False) if rest is False else _all_of(rest, named)
    return lambda data: not isinstance(data, dict) or all(known.get(key, others)(value) for key, value in data.items())


def _type(name: str, named: Mapping[str, Test]) -> Test:
    kind = _TYPES[name]
    return lambda data: isinstance(data, kind)


def _enum(values: list[str], named: Mapping[str, Test]) -> Test:
    return lambda data: data in values


def _pattern(text: str, named: Mapping[str, Test]) -> Test:
    search = re.compile(text).search
    return lambda data: not isinstance(data, str) or search(data) is not None


def _items(schema: Mapping[str, Any], named: Mapping[str, Test]) -> Test:
    test = _all_of(schema, named)
    return lambda data: not isinstance(data, list) or all(test(item) for item in data)


def _any_of(schemas: list[Mapping[str, Any]], named: Mapping[str, Test]) -> Test:
    tests = [_all_of(schema, named) for schema in schemas]
    return lambda data: any(test(data) for test in tests)


def _ref(name: str, named: Mapping[str, Test]) -> Test:
    return lambda data: named[name](data)


def _required(keys: list[str], named: Mapping[str, Test]) -> Test:
    return lambda data: not isinstance(data, dict) or all(key in data for key in keys)


def _names(schema: Mapping[str, Any], named: Mapping[str, Test]) -> Test:
    test = _all_of(schema, named)
    return lambda data: not isinstance(data, dict) or all(test(key) for key in data)


def _least(kind: type[Sized]) -> Callable[[int, Mapping[str, Test]], Test]:
    return lambda least, named: lambda data: not isinstance(data, kind) or len(data) >= least


def _most(kind: type[Sized]) -> Callable[[int, Mapping[str, Test]], Test]:
    return lambda most, named: lambda data: not isinstance(data, kind) or len(data) <= most


def _unique(wanted: bool, named: Mapping[str, Test]) -> Test:
    return lambda data: not isinstance(data, list) or all(item not in data[:place] for place, item in enumerate(data))


_KEYWORDS: Mapping[str, Callable[[Any, Mapping[str, Test]], Test]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "items": _items,
    "anyOf": _any_of,
    "$ref": _ref,
    "required": _required,
    "propertyNames": _names,
    "uniqueItems": _unique,
    "minLength": _least(str),
    "maxLength": _most(str),
    "minItems": _least(list),
    "maxItems": _most(list),
    "minProperties": _least(dict),
}
