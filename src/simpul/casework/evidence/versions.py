"""The procedure versions by which the cases of an inspection file ran: each once, as file and as sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import Q
from django.utils.safestring import SafeString

from simpul.casework.evidence.archive_file import ArchiveFile
from simpul.casework.evidence.page import code, link, table
from simpul.casework.evidence.papers import plain_name
from simpul.core.audit.models import AuditEvent
from simpul.core.procedures.faces import face
from simpul.core.procedures.loaded import readable
from simpul.core.procedures.models import Case, ProcedureVersion
from simpul.core.procedures.printed import paper_of
from simpul.lib import clock
from simpul.rules.agreement_text.words import long_date

_NAMED = ("case.started", "case.moved")


class Versions:
    """Puts a version into the file when the first case asks for it."""

    def __init__(self, target: ArchiveFile) -> None:
        self._target = target
        self._known: dict[int, tuple[tuple[str, str], ...]] = {}
        self._rows: list[tuple[object, ...]] = []

    def of(self, case: Case) -> Iterator[tuple[str, str]]:
        """(address, name) of the file and the sheet of every version by which the case ran, the present one first."""
        for version in _versions_of(case):
            if version.pk not in self._known:
                self._known[version.pk] = self._put(version)
            yield from self._known[version.pk]

    def table(self) -> SafeString:
        columns = ("Prosedur", "Versi", "Berlaku sejak", "Diusulkan oleh", "Disahkan oleh", "Berkas", "SHA-256")
        return table(columns, self._rows)

    def _put(self, version: ProcedureVersion) -> tuple[tuple[str, str], ...]:
        name = f"{version.procedure.code} versi {version.version}"
        stem = f"prosedur/{plain_name(f'{version.procedure.code}-{version.version}.yaml').removesuffix('.yaml')}"
        digest = self._target.put(f"{stem}.yaml", [version.text.encode()])
        made = [(f"{stem}.yaml", f"{name} (berkas)")]
        procedure = readable(version.pk)
        if procedure is not None:
            paper = paper_of(version.procedure.institution)
            self._target.put(f"{stem}.pdf", [face(procedure, f"pdf-{paper}", clock.now())], packed=False)
            made.append((f"{stem}.pdf", f"{name} (lembar SOP)"))
        whole = "" if digest == version.sha256 else " BERUBAH sejak disahkan"
        self._rows.append(
            (version.procedure.code, version.version,
             long_date(version.effective_on) if version.effective_on is not None else "-",
             version.proposed_by.full_name if version.proposed_by is not None else "-",
             version.published_by.full_name if version.published_by is not None else "-",
             link(*made[-1]), code(digest + whole))
        )  # fmt: skip
        return tuple(made)


def _versions_of(case: Case) -> list[ProcedureVersion]:
    """By the log: a case may have moved from one version to another."""
    bodies = AuditEvent.objects.filter(chain=f"case:{case.pk}", verb__in=_NAMED).values_list("body", flat=True)
    told = [json.loads(body).get("facts", {}) for body in bodies]
    names = {str(facts.get(key, "")) for facts in told for key in ("version", "from", "to")} - {""}
    same = Q(procedure_id=case.procedure_version.procedure_id, version__in=names)
    rows = ProcedureVersion.objects.filter(same | Q(pk=case.procedure_version_id))
    rows = rows.select_related("procedure__institution", "proposed_by", "published_by")
    return sorted(rows, key=lambda row: (row.pk != case.procedure_version_id, row.pk))
