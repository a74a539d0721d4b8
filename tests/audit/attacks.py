"""What somebody who owns the database may do to the log. Each returns the fault that has to be named."""

from __future__ import annotations

from collections.abc import Callable

from psycopg import Cursor

from simpul.core.audit.rows import Head
from simpul.rules.audit_chain import GENESIS, link
from tests.audit.kit import chain_rows, send_rows

Named = tuple[str, str, int]
Attack = Callable[[Cursor, str, int], Named]
_ROW = "SELECT prev_hash, hash, body FROM audit_auditevent WHERE chain = %s AND seq = %s"


def _row(hand: Cursor, chain: str, seq: int) -> tuple[str, str, str]:
    found = hand.execute(_ROW, (chain, seq)).fetchone()
    assert found is not None
    return found[0], found[1], found[2]


def edited(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute(
        "UPDATE audit_auditevent SET body = replace(body, 'telaah', 'selesai') WHERE chain = %s AND seq = %s",
        (chain, seq),
    )
    return "changed", chain, seq


def edited_with_its_hash(hand: Cursor, chain: str, seq: int) -> Named:
    before, _, body = _row(hand, chain, seq)
    body = body.replace("telaah", "selesai")
    hand.execute(
        "UPDATE audit_auditevent SET body = %s, hash = %s WHERE chain = %s AND seq = %s",
        (body, link(chain, seq, before, body), chain, seq),
    )
    return "changed", chain, seq


def searched_column_edited(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute("UPDATE audit_auditevent SET actor_ref = '8' WHERE chain = %s AND seq = %s", (chain, seq))
    return "columns", chain, seq


def moved_in_time(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute(
        "UPDATE audit_auditevent SET at = at - interval '1 microsecond' WHERE chain = %s AND seq = %s", (chain, seq)
    )
    return "columns", chain, seq


def given_to_another_institution(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute("UPDATE audit_auditevent SET institution_id = 0 WHERE chain = %s AND seq = %s", (chain, seq))
    return "columns", chain, seq


def deleted(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute("DELETE FROM audit_auditevent WHERE chain = %s AND seq = %s", (chain, seq))
    return "missing", chain, seq


def inserted(hand: Cursor, chain: str, seq: int) -> Named:
    """A well-linked row between two; those behind it make room."""
    _, before, _ = _row(hand, chain, seq - 1)
    hand.execute("UPDATE audit_auditevent SET seq = seq + 100000 WHERE chain = %s AND seq >= %s", (chain, seq))
    hand.execute("UPDATE audit_auditevent SET seq = seq - 99999 WHERE chain = %s AND seq > 100000", (chain,))
    institution = hand.execute("SELECT institution_id FROM audit_auditevent WHERE chain = %s", (chain,)).fetchone()
    assert institution is not None
    send_rows(chain_rows(Head(chain, seq - 1, before), institution[0], 1)[0])
    return "inserted", chain, seq


def appended(hand: Cursor, chain: str, seq: int) -> Named:
    newest = hand.execute(
        "SELECT seq, hash, institution_id FROM audit_auditevent WHERE chain = %s ORDER BY seq DESC LIMIT 1", (chain,)
    ).fetchone()
    assert newest is not None
    send_rows(chain_rows(Head(chain, newest[0], newest[1]), newest[2], 1)[0])
    return "beyond_head", chain, newest[0] + 1


def swapped(hand: Cursor, chain: str, seq: int) -> Named:
    change = "UPDATE audit_auditevent SET seq = %s WHERE chain = %s AND seq = %s"
    for new, old in ((0, seq), (seq, seq + 5), (seq + 5, 0)):
        hand.execute(change, (new, chain, old))
    return "changed", chain, seq


def tail_cut(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute("DELETE FROM audit_auditevent WHERE chain = %s AND seq >= %s", (chain, seq))
    return "missing", chain, seq


def tail_cut_with_its_head(hand: Cursor, chain: str, seq: int) -> Named:
    """The case is made to agree: only the checkpoint knows that more was there."""
    tail_cut(hand, chain, seq)
    _, digest, _ = _row(hand, chain, seq - 1)
    _set_head(hand, chain, seq - 1, digest)
    return "missing", chain, seq


def _set_head(hand: Cursor, chain: str, seq: int, digest: str) -> None:
    hand.execute(
        "UPDATE procedures_case SET chain_seq = %s, chain_hash = %s WHERE 'case:' || id = %s", (seq, digest, chain)
    )
    hand.execute("UPDATE audit_chainhead SET seq = %s, hash = %s WHERE chain = %s", (seq, digest, chain))


def emptied(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute("TRUNCATE audit_auditevent")
    return "missing", chain, 1


def emptied_with_all_heads(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute("TRUNCATE audit_auditevent, audit_checkpoint, audit_chainhead")
    hand.execute("UPDATE procedures_case SET chain_seq = 0, chain_hash = ''")
    return "missing", chain, 1


def rewritten(hand: Cursor, chain: str, seq: int) -> Named:
    """One row changed and the whole chain computed anew, with its head: in itself without a flaw."""
    edited(hand, chain, seq)
    last = GENESIS
    rows = hand.execute("SELECT seq, body FROM audit_auditevent WHERE chain = %s ORDER BY seq", (chain,)).fetchall()
    for number, body in rows:
        digest = link(chain, number, last, body)
        hand.execute(
            "UPDATE audit_auditevent SET prev_hash = %s, hash = %s WHERE chain = %s AND seq = %s",
            (last, digest, chain, number),
        )
        last = digest
    _set_head(hand, chain, rows[-1][0], last)
    return "rewritten", chain, rows[-1][0]


def case_gone(hand: Cursor, chain: str, seq: int) -> Named:
    hand.execute("DELETE FROM procedures_case WHERE 'case:' || id = %s", (chain,))
    hand.execute("DELETE FROM audit_chainhead WHERE chain = %s", (chain,))
    return "without_head", chain, 1


ATTACKS: tuple[Attack, ...] = (
    edited, edited_with_its_hash, searched_column_edited, moved_in_time, given_to_another_institution, deleted,
    inserted, appended, swapped, tail_cut, tail_cut_with_its_head, emptied, emptied_with_all_heads, rewritten,
    case_gone,
)  # fmt: skip
