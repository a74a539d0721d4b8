"""Notes on a partner's file: one for each article, by whom and when, and none of them overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The one note that was kept so far is the first one about the whole text."""
    texts, notes = apps.get_model("agreements", "PartnerText"), apps.get_model("agreements", "PartnerNote")
    for text in texts.objects.exclude(note=""):
        at = text.note_at or text.draft.created_at
        notes.objects.create(partner_text=text, text=text.note, by_id=text.note_by_id, at=at)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("agreements", "0008_agreement_life"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PartnerNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article", models.CharField(blank=True, max_length=60)),
                ("page", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="agreements.partnertext"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(model_name="partnertext", name="note"),
        migrations.RemoveField(model_name="partnertext", name="note_at"),
        migrations.RemoveField(model_name="partnertext", name="note_by"),
    ]
