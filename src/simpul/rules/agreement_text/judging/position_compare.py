"""Two versions of the positions entry by entry: what is wanted, how worded, how recognised and what is never signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simpul.rules.agreement_text.judging.phrases import Phrase
from simpul.rules.agreement_text.judging.positions import Element, Forbidden, Obligation, Position, Positions
from simpul.rules.agreement_text.template_compare import ClauseChange, Words, changes_between

_NOT_SAID = "(tidak disebut)"


def position_differences(old: Positions, new: Positions) -> tuple[ClauseChange, ...]:
    """What differs, in the order of the new version; what was removed comes last."""
    return changes_between(words_of(old), words_of(new))


def words_of(positions: Positions) -> Iterator[Words]:
    """Every entry under its id, in the words of the file."""
    for position in positions.positions:
        yield from _position(position)
    for spelling in positions.spellings:
        yield Words(f"@ejaan_{spelling.right}", f"Ejaan {spelling.right}", _listed("bukan", spelling.wrong))
    for name, terms in (("umum", positions.known), ("judul", positions.heads), ("sebutan", positions.general)):
        yield Words(f"@istilah_{name}", f"Istilah {name}", ", ".join(sorted(terms)))


def _position(position: Position) -> Iterator[Words]:
    key, place = position.id, f"{position.name[:1].upper()}{position.name[1:]}"
    yield Words(key, place, f"{position.name} · topik {position.topic}")
    yield Words(f"{key}#wajib", f"{place}, wajib", " / ".join(map(_obligation, position.obligations)) or _NOT_SAID)
    known = (_listed("judul", _sources(position.titles)), _listed("isi", _sources(position.bodies)))
    yield Words(f"{key}#dikenali", f"{place}, dikenali dari", _joined(known) or _NOT_SAID)
    yield Words(f"{key}#utama", f"{place}, rumusan utama", position.preferred or _NOT_SAID)
    if position.fallback is not None:
        fallback = (position.fallback.text, position.fallback.why, _phrases(position.fallback.phrases))
        yield Words(f"{key}#cadangan", f"{place}, rumusan cadangan", _joined(fallback))
    if position.elements:
        yield Words(f"{key}#ambang", f"{place}, ambang unsur", f"{position.threshold} %")
    for element in position.elements:
        yield Words(f"{key}#unsur_{element.id}", f"{place}, unsur {element.id}", _element(element))
    for rule in position.forbidden:
        yield Words(f"{key}#terlarang_{rule.id}", f"{place}, terlarang {rule.id}", _forbidden(rule))


def _obligation(one: Obligation) -> str:
    head = f"{', '.join(one.instruments)}{_when(one.when)}: {one.level}"
    return _joined((head, one.why, one.source))


def _element(one: Element) -> str:
    return _joined((f"{one.name}{_when(one.when)}", _phrases(one.phrases)))


def _forbidden(one: Forbidden) -> str:
    unless = _listed("kecuali", _sources(one.unless))
    mutual = "boleh timbal balik" if one.mutual else ""
    return _joined((one.level, one.why, one.source, _phrases(one.phrases), unless, mutual))


def _when(names: tuple[str, ...]) -> str:
    return f" (jika {' dan '.join(names)})" if names else ""


def _sources(phrases: Iterable[Phrase]) -> tuple[str, ...]:
    return tuple(each.source for each in phrases)


def _phrases(phrases: Iterable[Phrase]) -> str:
    return _listed("pola", _sources(phrases))


def _listed(name: str, entries: tuple[str, ...]) -> str:
    return f"{name} {', '.join(f'“{each}”' for each in entries)}" if entries else ""


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
