"""A draft that was never sent leaves nothing behind but the fact that it was there."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from simpul.core.audit.models import AuditEvent
from simpul.core.documents.models import StoredFile
from simpul.core.messages.models import Delivery
from simpul.core.procedures.models import Case
from simpul.features.agreements.access import mint_link
from simpul.features.agreements.forgetting import forget_expired_drafts
from simpul.features.agreements.models import Party, Request
from simpul.lib import clock
from tests.portal.filling import fill, send


def test_an_expired_draft_is_forgotten_with_all_it_held(client: Client, draft: Request) -> None:
    fill(client, draft)
    mint_link(draft.pk)
    with clock.at(clock.now() + timedelta(days=30)):
        assert forget_expired_drafts() == 0
    with clock.at(clock.now() + timedelta(days=32)):
        assert [forget_expired_drafts(), forget_expired_drafts()] == [1, 0]
    for model in (Request, Party, StoredFile, Delivery):
        assert not model.objects.exists()
    assert AuditEvent.objects.filter(verb="request.forgotten").count() == 1


def test_a_sent_request_is_never_forgotten(client: Client, draft: Request) -> None:
    fill(client, draft)
    send(client, draft)
    with clock.at(clock.now() + timedelta(days=400)):
        assert forget_expired_drafts() == 0
    assert Case.objects.get().request == draft
