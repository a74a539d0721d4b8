"""From what PostgreSQL printed to one sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

from simpul.rules.refusals import N_, Refusal

# Marks in the output (English: the server runs with LC_ALL=C), the code, the sentence. The first that fits counts.
SYMPTOMS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("No space left on device", "Disk quota exceeded", "File too large"),
        "SIS-60",
        N_("The disk is full: free some space where %(folder)s lies and start again; nothing committed is lost."),
    ),
    (
        ("lock file", "pre-existing shared memory block", "another server might be running"),
        "SIS-58",
        N_("A killed database server still holds %(folder)s: wait a minute, then start again."),
    ),
    (
        ("Permission denied", "has wrong ownership", "invalid permissions", "Operation not permitted"),
        "SIS-61",
        N_("The database server may not use %(folder)s: give that folder back to its owner with mode 0700."),
    ),
    (
        ("could not locate a valid checkpoint", "invalid checkpoint", "PANIC", "invalid data in file", "is damaged"),
        "SIS-62",
        N_(
            "The database in %(folder)s is damaged: keep the folder and restore your last backup with `simpul restore`."
        ),
    ),
    (
        ("Cannot allocate memory", "could not create shared memory segment", "could not map anonymous shared memory"),
        "SIS-63",
        N_("There is not enough memory for the database: close other programs and start again."),
    ),
)


def explain(printed: str, log: Path) -> Refusal:
    """The refusal that fits the output; unknown output points to the log."""
    for marks, code, sentence in SYMPTOMS:
        if any(mark in printed for mark in marks):
            return Refusal(code, sentence, folder=str(log.parent))
    last = next((line.strip() for line in reversed(printed.splitlines()) if line.strip()), "-")
    return Refusal(
        "SIS-59",
        N_("The database did not start (%(last)s): read %(log)s and start again."),
        last=last[:160],
        log=str(log),
    )
