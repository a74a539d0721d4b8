"""The number of an agreement that no series of the institution gave."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("agreements", "0009_partner_notes")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="agreement",
            name="given_number",
            field=models.CharField(blank=True, db_default="", max_length=160),
        ),
    ]
