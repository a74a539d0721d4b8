"""One call to the service: our account, the limits, and what its refusals mean."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simpul.adapters.bsre.values import Account, BsreFault, Problem
from simpul.lib import outgoing

QUESTION_SECONDS = 10.0
"""For a status, a code, a judgement: nothing is signed by them."""
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls under one account."""

    account: Account

    def ask(self, method: str, path: str, **sent: Any) -> outgoing.Answer:
        """A question: whatever goes wrong, nothing has been signed. Raises BsreFault, never UNKNOWN."""
        try:
            answer = self._send(method, path, QUESTION_SECONDS, "", sent)
        except outgoing.OutgoingFault as error:
            raise _not_answered(error, Problem.DOWN) from error
        if answer.status >= 500:
            raise BsreFault(Problem.DOWN)
        _check(answer)
        return answer

    def order(self, path: str, reference: str, **sent: Any) -> outgoing.Answer:
        """A signature is asked for: where no answer came, or the service broke down over it, the outcome is UNKNOWN."""
        try:
            answer = self._send("POST", path, self.account.seconds, reference, sent)
        except outgoing.OutgoingFault as error:
            raise _not_answered(error, Problem.UNKNOWN if error.sent else Problem.DOWN) from error
        if answer.status >= 500:
            raise BsreFault(Problem.UNKNOWN)
        _check(answer)
        return answer

    def _send(self, method: str, path: str, seconds: float, reference: str, sent: Mapping[str, Any]) -> outgoing.Answer:
        account = self.account
        pair = base64.b64encode(f"{account.user}:{account.password}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", **({"X-Request-Id": reference} if reference else {})}
        return outgoing.send(
            method, account.address.rstrip("/") + path, timeout=seconds, headers=headers,
            trusted=frozenset({account.address}), largest=LARGEST, **sent,
        )  # fmt: skip


def _not_answered(error: outgoing.OutgoingFault, problem: Problem) -> BsreFault:
    if isinstance(error, outgoing.NotTrusted):
        return BsreFault(Problem.UNTRUSTED, error.why)
    return BsreFault(problem)


def _check(answer: outgoing.Answer) -> None:
    """Raises BsreFault for a refusal; a refusal is definite, nothing was signed."""
    if answer.status in (401, 403):
        raise BsreFault(Problem.ACCOUNT)
    if answer.status >= 400:
        said = answer.body[:2000].decode(errors="replace").casefold()
        wrong = any(word in said for word in ("passphrase", "totp", "otp"))
        raise BsreFault(Problem.MISTYPED if wrong else Problem.REFUSED)


def values_of(answer: outgoing.Answer) -> Mapping[str, Any]:
    """The JSON object of an answer; an empty one where there is none."""
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def word_of(answer: outgoing.Answer, *names: str) -> str:
    """The first of these members that is a word."""
    values = values_of(answer)
    return next((str(values[name])[:200] for name in names if isinstance(values.get(name), str)), "")
