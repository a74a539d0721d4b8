"""Text of a picture or table that a page may show as it is."""

from __future__ import annotations


class Markup(str):
    """What a renderer has written whole: our own elements, every text from elsewhere escaped.

    Templates ask by ``__html__`` whether to escape; so the renderer vouches for it, and nobody further away must.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
