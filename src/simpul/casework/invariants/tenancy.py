"""10. Every row belongs to one institution and one case: its own, and that of everything it points to."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from simpul.casework.invariants.broken import Broken, rows
from simpul.core.documents.models import StoredFile
from simpul.rules.refusals import N_

OTHER = N_("%(table)s %(number)d ties together two owners (%(owner)s %(here)d and %(there)d)")
SHARED = N_("file %(slug)s hangs on two cases: %(one)d and %(other)d")

OWNERS = ("institution_id", "case_id", "request_id")
OURS = ("directory", "documents", "procedures", "signing", "agreements")
# An officer may be moved to another institution; what he did stays where it was done.
MOVABLE = frozenset({"directory.user"})

Source = tuple[str, str]
"""SQL that gives the owner, and the join that it needs."""


def broken() -> Iterator[Broken]:
    """Every table of ours, found from the models, so that a new one is judged without being named here."""
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for owner in OWNERS:
                yield from _table(model, owner)
    yield from _shared_files()


def _table(model: type[models.Model], owner: str) -> Iterator[Broken]:
    found = _sources(model, owner)
    if len(found) < 2:
        return
    table = model._meta.db_table
    named, joins = ", ".join(name for name, _ in found), " ".join(join for _, join in found)
    statement = f"""
        SELECT t.id, least({named}), greatest({named}) FROM {table} AS t {joins}
        WHERE least({named}) <> greatest({named})
    """  # noqa: S608 - names of tables and columns out of the models
    for number, one, other in rows(statement):
        told = {"table": table, "number": number, "owner": owner.removesuffix("_id"), "here": one, "there": other}
        yield Broken("tenancy", f"{table}:{number}", OTHER, told)


def _columns(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.concrete_fields if field.column}


def _sources(model: type[models.Model], owner: str) -> list[Source]:
    """The row's own column first, then that of each row it points to."""
    found: list[Source] = [(f"t.{owner}", "")] if owner in _columns(model) else []
    for field in model._meta.concrete_fields:
        target = field.remote_field.model if isinstance(field, models.ForeignKey) else None
        if target is None or isinstance(target, str) or target._meta.label_lower in MOVABLE:
            continue
        if owner in _columns(target):
            alias = f"j_{field.name}"
            join = f"LEFT JOIN {target._meta.db_table} AS {alias} ON {alias}.id = t.{field.column}"
            found.append((f"{alias}.{owner}", join))
    return found


def _shared_files() -> Iterator[Broken]:
    """A file is reached through the case of the row that names it: two cases would be two audiences."""
    named = " UNION ALL ".join(_naming())
    statement = f"""
        SELECT file.slug, min(named.case_id), max(named.case_id) FROM ({named}) AS named
        JOIN documents_storedfile AS file ON file.id = named.file_id
        WHERE named.case_id IS NOT NULL GROUP BY file.slug HAVING min(named.case_id) <> max(named.case_id)
    """  # noqa: S608 - names of tables and columns out of the models
    for slug, one, other in rows(statement):
        yield Broken("tenancy", f"file:{slug}", SHARED, {"slug": slug, "one": one, "other": other})


def _naming() -> Iterator[str]:
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            files = [f.column for f in model._meta.concrete_fields if f.related_model is StoredFile]
            cases = _sources(model, "case_id") if files else []
            for (case, join), column in ((cases[0], column) for column in files if cases):
                yield f"SELECT {case} AS case_id, t.{column} AS file_id FROM {model._meta.db_table} AS t {join}"  # noqa: S608
