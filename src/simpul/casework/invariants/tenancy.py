"""10. Every row belongs to one institution and one case: its own, and that of everything it points to."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from psycopg import sql

from simpul.casework.invariants.broken import Broken, rows
from simpul.core.documents.models import StoredFile
from simpul.rules.refusals import N_

OTHER = N_("%(table)s %(number)d ties together two owners (%(owner)s %(here)d and %(there)d)")
SHARED = N_("file %(slug)s hangs on two cases: %(one)d and %(other)d")

OWNERS = ("institution_id", "case_id", "request_id")
OURS = ("directory", "documents", "procedures", "signing", "agreements")
# An officer may be moved to another institution; what he did stays where it was done.
MOVABLE = frozenset({"directory.user"})
# Two agreements of one house, each with a case of its own: what stands above, what follows.
BESIDE = frozenset({"agreements.agreement.above", "agreements.lifeact.other"})

Source = tuple[sql.Composable, sql.Composable]
"""SQL that gives the owner, and the join that it needs."""
_JOIN = sql.SQL("LEFT JOIN {table} AS {alias} ON {id} = {pointing}")
_DIFFERING = sql.SQL("""
    SELECT t.id, least({named}), greatest({named}) FROM {table} AS t {joins}
    WHERE least({named}) <> greatest({named})
""")
_NAMING = sql.SQL("SELECT {case} AS case_id, {file} AS file_id FROM {table} AS t {join}")
_SHARED = sql.SQL("""
    SELECT file.slug, min(named.case_id), max(named.case_id) FROM ({named}) AS named
    JOIN documents_storedfile AS file ON file.id = named.file_id
    WHERE named.case_id IS NOT NULL GROUP BY file.slug HAVING min(named.case_id) <> max(named.case_id)
""")


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
    statement = _DIFFERING.format(
        named=sql.SQL(", ").join(name for name, _ in found),
        joins=sql.SQL(" ").join(join for _, join in found),
        table=sql.Identifier(table),
    )
    for number, one, other in rows(statement):
        told = {"table": table, "number": number, "owner": owner.removesuffix("_id"), "here": one, "there": other}
        yield Broken("tenancy", f"{table}:{number}", OTHER, told)


def _columns(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.concrete_fields if field.column}


def _sources(model: type[models.Model], owner: str) -> list[Source]:
    """The row's own column first, then that of each row it points to."""
    found: list[Source] = [(sql.Identifier("t", owner), sql.SQL(""))] if owner in _columns(model) else []
    for field in model._meta.concrete_fields:
        target = field.remote_field.model if isinstance(field, models.ForeignKey) else None
        if field.column is None or target is None or isinstance(target, str) or target._meta.label_lower in MOVABLE:
            continue
        if owner != "institution_id" and f"{model._meta.label_lower}.{field.name}" in BESIDE:
            continue
        if owner in _columns(target):
            alias = f"j_{field.name}"
            join = _JOIN.format(
                table=sql.Identifier(target._meta.db_table), alias=sql.Identifier(alias),
                id=sql.Identifier(alias, "id"), pointing=sql.Identifier("t", field.column),
            )  # fmt: skip
            found.append((sql.Identifier(alias, owner), join))
    return found


def _shared_files() -> Iterator[Broken]:
    """A file is reached through the case of the row that names it: two cases would be two audiences."""
    named = sql.SQL(" UNION ALL ").join(_naming())
    for slug, one, other in rows(_SHARED.format(named=named)):
        yield Broken("tenancy", f"file:{slug}", SHARED, {"slug": slug, "one": one, "other": other})


def _naming() -> Iterator[sql.Composable]:
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            files = [f.column for f in model._meta.concrete_fields if f.column and f.related_model is StoredFile]
            cases = _sources(model, "case_id") if files else []
            for (case, join), column in ((cases[0], column) for column in files if cases):
                yield _NAMING.format(
                    case=case, file=sql.Identifier("t", column), table=sql.Identifier(model._meta.db_table), join=join
                )
