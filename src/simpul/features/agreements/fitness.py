"""What speaks against stating that a draft is fit although every finding has its answer and every topic its risk."""

from __future__ import annotations

from dataclasses import dataclass

from simpul.features.agreements.judgement import HIGHEST
from simpul.features.agreements.models import Draft, Finding, Remark
from simpul.features.agreements.models_judging import RemarkAnswer
from simpul.rules.agreement_text.judging.topics import TOPICS
from simpul.rules.refusals import N_, Refusal

HIGH = "tinggi"
GRAVE = frozenset({HIGHEST, "penting"})


@dataclass(frozen=True, slots=True)
class Carried:
    """Codes of findings that were accepted and still stand in the version, and ids of topics of high risk.

    ``barred``: of the highest level, which bar the draft; ``weighed``: of the next, which ask for a reason.
    """

    barred: tuple[str, ...]
    weighed: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def speaks_against(self) -> bool:
        """Whether the draft can be fit only with a reason."""
        return bool(self.weighed or self.topics)


def carried(draft: Draft) -> Carried:
    """Two reads. What was mended outside the text or overruled with a reason is settled."""
    admitted = Remark.objects.filter(draft=draft, level__in=GRAVE, answer=RemarkAnswer.ACCEPTED)
    found = list(admitted.values_list("level", "code"))
    high = set(Finding.objects.filter(draft=draft, risk=HIGH).values_list("topic", flat=True))
    return Carried(
        tuple(dict.fromkeys(code for level, code in found if level == HIGHEST)),
        tuple(dict.fromkeys(code for level, code in found if level != HIGHEST)),
        tuple(topic for topic in TOPICS if topic in high),
    )


def check_fit(despite: Carried, reason: str) -> None:
    """Raises Refusal NSK-40 for an admitted fault that must be settled, NSK-41 where a reason is wanted."""
    if despite.barred:
        raise Refusal(
            "NSK-40",
            N_("These findings must be settled, are accepted and not mended yet: %(codes)s. A draft with them is not "
               "fit: send it back, or overrule them with a reason."),
            codes=", ".join(despite.barred),
        )  # fmt: skip
    if despite.speaks_against and not reason.strip():
        raise Refusal(
            "NSK-41",
            N_("Findings that were accepted and not mended, or topics of high risk, speak against the draft. Say why "
               "it is fit all the same; the reason stands in the log."),
        )  # fmt: skip
