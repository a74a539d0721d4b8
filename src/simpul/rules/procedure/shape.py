"""Holds the data of a file against the schema, in sentences an officer can act on.

Every ill-shaped part is reported and taken out, so that the checks of meaning can go on with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from simpul.rules.procedure.faults import Findings, Path
from simpul.rules.procedure.quick_shape import Test, compiled
from simpul.rules.procedure.schema import ID_PATTERN, ROWS_PATTERN, SHA_PATTERN, VERSION_PATTERN, build_schema
from simpul.rules.refusals import N_

_PATTERNS = {
    ID_PATTERN: N_("Use small letters, digits, “_” and “-” only, at most 40."),
    VERSION_PATTERN: N_("Use letters, digits, “.”, “_” and “-” only, at most 20."),
    ROWS_PATTERN: N_("Write a number from 1 to 200."),
    SHA_PATTERN: N_("This is no SHA-256: write its 64 digits and small letters."),
}
_KINDS = {"string": N_("text"), "array": N_("a list"), "object": N_("a list of keys")}


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(build_schema())


@lru_cache(maxsize=1)
def _is_wellformed() -> Test:
    return compiled(build_schema())


def keep_wellformed(data: dict[str, Any], findings: Findings) -> dict[str, Any]:
    """Report what has the wrong shape and return the data without it. ``data`` is changed in place."""
    if _is_wellformed()(data):
        return data
    leaves = [leaf for error in _validator().iter_errors(data) for leaf in _leaves(error)]
    for leaf in leaves:
        _report(leaf, findings)
    for leaf in leaves:
        for path in _spoilt(leaf):
            _take_out(data, path)
    return data


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors of the alternative that the author meant: the one whose kind of value was written."""
    if error.validator != "anyOf":
        yield error
        return
    depth = len(error.absolute_path)
    by_branch: dict[object, list[ValidationError]] = {}
    for inner in error.context or ():
        by_branch.setdefault(inner.schema_path[0], []).append(inner)
    meant = [
        branch
        for branch in by_branch.values()
        if not any(inner.validator == "type" and len(inner.absolute_path) == depth for inner in branch)
    ]
    if meant:
        for inner in meant[0]:
            yield from _leaves(inner)
    else:
        yield error


def _report(error: ValidationError, findings: Findings) -> None:
    path: Path = tuple(error.absolute_path)
    value: Any = error.instance
    rule: Any = error.validator_value
    if value is None:
        findings.add(path, N_("The value is empty. Fill it in or leave the key out."))
    elif error.validator == "required":
        for key in (key for key in rule if key not in value):
            findings.add((*path, key), N_("The key “%(key)s” is missing."), key=key)
    elif error.validator == "additionalProperties":
        for key in _unknown(error):
            findings.add((*path, key), N_("The key “%(key)s” is not known here."), key=key)
    elif error.validator == "enum":
        findings.add(path, N_("“%(value)s” is not one of: %(known)s."), value=value, known=", ".join(rule))
    elif error.validator == "type":
        findings.add(path, N_("This must be %(kind)s."), kind=_KINDS[rule])
    else:
        findings.add(path, *_limit(error))


def _limit(error: ValidationError) -> tuple[str]:
    texts = {
        "anyOf": N_("This has the wrong form: see the guide for what may stand here."),
        "minProperties": N_("The list has too few entries."),
        "minItems": N_("The list has too few entries."),
        "maxItems": N_("The list has too many entries."),
        "minLength": N_("The text is empty."),
        "maxLength": N_("The text is too long."),
        "uniqueItems": N_("An entry stands twice in the list."),
    }
    if error.validator == "pattern":
        return (_PATTERNS.get(str(error.validator_value), _PATTERNS[ID_PATTERN]),)
    return (texts[str(error.validator)],)


def _unknown(error: ValidationError) -> list[str]:
    value: Any = error.instance
    schema: Any = error.schema
    return [key for key in value if key not in schema["properties"]]


def _spoilt(error: ValidationError) -> Iterable[Path]:
    path: Path = tuple(error.absolute_path)
    if error.validator == "required":
        return ()
    if error.validator == "additionalProperties":
        return [(*path, key) for key in _unknown(error)]
    return [path]


def _take_out(data: Any, path: Path) -> None:
    """Take one part out; in a list its place stays, empty, because positions name lines."""
    for part in path[:-1]:
        data = data.get(part) if isinstance(data, dict) else data[part]
        if data is None:
            return
    last: Any = path[-1] if path else None
    if isinstance(data, list):
        data[last] = None
    else:
        data.pop(last, None)
