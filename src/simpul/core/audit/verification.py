"""Running the verifier in a process of its own, and saying in words what it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import simpul
from simpul.core.audit.checkpoint_files import FOLDER
from simpul.rules.refusals import N_, Refusal

WORDS: Mapping[str, str] = {
    "changed": N_("row %(seq)d of %(subject)s was changed after it was written"),
    "columns": N_("row %(seq)d of %(subject)s shows another act than the one that was recorded"),
    "missing": N_("row %(seq)d of %(subject)s is missing"),
    "inserted": N_("row %(seq)d of %(subject)s was put in afterwards"),
    "twice": N_("row %(seq)d of %(subject)s stands there twice"),
    "rewritten": N_("row %(seq)d of %(subject)s differs from what a checkpoint signed: the chain was rewritten"),
    "without_head": N_("%(subject)s belongs to nothing: its rows were put in, or its case was deleted"),
    "beyond_head": N_("the rows of %(subject)s from %(seq)d on were put in: by the case its chain ends before"),
    "head_differs": N_("the case tells another end of %(subject)s than row %(seq)d"),
    "no_public_key": N_("the public key of the checkpoints is missing, so their signatures cannot be checked"),
    "unreadable": N_("the file of checkpoint %(seq)d cannot be read"),
    "forged": N_("the file of checkpoint %(seq)d was changed: its signature does not hold"),
    "gap": N_("checkpoint %(seq)d does not follow the one before it: a file between them is missing"),
    "file_missing": N_("the file of checkpoint %(seq)d is missing"),
    "row_missing": N_("the database has lost checkpoint %(seq)d, of which the file exists"),
    "row_differs": N_("the database tells checkpoint %(seq)d otherwise than its file"),
    "copy_differs": N_("the file of checkpoint %(seq)d differs from its copy elsewhere"),
}


@dataclass(frozen=True, slots=True)
class AuditFault:
    """One fault, in words: ``text`` is a msgid for ``params``."""

    kind: str
    subject: str
    seq: int

    @property
    def text(self) -> str:
        return WORDS[self.kind]

    @property
    def params(self) -> dict[str, object]:
        return {"subject": self.subject, "seq": self.seq}


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was walked; ``found`` counts every fault, ``faults`` holds the first ones."""

    events: int
    chains: int
    checkpoint: int
    checkpoint_at: str
    seconds: float
    found: int
    faults: tuple[AuditFault, ...]


def verify_apart(url: str, home: Path, folder: Path | None = None) -> AuditReport:
    """Verify the log of a database against the installation's checkpoints, or those of ``folder``.

    Raises Refusal SIS-90 when the verifier could not do its work.
    """
    copy = os.environ.get("SIMPUL_CHECKPOINT_COPY", "")
    folders = [str(folder or home / FOLDER), *([copy] if copy and not folder else [])]
    source = str(Path(simpul.__file__).resolve().parents[1])
    done = subprocess.run(
        [sys.executable, "-P", "-m", "simpul.core.audit.verifier", *folders],
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or not done.stdout.startswith("{"):
        last = (done.stderr.strip().splitlines() or ["-"])[-1]
        raise Refusal("SIS-90", N_("The log could not be verified (%(last)s): run `simpul doctor`."), last=last[:200])
    told = json.loads(done.stdout)
    del told["ok"]
    return AuditReport(**told | {"faults": tuple(AuditFault(**each) for each in told["faults"])})
