"""How an acting official is written: with the short form before the post acted in, as official letters print it."""

from __future__ import annotations

from collections.abc import Mapping

from simpul.core.directory.models import Basis

SHORT_FORMS: Mapping[str, str] = {Basis.PLH: "Plh.", Basis.PLT: "Plt.", Basis.AN: "a.n."}
"""Basis -> short form. Not here: the definitive holder, who is written by the post alone."""


def capacity_of(basis: str, post: str) -> str:
    """ "Plh. Kepala Balai"; the post alone for its definitive holder."""
    short = SHORT_FORMS.get(basis)
    return f"{short} {post}" if short else post


def signing_title(basis: str, post: str, own_post: str) -> str:
    """The lines above the name of an acting official. On behalf of somebody one signs in the own post, below."""
    capacity = capacity_of(basis, post)
    return f"{capacity}\n{own_post}" if basis == Basis.AN and own_post else capacity


def signing_post(place: str, own_post: str) -> str:
    """The same of somebody who acts in the own right: the place (lane or unit) for which, over the own post. One of
    them is left out where the other names it already."""
    one, other = place.casefold(), own_post.casefold()
    if not own_post or other in one:
        return place
    return own_post if not place or one in other else f"{place}\n{own_post}"
