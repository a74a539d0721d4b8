from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_paper_party")]

    operations = [
        migrations.AddField("numberseries", "first_year", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("numberseries", "first_number", models.PositiveIntegerField(default=1)),
    ]
