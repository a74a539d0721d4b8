import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_attempt_moved")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="papers",
                to="agreements.party",
            ),
        ),
    ]
