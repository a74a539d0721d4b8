"""Random edits on plain lists, by an editor that knows nothing of comparing."""

from __future__ import annotations

import random

from tests.rules.agreement_text.comparing.made import Ayat, Pasal, base

WORDS = ("spesimen", "hasil", "14 (empat belas)", "hari", "dikirim", "diperiksa", "biaya", "tertulis", "Pasal", "mutu")


def edited_by_hand(seed: int, count: int) -> list[Pasal]:
    """``count`` edits: words, clauses, letters and articles that come, go and move."""
    chance, articles = random.Random(seed), base()
    for number in range(count):
        article = chance.choice(articles)
        ayat = chance.choice(article.ayat) if article.ayat else None
        what = chance.randrange(8)
        if what == 0 and ayat:
            ayat.text = " ".join(chance.choices(WORDS, k=6)) + "."
        elif what == 1 and ayat:
            article.ayat.remove(ayat)
        elif what == 2:
            article.ayat.insert(
                chance.randint(0, len(article.ayat)), Ayat(f"n{number}", f"Ketentuan {number} berlaku.")
            )
        elif what == 3 and ayat:
            article.ayat.remove(ayat)
            other = chance.choice(articles)
            other.ayat.insert(chance.randint(0, len(other.ayat)), ayat)
        elif what == 4 and len(articles) > 1:
            articles.remove(article)
        elif what == 5:
            new = Pasal(
                f"p{number}", f"JUDUL {number}", [Ayat(f"p{number}_1", f"Isi {number}.", [(f"h{number}", "huruf;")])]
            )
            articles.insert(chance.randint(0, len(articles)), new)
        elif what == 6:
            articles.insert(chance.randint(0, len(articles) - 1), articles.pop(articles.index(article)))
        elif ayat:
            ayat.letters.insert(chance.randint(0, len(ayat.letters)), (f"l{number}", f"butir {number};"))
    return articles
