"""Jobs whose worker died: each is tried again, and one whose like waits already holds up no other."""

from __future__ import annotations

import asyncio
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from simpul.casework import tasks


def test_a_job_whose_like_waits_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    double, single = Mock(name="double"), Mock(name="single")

    async def retry(job: Any) -> None:
        if job is double:
            raise UniqueViolation(constraint_name="procrastinate_jobs_queueing_lock_idx_v1", queueing_lock="sweep")

    manager = Mock(
        get_stalled_jobs=AsyncMock(return_value=[double, single]), retry_job=AsyncMock(side_effect=retry),
        finish_job=AsyncMock(),
    )  # fmt: skip
    monkeypatch.setattr(app, "job_manager", manager)
    asyncio.run(tasks.stalled.func(Mock(), 0))
    assert [call.args[0] for call in manager.retry_job.await_args_list] == [double, single]
    manager.finish_job.assert_awaited_once_with(double, Status.FAILED, delete_job=False)
