"""The table of who may read what is total, and nobody gets more than those nearer to the file."""

from __future__ import annotations

from itertools import product

import pytest

from simpul.rules.reading import TABLE, Grant, Reader, Sort, grant

WORTH = {Grant.NOTHING: 0, Grant.COPY: 1, Grant.FILE: 2}


@pytest.mark.parametrize(("sort", "reader"), list(product(Sort, Reader)), ids=lambda one: one.name)
def test_every_sort_and_reader_is_decided(sort: Sort, reader: Reader) -> None:
    assert grant(reader, sort) in Grant
    assert set(TABLE) == set(Sort)
    assert set(TABLE[sort]) == set(Reader)


@pytest.mark.parametrize("sort", Sort, ids=lambda one: one.name)
def test_strangers_get_nothing_and_colleagues_never_more_than_those_who_work_on_it(sort: Sort) -> None:
    assert grant(Reader.STRANGER, sort) is Grant.NOTHING
    assert WORTH[grant(Reader.COLLEAGUE, sort)] <= WORTH[grant(Reader.WORKING, sort)]


@pytest.mark.parametrize(
    ("sort", "working", "colleague", "party"),
    [
        (Sort.UNFILED, Grant.NOTHING, Grant.NOTHING, Grant.FILE),
        (Sort.ORDINARY, Grant.FILE, Grant.FILE, Grant.FILE),
        (Sort.PARTLY_SIGNED, Grant.FILE, Grant.COPY, Grant.FILE),
        (Sort.SIGNED, Grant.FILE, Grant.COPY, Grant.FILE),
    ],
    ids=lambda one: one.name,
)
def test_the_table_says_what_the_house_promises(sort: Sort, working: Grant, colleague: Grant, party: Grant) -> None:
    assert [grant(reader, sort) for reader in (Reader.WORKING, Reader.COLLEAGUE, Reader.PARTY)] == [
        working, colleague, party,
    ]  # fmt: skip
