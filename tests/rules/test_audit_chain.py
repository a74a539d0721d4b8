"""The canonical text of an event, its hash, and the Merkle root."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.core.audit.checkpoint_files import CheckpointFile, leaf
from simpul.core.audit.checkpoint_judge import root_of
from simpul.core.audit.verifier import link as link_of_the_verifier
from simpul.rules.audit_chain import GENESIS, canonical, link, merkle_root

ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
# An offset may not carry a date beyond the calendar.
FIRST, LAST = (
    datetime.fromisoformat("0002-01-01"),
    datetime.fromisoformat("9998-01-01"),
)  # no zone: the strategy adds it
MOMENTS = st.datetimes(FIRST, LAST, timezones=ZONES)
PLAIN = st.none() | st.booleans() | st.integers() | st.text() | MOMENTS | st.dates()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)
EVENTS = st.dictionaries(st.text(), VALUES)


@given(EVENTS, st.randoms())
def test_equal_maps_have_equal_text_in_whatever_order(event: dict[str, object], shuffle: object) -> None:
    names = list(event)
    assert hasattr(shuffle, "shuffle")
    shuffle.shuffle(names)
    assert canonical({name: event[name] for name in names}) == canonical(event)


@given(EVENTS)
def test_the_text_is_what_it_says_and_says_itself(event: dict[str, object]) -> None:
    text = canonical(event)
    assert canonical(json.loads(text)) == text
    assert "\x00" not in text
    assert "\n" not in text


@given(EVENTS, EVENTS)
def test_different_maps_have_different_text(one: dict[str, object], other: dict[str, object]) -> None:
    if canonical(one) == canonical(other):
        assert json.loads(canonical(one)) == json.loads(canonical(other))
    else:
        assert one != other


@given(MOMENTS, ZONES)
def test_one_moment_has_one_text_in_every_zone(moment: datetime, zone: timezone) -> None:
    assert canonical({"at": moment}) == canonical({"at": moment.astimezone(zone)})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 11, 22, 14, 30, tzinfo=timezone(timedelta(hours=7))), '"2026-11-22T07:30:00.000000+00:00"'),
        (date(2026, 11, 22), '"2026-11-22"'),
        ("Pak\x00Umpama", '"Pak\ufffdUmpama"'),
        ("é", '"é"'),
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        (("x", 1), '["x",1]'),
        ({"c", "a", "b"}, '["a","b","c"]'),
        (10**30, "1" + "0" * 30),
    ],
)
def test_values_have_one_form(value: object, text: str) -> None:
    assert canonical({"v": value}) == f'{{"v":{text}}}'


@pytest.mark.parametrize("value", [1.0, 0.1, float("nan"), b"bytes", object(), FIRST])
def test_what_has_no_single_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"audit event|canonical form"):
        canonical({"deep": [{"v": value}]})


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 10**6))
def test_the_hash_covers_chain_place_predecessor_and_body(body: str, seq: int) -> None:
    base = link("case:7", seq, GENESIS, body)
    assert base == hashlib.sha256(f"case:7\n{seq}\n{GENESIS}\n{body}".encode()).hexdigest()
    others = {
        link("case:8", seq, GENESIS, body), link("case:7", seq + 1, GENESIS, body), link("case:7", seq, base, body),
        link("case:7", seq, GENESIS, body + "."),
    }  # fmt: skip
    assert len(others | {base}) == 5
    assert link_of_the_verifier("case:7", seq, GENESIS, body) == base


HEADS = st.lists(st.tuples(st.sampled_from(["case:1", "installation"]), st.integers(1, 9), st.text("0123456789abcdef")))


@given(HEADS)
def test_the_verifiers_root_is_the_writers_root(heads: list[tuple[str, int, str]]) -> None:
    written = CheckpointFile(1, "", len(heads), heads, merkle_root([leaf(head) for head in heads]), "")
    assert root_of(written) == written.root


@given(st.lists(st.text("abc", min_size=1), min_size=1, unique=True), st.data())
def test_a_changed_or_missing_leaf_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:place], leaves[place] + "d", *leaves[place + 1 :]]
    assert merkle_root(changed) != merkle_root(leaves)
    assert merkle_root([*leaves[:place], *leaves[place + 1 :]]) != merkle_root(leaves)


def test_a_root_is_no_leaf_and_nothing_has_the_root_of_genesis() -> None:
    assert merkle_root([]) == GENESIS
    assert merkle_root(["a"]) == hashlib.sha256(b"\x00a").hexdigest()
    assert merkle_root([merkle_root(["a", "b"])]) != merkle_root(["a", "b"])
