"""What an upload field takes, and what examining it may cost."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.lib.confined.limits import MIB


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file we know to be takeable; the first extension is the one we store under."""

    name: str
    media_type: str
    extensions: tuple[str, ...]


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("pdf", "application/pdf", ("pdf",)),
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
        Kind("png", "image/png", ("png",)),
        Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
        Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    )
}

PICTURES = frozenset({"jpeg", "png"})


@dataclass(frozen=True, slots=True)
class Policy:
    """Sizes in bytes, pictures in pixels; ``max_unpacked`` and ``max_entries`` count nested archives too."""

    kinds: frozenset[str] = frozenset({"pdf", "jpeg", "png", "docx"})
    max_bytes: int = 10 * MIB
    max_pixels: int = 64_000_000
    max_unpacked: int = 100 * MIB
    max_entries: int = 2_000

    @property
    def megabytes(self) -> int:
        """The size limit as it is told to people."""
        return self.max_bytes // MIB

    def labels(self) -> str:
        """The kinds taken, as an uploader knows them: "PDF, JPG, PNG, DOCX"."""
        return ", ".join(KINDS[name].extensions[0].upper() for name in KINDS if name in self.kinds)


PAPERS = Policy()
"""A partner's papers (PDF, photo, DOCX)."""

SPREADSHEET = Policy(kinds=frozenset({"xlsx"}))
"""A table that is read in (import of old agreements, people, monitoring)."""
