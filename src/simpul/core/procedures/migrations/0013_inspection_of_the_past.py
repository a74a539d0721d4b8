from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0012_inspection"),
    ]

    operations = [
        migrations.AddField(
            model_name="inspectionfile",
            name="number",
            field=models.CharField(blank=True, max_length=160),
        ),
        migrations.AddField(
            model_name="inspectionfile",
            name="past",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
