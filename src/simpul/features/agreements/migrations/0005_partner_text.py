"""The partner's version as it was read, with what people decided about it."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_DRAFT = "agreements.draft"


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0004_series_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reading", models.JSONField(default=dict)),
                ("fault", models.CharField(blank=True, max_length=10)),
                ("answers", models.JSONField(default=dict)),
                ("decisions", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
                ("note_at", models.DateTimeField(null=True)),
                (
                    "base",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=_DRAFT),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="partner_text", to=_DRAFT
                    ),
                ),
                (
                    "note_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_in",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=_DRAFT
                    ),
                ),
            ],
        ),
    ]
